// The keyboard. A module registers what a key does: key('c', 'key.claim', () => ...). The words stand in the texts (any
// bundle, keys beginning with "key."), so that the help behind "?" lists them in the reader's language.
//
//   'c'           a single key: not while typing, not under a dialog, and off for who switched single keys off
//   'g m'         two single keys after each other
//   'ctrl+enter'  with Ctrl (or Command on a Mac): works while typing, too
//   'escape'      works everywhere outside of dialogs, which close by themselves
//
// A key registered again belongs to the later one. A handler that returns false leaves the key to the browser.
import { pageWords } from './frame.js';
import { choosePreference } from './preferences.js';

const PATIENCE_MS = 1200;
const registered = new Map();
/** What an input method or a Chinese keyboard gives instead of the plain sign. */
const PLAIN = { '？': '?', '、': '/', '［': '[', '］': ']', '【': '[', '】': ']' };
let before = null;
let beforeAt = 0;

/**
 * @param {string} combo see above
 * @param {string} wordsKey the text that says what it does
 * @param {(event: KeyboardEvent) => (void|boolean)} handler
 * @returns {() => void} forgets it
 */
export function key(combo, wordsKey, handler) {
  const entry = { combo, wordsKey, handler };
  registered.set(combo, entry);
  return () => registered.get(combo) === entry && registered.delete(combo);
}

/** Whether single keys do something for this person. */
export const singleKeysOn = () => document.body.dataset.singleKeys !== 'off';

const isSingle = combo => !combo.startsWith('ctrl+') && !combo.startsWith('alt+') && combo !== 'escape';

function isTyping(target) {
  return target instanceof HTMLElement
    && (target.isContentEditable || (target.matches('input, select, textarea') && !target.matches('[type=checkbox], [type=radio], [type=button], [type=submit]')));
}

function pressed(event) {
  let name = event.key;
  if (name === 'Process' || name === 'Unidentified') {
    // an input method is on although nobody types into a field
    name = event.code.startsWith('Key') ? event.code.slice(3) : event.code === 'Slash' ? (event.shiftKey ? '?' : '/') : name;
  }
  name = PLAIN[name] ?? name.toLowerCase();
  return (event.ctrlKey || event.metaKey ? 'ctrl+' : '') + (event.altKey ? 'alt+' : '') + name;
}

document.addEventListener('keydown', event => {
  if (event.defaultPrevented || event.repeat || event.isComposing || event.keyCode === 229 && isTyping(event.target)) {
    return;
  }
  const name = pressed(event);
  const single = isSingle(name);
  if (document.querySelector('dialog[open]') && name !== 'ctrl+enter') {
    return;
  }
  if (single && (isTyping(event.target) || !singleKeysOn())) {
    before = null;
    return;
  }
  const pair = before && event.timeStamp - beforeAt < PATIENCE_MS ? registered.get(before + ' ' + name) : null;
  const entry = pair ?? registered.get(name);
  before = null;
  if (entry) {
    // a button that has the focus keeps Enter and space to itself
    if (single && (name === 'enter' || name === ' ') && event.target.closest?.('a, button, summary')) {
      return;
    }
    if (entry.handler(event) !== false) {
      event.preventDefault();
    }
  } else if (single && [...registered.keys()].some(combo => combo.startsWith(name + ' '))) {
    before = name;
    beforeAt = event.timeStamp;
  }
});

// ---- the help

function shown(combo) {
  return combo.split(' ').map(part => part.split('+').map(name => name === 'ctrl' ? 'Ctrl' : name === 'alt' ? 'Alt'
    : name === 'arrowdown' ? '↓' : name === 'arrowup' ? '↑' : name === 'arrowleft' ? '←' : name === 'arrowright' ? '→' : name.length === 1 ? name : name[0].toUpperCase() + name.slice(1)).join(' + '));
}

function help() {
  const words = pageWords();
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog help';
  dialog.setAttribute('aria-labelledby', 'help-title');
  const title = document.createElement('h2');
  title.id = 'help-title';
  title.textContent = words['page.help'];
  const list = document.createElement('dl');
  list.className = 'keys';
  for (const { combo, wordsKey } of registered.values()) {
    const term = document.createElement('dt');
    shown(combo).forEach(part => {
      const cap = document.createElement('kbd');
      cap.textContent = part;
      term.append(cap, ' ');
    });
    const meaning = document.createElement('dd');
    meaning.textContent = words[wordsKey] ?? wordsKey;
    list.append(term, meaning);
  }
  const choice = document.createElement('label');
  choice.className = 'check';
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = singleKeysOn();
  box.addEventListener('change', () => choose(box.checked));
  const says = document.createElement('span');
  says.textContent = words['page.singleKeys'];
  choice.append(box, says);
  const hint = document.createElement('p');
  hint.className = 'muted';
  hint.textContent = words['page.singleKeysHint'];
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = words['page.close'];
  close.addEventListener('click', () => dialog.close());
  const foot = document.createElement('p');
  foot.className = 'dialog-foot';
  foot.append(close);
  dialog.append(title, list, choice, hint, foot);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}

/** At once here, and for every other desk this person signs in at. */
function choose(on) {
  document.body.dataset.singleKeys = on ? 'on' : 'off';
  choosePreference('single-keys', on ? 'on' : 'off');
}

// the help stays within reach of who switched single keys off
if (document.body.dataset.preferences) {
  key('?', 'key.help', help);
  document.querySelector('[data-help]')?.addEventListener('click', help);
}
