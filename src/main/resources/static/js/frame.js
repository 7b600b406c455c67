// What the frame of a page gives its scripts: the CSRF token and the words.
const meta = name => document.querySelector(`meta[name="${name}"]`);

/** Headers a changing request needs. */
export function csrfHeaders() {
  const header = meta('csrf-header')?.content;
  return header ? { [header]: meta('csrf-token').content } : {};
}

/** After a new sign-in the old token is worth nothing. */
export function newToken(token) {
  meta('csrf-token')?.setAttribute('content', token);
  document.querySelectorAll('input[name="_csrf"]').forEach(field => { field.value = token; });
}

/** The time of day as the shop's clocks show it, wherever this device is. @param {Date} at */
export const timeOfDay = at => at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: meta('zone')?.content });

let words = null;

/** The words every page's scripts may use. */
export function pageWords() {
  words ??= JSON.parse(document.getElementById('page-words')?.textContent || '{}');
  return words;
}

/** Says something in passing. @param {'good'|'bad'} tone */
export function toast(sentence, tone) {
  let place = document.querySelector('.toasts');
  if (!place) {
    place = document.createElement('div');
    place.className = 'toasts';
    place.setAttribute('role', tone === 'bad' ? 'alert' : 'status');
    document.body.append(place);
  }
  place.setAttribute('role', tone === 'bad' ? 'alert' : 'status');
  const one = document.createElement('p');
  one.className = 'toast ' + tone;
  one.textContent = sentence;
  place.replaceChildren(one);
  setTimeout(() => one.remove(), tone === 'bad' ? 12000 : 5000);
}

/** A random id; the browser's own function is there with https and on localhost only. */
export const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');

/** Several names in a row, with the mark that stands between them in the reader's language. */
export const listed = names => names.join(document.documentElement.lang.startsWith('zh') ? '、' : ', ');

/** A table wider than its place scrolls, with the keyboard too. */
export function scrolledByKeys(part) {
  for (const wide of part.querySelectorAll('.wide')) {
    if (wide.scrollWidth > wide.clientWidth) {
      wide.tabIndex = 0;
    }
  }
}
