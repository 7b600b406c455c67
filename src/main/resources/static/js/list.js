// The lists by keyboard, and what came meanwhile: it is announced, and shown only when somebody asks for it, in its place.
import { scrolledByKeys } from './frame.js';
import { key } from './keys.js';

const POLL_MS = 15_000;
/** Nobody is here: what is new can wait, and the session may end. */
const IDLE_MS = 10 * 60_000;

const words = JSON.parse(document.getElementById('list-words')?.textContent || '{}');
const say = (name, ...values) => (words[name] ?? '').replace(/\{(\d)\}/g, (_, i) => values[i]);

const rows = () => [...document.querySelectorAll('[data-row]')];
let current = null;
let tell = () => {};

document.addEventListener('focusin', event => {
  current = event.target.closest?.('[data-row]') ?? current;
});

function move(step) {
  const all = rows();
  if (!all.length) {
    return false;
  }
  current = all[current ? Math.min(all.length - 1, Math.max(0, all.indexOf(current) + step)) : 0];
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
if (rows().length) {
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
  tell = () => {
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
      if (event.shiftKey && last?.isConnected) {
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
  const since = fresh.dataset.fresh;
  try {
    const answer = await fetch(since, { headers: { Accept: 'application/json' }, redirect: 'error' });
    const count = answer.ok ? (await answer.json()).fresh : 0;
    const link = fresh.querySelector('a');
    // what was new before is there when the list was renewed meanwhile
    if (count > 0 && since === fresh.dataset.fresh) {
      link.textContent = say('list.fresh', count);
      link.hidden = false;
    }
  } catch {
    // no answer says nothing; the next look will
  }
}

/** Puts what is there now in the place of what was; where somebody stands and what they picked stays. */
async function renew(link) {
  const list = document.querySelector('[data-list]');
  const answer = await fetch(link.href, { headers: { Accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const now = page.querySelector('[data-list]');
  if (!answer.ok || !now) {
    throw new Error(link.href);
  }
  const picked = new Set([...document.querySelectorAll('tbody .pick input:checked')].map(box => box.value));
  const task = current?.dataset.task;
  list.replaceWith(now);
  scrolledByKeys(now);
  document.querySelector('.sums')?.replaceWith(page.querySelector('.sums'));
  now.querySelectorAll('tbody .pick input').forEach(box => { box.checked = picked.has(box.value); });
  tell();
  fresh.dataset.fresh = page.querySelector('[data-fresh]').dataset.fresh;
  link.hidden = true;
  const all = rows();
  current = all.find(row => row.dataset.task === task) ?? all[0] ?? null;
  current?.querySelector('[data-open]').focus();
}

if (fresh) {
  fresh.addEventListener('click', event => {
    const link = event.target.closest('a');
    // the keys of a list that was empty are not there yet
    if (link && rows().length && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      renew(link).catch(() => location.assign(link.href));
    }
  });
  setInterval(look, Number(fresh.dataset.every) || POLL_MS);
  document.addEventListener('visibilitychange', look);
}
