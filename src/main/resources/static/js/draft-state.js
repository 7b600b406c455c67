// Says beside a form what became of what was typed: kept, not kept yet, brought back. Its place is there from the start.
import { timeOfDay } from './frame.js';

/**
 * @param {Element} place where it stands
 * @param {{savedAt: string}|undefined} before a draft that was just brought back
 * @param {() => void} discard forgets it
 * @returns {(state: string) => void}
 */
export function draftState(place, before, text, discard) {
  const line = document.createElement('span');
  line.className = 'draft-state';
  const says = document.createElement('span');
  says.setAttribute('role', 'status');
  const drop = document.createElement('button');
  drop.type = 'button';
  drop.className = 'link';
  drop.textContent = text['draft.discard'];
  drop.hidden = true;
  line.append(says, ' ', drop);
  place.append(line);
  const tell = (state, at) => {
    says.textContent = state === 'none' ? '' : text['draft.' + state].replace('{0}', at ? timeOfDay(at) : '');
    line.dataset.state = state;
    drop.hidden = !['saved', 'restored'].includes(state);
  };
  drop.addEventListener('click', () => {
    discard();
    tell('none');
  });
  if (before) {
    tell('restored', new Date(before.savedAt));
  }
  return state => tell(state, new Date());
}

