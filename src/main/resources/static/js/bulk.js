// Lists worked in bulk: tick all, tick a stretch with Shift, copy a text with a key; nothing here is needed to send the form.
const form = document.querySelector('form[data-bulk]');
const boxes = () => [...form.querySelectorAll('input[type=checkbox][name]')];
const all = form?.querySelector('[data-all]');

if (form) {
  let before;
  all?.addEventListener('change', () => {
    boxes().forEach(box => { box.checked = all.checked; });
    count();
  });
  form.addEventListener('click', event => {
    if (!event.target.matches('input[type=checkbox][name]')) {
      return;
    }
    const list = boxes();
    if (event.shiftKey && before) {
      const [from, to] = [list.indexOf(before), list.indexOf(event.target)].sort((one, other) => one - other);
      list.slice(from, to + 1).forEach(box => { box.checked = event.target.checked; });
    }
    before = event.target;
    count();
  });
  count();
}

function count() {
  const picked = boxes().filter(box => box.checked).length;
  form.querySelectorAll('[data-count]').forEach(place => { place.textContent = picked; });
  if (all) {
    all.checked = picked > 0 && picked === boxes().length;
    all.indeterminate = picked > 0 && picked < boxes().length;
  }
}
