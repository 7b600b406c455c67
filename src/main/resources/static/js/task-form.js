// The form of a task: drawn by form-js, sent to the API. Amounts are minor units in the API and yuan on the screen.
import { attachmentFields } from './attachments.js';
import { csrfHeaders } from './page.js';
import { call, vendor, words } from './vendor.js';

const MINOR = 100;

export async function taskForm(element) {
  const text = words(element);
  const notice = document.createElement('p');
  notice.className = 'notice bad';
  notice.setAttribute('role', 'alert');
  notice.hidden = true;
  element.prepend(notice);
  const say = sentence => {
    notice.textContent = sentence;
    notice.hidden = !sentence;
  };

  let task;
  try {
    task = await call(element.dataset.api);
  } catch (problem) {
    element.querySelector('[data-waiting]').remove();
    say(sentence(problem, text));
    return;
  }
  const { Form } = await vendor('@bpmn-io/form-js/dist/form-viewer.umd.js', 'FormViewer');
  element.querySelector('[data-waiting]').remove();
  const holder = document.createElement('div');
  const button = document.createElement('button');
  button.className = 'primary send';
  button.type = 'button';
  button.textContent = text['case.send'];
  element.append(holder, button);

  const money = new Set(task.fields.filter(field => field.money).map(field => field.key));
  const ids = new Map();
  const form = new Form({ container: holder });
  await form.importSchema(inYuan(task.form, money, text, ids), initial(task.data, money, element.dataset.lang));

  attachmentFields(holder, task.fields, ids, element.dataset.files, text);

  let touched = false;
  form.on('changed', () => touched = true);
  window.addEventListener('beforeunload', event => {
    if (touched) {
      event.preventDefault();
    }
  });

  // leaving the field on mouse-down would drop its mark, move the button away and lose the click ...
  button.addEventListener('mousedown', event => event.preventDefault());
  let request = { id: null, body: null };
  button.addEventListener('click', async () => {
    // ... so it is left here: only then the library takes over what was typed last
    document.activeElement?.blur();
    await new Promise(resolve => setTimeout(resolve, 50));
    say('');
    const { data, errors } = form.submit();
    if (Object.keys(errors).length) {
      say(text['case.checkFields']);
      focusFirst(holder);
      return;
    }
    const fields = task.fields.map(field => field.key);
    const answer = inMinor(data, money, fields);
    const body = JSON.stringify(answer);
    if (request.body !== body) {
      request = { id: newId(), body };
    }
    button.disabled = true;
    try {
      await call(element.dataset.api + '/complete', {
        method: 'POST',
        headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...csrfHeaders() },
        body: JSON.stringify({ requestId: request.id, revision: task.revision, data: answer }),
      });
      touched = false;
      location.assign(element.dataset.next);
    } catch (problem) {
      button.disabled = false;
      say(sentence(problem, text));
      showAtFields(form, ids, problem.fields ?? [], say, notice);
    }
  });
}

/** The schema with amounts in yuan: two decimals, the sign before the number. */
function inYuan(schema, money, text, ids) {
  const copy = structuredClone(schema);
  const walk = components => {
    for (const component of components ?? []) {
      if (component.key) {
        ids.set(component.key, component.id);
      }
      if (money.has(component.key)) {
        component.decimalDigits = 2;
        component.increment = '0.01';
        component.appearance = { ...component.appearance, prefixAdorner: '¥' };
        if (component.validate?.min !== undefined) {
          component.validate = { ...component.validate, min: component.validate.min / MINOR };
        }
      }
      walk(component.components);
    }
  };
  walk(copy.components);
  return copy;
}

function initial(data, money, lang) {
  const shown = { ...data, lang };
  for (const key of money) {
    if (typeof shown[key] === 'number') {
      shown[key] = shown[key] / MINOR;
    }
  }
  return shown;
}

/** What the API takes: only the form's own fields, amounts in whole minor units, nothing empty. */
function inMinor(data, money, fields) {
  const sent = {};
  for (const [key, value] of Object.entries(data)) {
    if (!fields.includes(key) || value === null || value === undefined || value === '') {
      continue;
    }
    sent[key] = money.has(key) ? Math.round(Number(value) * MINOR) : value;
  }
  return sent;
}

function showAtFields(form, ids, fields, say, notice) {
  const errors = {};
  const elsewhere = [];
  for (const { field, problem } of fields) {
    if (ids.has(field)) {
      errors[ids.get(field)] = [problem];
    } else {
      elsewhere.push(`${field}: ${problem}`);
    }
  }
  if (Object.keys(errors).length) {
    form._setState({ errors });
  }
  if (elsewhere.length) {
    say([notice.textContent, ...elsewhere].join(' '));
  }
}

function sentence(problem, text) {
  if (problem.status === 401) {
    return text['case.signInAgain'];
  }
  if (problem.title) {
    return problem.title;
  }
  return problem.status ? text['case.failed'] : text['case.noConnection'];
}

function focusFirst(holder) {
  holder.querySelector('.fjs-has-errors input, .fjs-has-errors textarea, .fjs-has-errors select')?.focus();
}

/** A random id; the browser's own function is there with https and on localhost only. */
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
