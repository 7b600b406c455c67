// A form field that names files of the case: the case's files to tick, and a place to add more. The library's own input
// stays underneath and carries the ids, so that its checks and the sending know nothing of this.
import { csrfHeaders } from './page.js';
import { call } from './vendor.js';

/** Puts a picker on each field of the form that takes files, also when the form draws it later. */
export function attachmentFields(holder, fields, ids, api, text) {
  const wanted = fields.filter(field => field.type === 'attachments').map(field => ids.get(field.key));
  if (!wanted.length) {
    return;
  }
  const files = call(api);
  const enhance = () => wanted.forEach(id => {
    const input = holder.querySelector(`input[id$="-${id}"]`);
    if (input && !input.dataset.picker) {
      input.dataset.picker = 'yes';
      picker(input, files, api, text);
    }
  });
  new MutationObserver(enhance).observe(holder, { childList: true, subtree: true });
  enhance();
}

function picker(input, files, api, text) {
  const group = document.createElement('fieldset');
  group.className = 'picker';
  const legend = document.createElement('legend');
  legend.textContent = text['files.chosen'];
  const list = document.createElement('div');
  list.className = 'picker-files';
  const say = document.createElement('p');
  say.className = 'muted';
  say.setAttribute('role', 'status');
  group.append(legend, list, say, uploader());
  input.hidden = true;
  (input.closest('.fjs-input-group') ?? input).after(group);
  input.closest('.fjs-input-group')?.setAttribute('hidden', '');
  const chosen = () => new Set(input.value.split(',').map(id => id.trim()).filter(Boolean));

  files.then(known => {
    known.forEach(add);
    say.textContent = known.length ? '' : text['files.none'];
  }, () => say.textContent = text['case.failed']);

  function add(file) {
    if (list.querySelector(`input[value="${file.id}"]`)) {
      return;
    }
    const label = document.createElement('label');
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.value = file.id;
    box.checked = chosen().has(file.id);
    box.addEventListener('change', write);
    label.append(box);
    if (file.sort === 'PICTURE') {
      const picture = document.createElement('img');
      picture.src = `${api}/${file.id}`;
      picture.alt = '';
      picture.loading = 'lazy';
      label.append(picture);
    }
    label.append(file.name);
    list.append(label);
  }

  /** The library takes over what looks typed. */
  function write() {
    const value = [...list.querySelectorAll('input:checked')].map(box => box.value).join(',');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, value);
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.dispatchEvent(new FocusEvent('blur'));
  }

  function uploader() {
    const label = document.createElement('label');
    const file = document.createElement('input');
    file.type = 'file';
    file.multiple = true;
    file.accept = 'image/*,audio/*,video/mp4,.pdf,.txt,.heic';
    label.append(text['files.upload'], ' ', file);
    file.addEventListener('change', async () => {
      const body = new FormData();
      [...file.files].forEach(one => body.append('file', one));
      say.textContent = text['files.uploading'];
      try {
        const added = await call(api, { method: 'POST', headers: { Accept: 'application/json', ...csrfHeaders() }, body });
        added.attachments.forEach(one => {
          add(one);
          list.querySelector(`input[value="${one.id}"]`).checked = true;
        });
        say.textContent = '';
        file.value = '';
        write();
      } catch (problem) {
        say.textContent = problem.fields?.[0]?.problem ?? problem.title ?? text['case.failed'];
      }
    });
    return label;
  }
}
