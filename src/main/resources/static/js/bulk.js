// Lists worked in bulk, by keyboard: j and k go from row to row, x ticks, c copies the row's words and ticks it, Ctrl + Enter
// sends the form, n turns the page. Shift ticks a stretch. Nothing here is needed to send the form.
import { key } from './keys.js';
import { words } from './vendor.js';

const form = document.querySelector('form[data-bulk]');

if (form) {
  const all = form.querySelector('[data-all]');
  const rows = [...form.querySelectorAll('tr[data-row], article[data-row]')];
  const boxes = [...form.querySelectorAll('input[type=checkbox][name=pick]')];
  let row = -1;
  let before;

  const count = () => {
    const picked = boxes.filter(box => box.checked).length;
    form.querySelectorAll('[data-count]').forEach(place => { place.textContent = picked; });
    if (all) {
      all.checked = picked > 0 && picked === boxes.length;
      all.indeterminate = picked > 0 && picked < boxes.length;
    }
  };
  const go = step => {
    rows[row]?.classList.remove('current');
    row = Math.min(Math.max(row + step, 0), rows.length - 1);
    rows[row].classList.add('current');
    rows[row].scrollIntoView({ block: 'nearest' });
    rows[row].querySelector('[name=pick], [data-copy-button]')?.focus({ preventScroll: true });
  };
  const tick = (which, on) => {
    const box = which?.querySelector('[name=pick]');
    if (box) {
      box.checked = on ?? !box.checked;
      count();
    }
  };

  all?.addEventListener('change', () => {
    boxes.forEach(box => { box.checked = all.checked; });
    count();
  });
  form.addEventListener('click', event => {
    const copied = event.target.closest('[data-copy-button]');
    if (copied) {
      copy(copied.closest('[data-row]')).then(done => done && tick(copied.closest('[data-row]'), true));
    }
    if (event.target.name !== 'pick') {
      return;
    }
    if (event.shiftKey && before) {
      const [from, to] = [boxes.indexOf(before), boxes.indexOf(event.target)].sort((one, other) => one - other);
      boxes.slice(from, to + 1).forEach(box => { box.checked = event.target.checked; });
    }
    before = event.target;
    count();
  });
  // an answer typed into a row means that row
  form.addEventListener('input', event => event.target.matches('[data-answer]') && tick(event.target.closest('[data-row]'), true));

  if (rows.length) {
    key('j', 'key.bulk.down', () => go(1));
    key('k', 'key.bulk.up', () => go(-1));
    key('x', 'key.bulk.tick', () => tick(rows[row]));
    if (form.querySelector('[data-copy]')) {
      key('c', 'key.bulk.copy', () => {
        if (row < 0) {
          go(1);
        }
        copy(rows[row]).then(done => done && tick(rows[row], true));
      });
    }
    key('ctrl+enter', 'key.bulk.send', () => form.requestSubmit());
  }
  count();
}

const further = document.querySelector('[data-next]');
if (further) {
  key('n', 'key.bulk.next', () => further.click());
}

/** Also where the clipboard is only for secure hosts. */
async function copy(row) {
  const place = row?.querySelector('[data-copy]');
  if (!place) {
    return false;
  }
  let done = true;
  try {
    await navigator.clipboard.writeText(place.textContent);
  } catch {
    const marked = document.createRange();
    marked.selectNodeContents(place);
    getSelection().removeAllRanges();
    getSelection().addRange(marked);
    done = document.execCommand('copy');
  }
  form.querySelector('[data-said]').textContent = words(form)[done ? 'bulk.copied' : 'bulk.notCopied'];
  row.classList.toggle('copied', done);
  return done;
}
