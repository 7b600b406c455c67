// Quick replies: "::" in a field for words opens the list, typing on narrows it, the arrows choose, Enter puts the words in
// as this case's customer would get them.
import { listed } from './frame.js';
import { call } from './vendor.js';

const TRIGGER = /(?:::|：：)([^\s:：]{0,40})$/;
const MOST = 8;
let known = null;
let menu = null;

export function quickReplies(page, text) {
  const { replies, preview } = page.dataset;
  if (!replies || page.dataset.repliesReady) {
    return;
  }
  page.dataset.repliesReady = 'yes';
  page.addEventListener('input', event => {
    const field = event.target;
    if (!field.matches('textarea, input[type=text]:not([readonly])') || event.isComposing) {
      return;
    }
    const found = TRIGGER.exec(field.value.slice(0, field.selectionStart));
    if (found) {
      offer(field, found[1], text, replies, preview);
    } else {
      close();
    }
  });
  // the first reply is seen as this customer will get it, before it goes out
  page.addEventListener('change', async event => {
    const choice = event.target.closest('[data-first-reply] select');
    if (!choice) {
      return;
    }
    const place = choice.closest('[data-first-reply]');
    let shown = place.querySelector('.reply-preview');
    if (!shown) {
      shown = document.createElement('p');
      shown.className = 'words reply-preview';
      shown.setAttribute('role', 'status');
      place.append(shown);
    }
    shown.hidden = !choice.value;
    if (choice.value) {
      const { text: words, missing } = await call(`${preview}?template=${choice.value}`).catch(() => ({ text: text['case.failed'], missing: [] }));
      shown.textContent = missing.length ? words + '\n' + text['replies.missing'].replace('{0}', listed(missing)) : words;
      shown.classList.toggle('unfilled', missing.length > 0);
    }
  });
  page.addEventListener('keydown', event => {
    if (!menu || event.target !== menu.field || event.isComposing) {
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      choose(menu.at + step);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey || event.key === 'Tab' && !event.shiftKey) {
      insert();
    } else if (event.key === 'Escape') {
      close();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }, true);
  page.addEventListener('focusout', event => menu?.field === event.target && setTimeout(() => menu?.field === event.target && document.activeElement !== event.target && close(), 150));
}

async function offer(field, query, text, replies, preview) {
  known ??= call(replies, { quiet: true }).catch(() => { known = null; return []; });
  const all = await known;
  const wanted = query.toLowerCase();
  const words = one => one.versions.find(version => version.version === one.inUse)?.text ?? '';
  const fits = all.filter(one => [one.title, one.code, words(one)].some(part => part.toLowerCase().includes(wanted))).slice(0, MOST);
  if (!TRIGGER.test(field.value.slice(0, field.selectionStart))) {
    return;
  }
  close();
  const box = document.createElement('div');
  box.className = 'menu replies';
  const list = document.createElement('ul');
  list.id = 'replies';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', text['replies.title']);
  const shown = document.createElement('p');
  shown.className = 'words reply-preview';
  const count = document.createElement('p');
  count.className = 'muted reply-count';
  count.setAttribute('role', 'status');
  count.textContent = fits.length ? text['replies.hint'] : text['replies.none'];
  fits.forEach((one, index) => {
    const item = document.createElement('li');
    item.id = 'reply-' + index;
    item.setAttribute('role', 'option');
    item.textContent = one.title;
    const code = document.createElement('small');
    code.textContent = ' ' + one.code;
    item.append(code);
    item.addEventListener('mousedown', event => {
      event.preventDefault();
      choose(index).then(insert);
    });
    list.append(item);
  });
  box.append(...(fits.length ? [list, shown] : []), count);
  document.body.append(box);
  const at = field.getBoundingClientRect();
  const below = window.innerHeight - at.bottom > 260 || at.top < 260;
  box.style.left = Math.max(8, Math.min(at.left + scrollX, innerWidth + scrollX - 396)) + 'px';
  box.style.top = (below ? at.bottom + scrollY + 4 : at.top + scrollY - box.offsetHeight - 4) + 'px';
  field.setAttribute('aria-controls', 'replies');
  field.setAttribute('aria-autocomplete', 'list');
  menu = { field, box, list, shown, fits, at: 0, preview, text, above: !below };
  if (fits.length) {
    choose(0);
  }
}

async function choose(index) {
  const here = menu;
  if (!here?.fits.length) {
    return;
  }
  here.at = (index + here.fits.length) % here.fits.length;
  [...here.list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === here.at)));
  here.list.children[here.at].scrollIntoView({ block: 'nearest' });
  here.field.setAttribute('aria-activedescendant', 'reply-' + here.at);
  here.filled = call(`${here.preview}?template=${here.fits[here.at].templateId}`);
  const asked = here.filled;
  try {
    const { text, missing } = await asked;
    if (menu === here && here.filled === asked) {
      here.shown.textContent = text;
      here.shown.classList.toggle('unfilled', missing.length > 0);
      here.box.querySelector('.reply-count').textContent = missing.length ? here.text['replies.missing'].replace('{0}', listed(missing)) : here.text['replies.hint'];
      if (here.above) {
        here.box.style.top = (here.field.getBoundingClientRect().top + scrollY - here.box.offsetHeight - 4) + 'px';
      }
    }
  } catch {
    if (menu === here) {
      here.shown.textContent = here.text['case.failed'];
    }
  }
}

async function insert() {
  const here = menu;
  if (!here?.fits.length) {
    close();
    return;
  }
  let words;
  try {
    words = (await here.filled).text;
  } catch {
    return;
  }
  close();
  const { field } = here;
  const before = field.value.slice(0, field.selectionStart);
  const found = TRIGGER.exec(before);
  if (!found) {
    return;
  }
  const start = before.slice(0, found.index) + words;
  // the form library takes over what looks typed
  const type = field.tagName === 'TEXTAREA' ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(type.prototype, 'value').set.call(field, start + field.value.slice(field.selectionStart));
  field.setSelectionRange(start.length, start.length);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
}

function close() {
  if (menu) {
    menu.box.remove();
    menu.field.removeAttribute('aria-controls');
    menu.field.removeAttribute('aria-activedescendant');
    menu = null;
  }
}
