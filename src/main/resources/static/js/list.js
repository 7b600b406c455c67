// The lists by keyboard, and what came meanwhile: it is announced, and shown only when somebody asks for it.
import { key } from './keys.js';

const POLL_MS = 15_000;
/** Nobody is here: what is new can wait, and the session may end. */
const IDLE_MS = 10 * 60_000;

const words = JSON.parse(document.getElementById('list-words')?.textContent || '{}');
const say = (name, ...values) => (words[name] ?? '').replace(/\{(\d)\}/g, (_, i) => values[i]);

const rows = [...document.querySelectorAll('[data-row]')];
let current = null;

document.addEventListener('focusin', event => {
  current = event.target.closest?.('[data-row]') ?? current;
});

function move(step) {
  if (!rows.length) {
    return false;
  }
  const next = current ? Math.min(rows.length - 1, Math.max(0, rows.indexOf(current) + step)) : 0;
  current = rows[next];
  current.querySelector('[data-open]').focus();
  current.scrollIntoView({ block: 'nearest' });
}

/** Presses a button of the row one stands on; without one the key does nothing. */
function press(selector) {
  const button = current?.querySelector(selector);
  if (!button) {
    return false;
  }
  button.click();
}

const down = () => move(1);
const up = () => move(-1);
if (rows.length) {
  key('j', 'key.listDown', down);
  key('arrowdown', 'key.listDown', down);
  key('k', 'key.listUp', up);
  key('arrowup', 'key.listUp', up);
  key('enter', 'key.listOpen', () => press('[data-open]'));
}
if (document.querySelector('[data-claim]')) {
  key('c', 'key.listClaim', () => press('[data-claim] button'));
}
if (document.querySelector('[data-reply]')) {
  key('f', 'key.listReply', () => press('[data-reply]'));
}
if (document.querySelector('tbody .pick input')) {
  key('x', 'key.listPick', () => press('.pick input'));
}
const bulk = document.querySelector('[data-bulk]');
if (bulk) {
  const picked = document.querySelector('[data-picked]');
  const tell = () => {
    const count = document.querySelectorAll('tbody .pick input:checked').length;
    bulk.disabled = count === 0;
    picked.textContent = count ? say('list.selected', count) : '';
  };
  document.addEventListener('change', event => event.target.matches('.pick input') && tell());
  // all of this list, or none; Shift takes those between two
  let last = null;
  document.addEventListener('click', event => {
    const box = event.target.closest?.('.pick input');
    if (box?.matches('[data-all]')) {
      box.closest('table').querySelectorAll('tbody .pick input').forEach(one => { one.checked = box.checked; });
    } else if (box) {
      const boxes = [...document.querySelectorAll('tbody .pick input')];
      if (event.shiftKey && last) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].toSorted((a, b) => a - b);
        boxes.slice(from, to + 1).forEach(one => { one.checked = box.checked; });
      }
      last = box;
    }
    tell();
  });
  window.addEventListener('pageshow', tell);
  tell();
  key('b', 'key.listBulk', () => bulk.disabled ? false : bulk.click());
}
const next = document.querySelector('[data-next]');
if (next) {
  key('n', 'key.listNext', () => next.requestSubmit());
}

// what somebody chose last is chosen again
for (const choice of document.querySelectorAll('[data-kept]')) {
  const name = 'kept-' + choice.dataset.kept;
  const before = localStorage.getItem(name);
  if ([...choice.options].some(option => option.value === before)) {
    choice.value = before;
  }
  choice.addEventListener('change', () => localStorage.setItem(name, choice.value));
}

// what came meanwhile
const fresh = document.querySelector('[data-fresh]');
let lastSign = Date.now();
for (const sign of ['pointermove', 'keydown', 'scroll']) {
  addEventListener(sign, () => { lastSign = Date.now(); }, { passive: true });
}

async function look() {
  if (document.hidden || Date.now() - lastSign > IDLE_MS) {
    return;
  }
  try {
    const answer = await fetch(fresh.dataset.fresh, { headers: { Accept: 'application/json' }, redirect: 'error' });
    const count = answer.ok ? (await answer.json()).fresh : 0;
    const link = fresh.querySelector('a');
    if (count > 0) {
      link.textContent = say('list.fresh', count);
      link.hidden = false;
    }
  } catch {
    // no answer says nothing; the next look will
  }
}

if (fresh) {
  setInterval(look, Number(fresh.dataset.every) || POLL_MS);
  document.addEventListener('visibilitychange', look);
}
