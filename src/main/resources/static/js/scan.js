// The scan station. A scanner is a keyboard that ends with Enter, so the scan field has the focus whatever happens, and
// keys are typed into it: one figure is a condition, anything longer is the next code. What the network refused stays here.
import { csrfHeaders } from './frame.js';
import { words } from './vendor.js';
import { keep, kept, forget } from './scan-outbox.js';

const QUIET = 150;
const text = words(document.querySelector('main'));
const field = document.querySelector('[data-scan] [name=code]');
let record = document.querySelector('form[data-record]');
const outbox = document.querySelector('[data-outbox]');
let typing;

if (field) {
  field.focus();
  document.addEventListener('click', event => {
    if (!event.target.closest('a, button, input, select, textarea, label, summary')) {
      field.focus({ preventScroll: true });
    }
  });
  field.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(chooses, QUIET);
  });
  field.form.addEventListener('submit', event => {
    if (record && (field.value.trim() === '' || chooses())) {
      event.preventDefault();
      record.requestSubmit();
    }
  });
  // an empty field is no mistake while a parcel is open: Enter records it
  field.addEventListener('keydown', event => {
    if (event.key === 'Enter' && record && field.value.trim() === '') {
      event.preventDefault();
      record.requestSubmit();
    }
  });
}

/** Whether what stands in the field is a key of the open parcel; then it is done and gone. */
function chooses() {
  const typed = field.value.trim().toLowerCase();
  const choice = record && (record.querySelector(`[data-digit="${CSS.escape(typed)}"]`) ?? (typed === '0' && record.elements.inOrder));
  const pieces = record && /^[x*](\d{1,4})$/.exec(typed);
  if (choice) {
    choice.checked = choice.type === 'radio' || !choice.checked;
  } else if (pieces) {
    return false;
  } else if (record && typed === 'p') {
    record.elements.file.click();
  } else {
    return false;
  }
  field.value = '';
  return true;
}

field?.addEventListener('keydown', event => {
  const pieces = event.key === 'Enter' && record && /^[x*](\d{1,4})$/i.exec(field.value.trim());
  if (pieces) {
    event.preventDefault();
    record.elements.pieces.value = pieces[1];
    field.value = '';
  }
});

record?.addEventListener('submit', async event => {
  event.preventDefault();
  delete record.dataset.sent;
  const data = new FormData(record);
  const entry = { requestId: data.get('requestId'), user: document.body.dataset.user, waybill: data.get('waybill'), fields: [...data].filter(([, value]) => typeof value === 'string'),
    files: data.getAll('file').filter(file => file.size > 0) };
  record.querySelector('button').disabled = true;
  const answer = await send(entry, record.dataset.api);
  record.querySelector('button').disabled = false;
  if (answer.done) {
    location.assign(`?last=${encodeURIComponent(entry.requestId)}`);
  } else if (answer.later) {
    await keep(entry);
    await show(answer.why);
    record.closest('section').remove();
    record = null;
    field.focus();
  } else {
    say(answer.why, 'bad');
    field.focus();
  }
});

/** @returns done, or later with the reason, or only the reason where trying again would not help */
async function send(entry, api) {
  const body = new FormData();
  entry.fields.forEach(([name, value]) => body.append(name, value));
  entry.files.forEach(file => body.append('file', file, file.name));
  let response;
  try {
    response = await fetch(api, { method: 'POST', body, headers: { Accept: 'application/json', ...csrfHeaders() }, credentials: 'same-origin' });
  } catch {
    return { later: true, why: text['scan.offline'] };
  }
  if (response.ok) {
    return { done: true };
  }
  const problem = await response.json().catch(() => ({}));
  if (response.status === 401 || (response.status === 403 && !problem.type?.endsWith('/not-allowed'))) {
    return { later: true, why: text['scan.signedOut'] };
  }
  if (response.status >= 500 || response.status === 429) {
    return { later: true, why: text['scan.offline'] };
  }
  return { why: [problem.title ?? text['scan.refused'], ...(problem.fields ?? []).map(one => one.problem)].join(' ') };
}

function say(words, tone) {
  const line = document.createElement('p');
  line.className = `notice ${tone}`;
  line.setAttribute('role', 'alert');
  line.textContent = words;
  outbox.hidden = false;
  outbox.prepend(line);
}

/** What is kept on this device, and a way to send it again. */
async function show(why) {
  const waiting = await kept();
  outbox.replaceChildren();
  outbox.hidden = waiting.length === 0;
  if (!waiting.length) {
    return;
  }
  const notice = document.createElement('div');
  notice.className = 'notice warn';
  const title = document.createElement('b');
  title.textContent = why ?? text['scan.kept'];
  const list = document.createElement('ul');
  list.className = 'plain';
  for (const entry of waiting) {
    const row = document.createElement('li');
    row.className = 'row';
    const code = document.createElement('span');
    code.className = 'mono';
    code.textContent = entry.waybill;
    row.append(code);
    if (entry.refused) {
      const refused = document.createElement('span');
      refused.textContent = entry.refused;
      const drop = document.createElement('button');
      drop.type = 'button';
      drop.className = 'link';
      drop.textContent = text['scan.discard'];
      drop.addEventListener('click', async () => {
        await forget(entry.requestId);
        await show();
        field?.focus();
      });
      row.append(refused, drop);
    }
    for (const file of entry.files) {
      const picture = document.createElement('img');
      picture.alt = text['scan.picture'];
      picture.src = await asData(file);
      row.append(picture);
    }
    list.append(row);
  }
  const again = document.createElement('button');
  again.type = 'button';
  again.className = 'primary';
  again.textContent = text['scan.again'];
  again.addEventListener('click', sendAll);
  notice.append(title, list, again);
  outbox.append(notice);
}

const asData = file => new Promise(resolve => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result);
  reader.onerror = () => resolve('');
  reader.readAsDataURL(file);
});

let sending = false;
async function sendAll() {
  if (sending || !field) {
    return;
  }
  sending = true;
  let why;
  let last;
  try {
    for (const entry of await kept()) {
      // what somebody else scanned is sent in that person's name, not in this one's
      const answer = entry.user && entry.user !== document.body.dataset.user ? { why: text['scan.other'].replaceAll('{0}', entry.user) }
        : await send(entry, new URL('../../api/warehouse/scans', import.meta.url));
      if (answer.done) {
        await forget(entry.requestId);
        last = entry.requestId;
      } else {
        why = `${entry.waybill}: ${answer.why}`;
        await keep({ ...entry, refused: answer.later ? undefined : answer.why });
      }
    }
  } finally {
    sending = false;
  }
  if (last && !why && !record) {
    location.assign(`?last=${encodeURIComponent(last)}`);
  } else {
    await show(why);
    field.focus();
  }
}

window.addEventListener('online', sendAll);
await show();
