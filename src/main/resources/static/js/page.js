// What every page does: send a form once, carry the CSRF token with htmx, the keys that lead elsewhere.
import { csrfHeaders, pageWords, scrolledByKeys, toast } from './frame.js';
import { key } from './keys.js';
import { signInAgain } from './session.js';

export { csrfHeaders };

document.addEventListener('htmx:configRequest', event => Object.assign(event.detail.headers, csrfHeaders()));

// a part of the page that could not be asked for: who sent a form is asked to sign in and it goes out again; who did
// nothing (a part that renews itself) is left alone
document.addEventListener('htmx:responseError', event => {
  const { xhr, elt, requestConfig } = event.detail;
  const asked = requestConfig.verb !== 'get' || requestConfig.triggeringEvent?.isTrusted;
  if (!asked) {
    return;
  }
  if (xhr.status === 401 || xhr.status === 403 && xhr.responseText.includes('/csrf"')) {
    signInAgain().then(() => elt.matches('form') ? elt.requestSubmit() : elt.click(), () => toast(pageWords()['page.notSent'], 'bad'));
  } else {
    toast(sentence(xhr) ?? pageWords()['page.failed'], 'bad');
  }
});
document.addEventListener('htmx:sendError', event => {
  if (event.detail.requestConfig.verb !== 'get' || event.detail.requestConfig.triggeringEvent?.isTrusted) {
    toast(pageWords()['page.noConnection'], 'bad');
  }
});

function sentence(xhr) {
  try {
    return JSON.parse(xhr.responseText).title;
  } catch {
    return undefined;
  }
}

document.addEventListener('submit', event => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented) {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  setTimeout(() => delete form.dataset.sent, 8000);
});
window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(form => delete form.dataset.sent));

scrolledByKeys(document);

// ---- keys that lead elsewhere: only to places the navigation offers this person
const PLACES = { m: 'mine', t: 'team', c: 'cases', a: 'alerts', n: 'intake', d: 'duty', o: 'todo', s: 'byHand', w: 'warehouse', i: 'incidents',
  r: 'replies', q: 'audit', p: 'inbox', l: 'workload', k: 'clusters', f: 'figures', v: 'complaints' };
for (const [letter, place] of Object.entries(PLACES)) {
  const link = document.querySelector(`nav a[data-place="${place}"]`);
  if (link) {
    key('g ' + letter, 'nav.' + place, () => location.assign(link.href));
  }
}
key('/', 'key.search', () => {
  const field = document.querySelector('[data-search]') ?? document.querySelector('input[type=search]');
  const elsewhere = document.querySelector('nav a[data-place="search"], nav a[data-place="cases"]');
  if (field) {
    field.focus();
    field.select?.();
  } else if (elsewhere) {
    location.assign(elsewhere.href + '#search');
  }
});
if (location.hash === '#search') {
  document.querySelector('[data-search], input[type=search]')?.focus();
}

// where one is stands in sight, however long the list of places
document.querySelector('.side nav a[aria-current]')?.scrollIntoView({ block: 'nearest' });

// what was said on the page before
const said = sessionStorage.getItem('toast');
if (said) {
  sessionStorage.removeItem('toast');
  toast(pageWords()[said] ?? said, 'good');
}
// the list somebody came from, with its filters, to go back to
if (/^\/(tasks|tasks\/team|inbox|workload\/tasks|cases|search|alerts)$/.test(location.pathname)) {
  sessionStorage.setItem('list', location.pathname + location.search);
}
