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

let words = null;

/** The words every page's scripts may use. */
export function pageWords() {
  words ??= JSON.parse(document.getElementById('page-words')?.textContent || '{}');
  return words;
}
