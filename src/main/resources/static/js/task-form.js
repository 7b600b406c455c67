// The form of a task: drawn by form-js, sent to the API. Amounts are minor units in the API and yuan on the screen.
import { attachmentFields } from './attachments.js';
import { draftState } from './draft-state.js';
import { choices, inOurWords } from './form-words.js';
import { csrfHeaders, newId } from './frame.js';
import { choosePreference } from './preferences.js';
import { send } from './session.js';
import { call, vendor, words } from './vendor.js';

const MINOR = 100;
const LOOK_AGAIN_MS = 50;

/** @param {object} drafts see drafts.js; null where nothing is kept */
export async function taskForm(element, drafts) {
  if (element.dataset.drawn) {
    return;
  }
  element.dataset.drawn = 'yes';
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
  const waiting = element.querySelector('[data-waiting]');
  // as high as it was last time, so that nothing moves when it is there
  const height = sessionStorage.getItem('height ' + element.dataset.key);
  if (height) {
    element.style.minHeight = height + 'px';
  }

  let task;
  try {
    task = await call(element.dataset.api);
  } catch (problem) {
    waiting.remove();
    say(sentence(problem, text));
    return;
  }
  const { Form } = await vendor('@bpmn-io/form-js/dist/form-viewer.umd.js', 'FormViewer');
  waiting.remove();
  const holder = document.createElement('div');
  const foot = document.createElement('div');
  foot.className = 'send-row';
  const button = document.createElement('button');
  button.className = 'primary send';
  button.type = 'button';
  button.textContent = text['case.send'];
  const after = afterwards(element.dataset.after, text);
  foot.append(button, after.label);
  element.append(holder, foot);

  const money = new Set(task.fields.filter(field => field.money).map(field => field.key));
  const keys = new Set(task.fields.map(field => field.key));
  const ids = new Map();
  // what is typed is taken over letter by letter: the library would wait, and draw what it knew before over the words
  const form = new Form({ container: holder, debounce: false });
  const name = 'task-' + element.dataset.task;
  const before = drafts?.take(name);
  const start = initial({ ...choices(task.form, task.fields, text), ...task.data }, money, element.dataset.lang);
  inOurWords(holder, text);
  await form.importSchema(inYuan(task.form, money, text, ids), { ...start, ...only(before?.fields ?? {}, keys) });
  element.style.minHeight = element.offsetHeight + 'px';
  sessionStorage.setItem('height ' + element.dataset.key, element.offsetHeight);

  attachmentFields(holder, task.fields, ids, element.dataset.files, text);

  const state = drafts && draftState(foot, before, text, async () => {
    await drafts.forget(name);
    await form.importSchema(inYuan(task.form, money, text, ids), start);
  });
  let sent = false;
  let refused = null;
  const changed = ({ data, errors }) => {
    if (sent) {
      return;
    }
    if (refused && JSON.stringify(inMinor(data, money, [...keys])) !== refused.body) {
      refused = null;
    } else if (refused && !Object.keys(errors).length) {
      // the library looked again at what did not change and found nothing; the server did
      form._setState({ errors: refused.errors });
    }
    const own = {};
    keys.forEach(key => {
      const value = data[key];
      if (value !== null && value !== undefined && value !== '' && JSON.stringify(value) !== JSON.stringify(start[key])) {
        own[key] = value;
      }
    });
    drafts?.keep(name, own, state);
  };
  form.on('changed', changed);
  // a date is taken over when its field is left
  window.addEventListener('pagehide', () => document.activeElement?.closest?.('.task-form') && document.activeElement.blur(), { capture: true });
  window.addEventListener('beforeunload', event => {
    if (!sent && drafts?.isUnsaved()) {
      event.preventDefault();
    }
  });

  let request = { id: null, body: null };
  async function submit() {
    // leaving the field takes over what was typed last
    const held = document.activeElement;
    held?.blur();
    // a date is taken over once it was drawn, whatever time that takes
    await drawn();
    await drawn();
    say('');
    const { data, errors } = form.submit();
    if (Object.keys(errors).length) {
      say(text['case.checkFields']);
      focusFirst(holder, button);
      return;
    }
    const answer = inMinor(data, money, [...keys]);
    const body = JSON.stringify(answer);
    if (request.body !== body) {
      request = { id: newId(), body };
    }
    button.disabled = true;
    button.setAttribute('aria-busy', 'true');
    try {
      await send(element.dataset.api + '/complete', 'POST', { requestId: request.id, revision: task.revision, data: answer });
      sent = true;
      await drafts?.forget(name);
      sessionStorage.setItem('toast', 'page.sent');
      after.go(element.dataset.next);
    } catch (problem) {
      button.disabled = false;
      button.removeAttribute('aria-busy');
      say(sentence(problem, text));
      const marks = showAtFields(form, ids, problem.fields ?? [], say, notice);
      if (Object.keys(marks).length) {
        refused = { errors: marks, body };
        focusFirst(holder, button);
      } else {
        button.focus();
      }
    }
  }
  // leaving the field on mouse-down would drop its mark, move the button away and lose the click
  button.addEventListener('mousedown', event => event.preventDefault());
  button.addEventListener('click', submit);
  element.submitTask = submit;
  element.dispatchEvent(new CustomEvent('shouhou:form-drawn', { bubbles: true }));
}

function drawn() {
  return new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
}

/** What comes after the decision: the same case, the list, or the next task; chosen once for all tasks. */
function afterwards(chosen, text) {
  const label = document.createElement('label');
  label.className = 'after';
  const says = document.createElement('span');
  says.textContent = text['case.after'];
  const select = document.createElement('select');
  for (const value of ['stay', 'close', 'next']) {
    select.append(new Option(text['case.after.' + value], value, false, value === chosen));
  }
  select.addEventListener('change', () => choosePreference('after-action', select.value));
  label.append(says, select);
  return {
    label,
    go(samePage) {
      if (select.value === 'next') {
        const form = document.createElement('form');
        form.method = 'post';
        form.action = '/tasks/next';
        const token = document.createElement('input');
        token.type = 'hidden';
        token.name = '_csrf';
        token.value = Object.values(csrfHeaders())[0] ?? '';
        form.append(token);
        document.body.append(form);
        form.submit();
      } else {
        location.assign(select.value === 'close' ? sessionStorage.getItem('list') ?? '/tasks' : samePage);
      }
    },
  };
}

function only(fields, keys) {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => keys.has(key)));
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

/** @returns what is wrong with which field of the form */
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
  return errors;
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

/** The library draws its marks when it gets to it. */
async function focusFirst(holder, button) {
  for (let tries = 0; tries < 40; tries++) {
    const field = holder.querySelector('.fjs-has-errors :is(input, textarea, select):not([hidden])');
    if (field) {
      field.focus();
      return;
    }
    await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  button.focus();
}
