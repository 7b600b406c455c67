// The story of a case: in short or in full, and only what one looks for. The choice of length is kept for this person.
import { choosePreference } from './preferences.js';

export function timeline(section) {
  const list = section.querySelector('.timeline');
  const buttons = [...section.querySelectorAll('[data-length]')];
  const kind = section.querySelector('select');
  const none = section.querySelector('[data-none]');
  const show = () => {
    const all = section.dataset.shown === 'all' || kind.value;
    let shown = 0;
    for (const entry of list.children) {
      entry.hidden = !all && 'minor' in entry.dataset || !!kind.value && entry.dataset.kind !== kind.value;
      shown += entry.hidden ? 0 : 1;
    }
    none.hidden = shown > 0;
    buttons.forEach(button => button.setAttribute('aria-pressed', String(button.dataset.length === section.dataset.shown)));
  };
  const choose = length => {
    section.dataset.shown = length;
    show();
    choosePreference('timeline', length);
  };
  buttons.forEach(button => button.addEventListener('click', () => choose(button.dataset.length)));
  kind.addEventListener('change', show);
  section.switchLength = () => choose(section.dataset.shown === 'all' ? 'summary' : 'all');
  show();
}
