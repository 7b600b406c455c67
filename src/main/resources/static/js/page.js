// What every page does: ask before leaving typed words behind, send a form once, carry the CSRF token with htmx.
const meta = name => document.querySelector(`meta[name="${name}"]`)?.content;

/** Headers a changing request needs. */
export function csrfHeaders() {
  const header = meta('csrf-header');
  return header ? { [header]: meta('csrf-token') } : {};
}

document.addEventListener('htmx:configRequest', event => Object.assign(event.detail.headers, csrfHeaders()));

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

// a table wider than its place scrolls, with the keyboard too
for (const wide of document.querySelectorAll('.wide')) {
  if (wide.scrollWidth > wide.clientWidth) {
    wide.tabIndex = 0;
  }
}
