// What people add to a case beside its task: a note, a contact, what the customer said. Kept as a draft while it is typed,
// sent by htmx so that the task's form stays as it is, and given back when it was refused or did not get through.
import { draftState } from './draft-state.js';

const ours = form => [...form.elements].filter(field => field.name && !['hidden', 'file', 'password', 'submit', 'button'].includes(field.type));

const usual = field => field.tagName === 'SELECT' ? ([...field.options].find(option => option.defaultSelected) ?? field.options[0])?.value : field.defaultValue;

/** Keeps what is typed into a form, and brings back what was. */
export function keptForm(form, drafts, text) {
  const name = form.dataset.draft;
  const foot = form.querySelector('[type=submit], button:not([type])')?.closest('p') ?? form;
  const before = form.dataset.typed ? undefined : drafts.take(name);
  if (before) {
    ours(form).forEach(field => {
      if (field.name in before.fields) {
        field.value = before.fields[field.name];
      }
    });
    form.querySelectorAll('select').forEach(select => select.dispatchEvent(new Event('change')));
    const details = form.closest('details');
    details?.classList.add('has-draft');
    if (details && !form.closest('.acts')?.querySelector('details[open]')) {
      details.open = true;
    }
  }
  const tell = draftState(foot, before, text, () => {
    drafts.forget(name);
    form.reset();
    form.querySelectorAll('select').forEach(select => select.dispatchEvent(new Event('change')));
    form.closest('details')?.classList.remove('has-draft');
  });
  const typed = () => {
    const fields = {};
    ours(form).forEach(field => {
      if (!field.disabled && field.value !== (form.dataset.typed ? '' : usual(field))) {
        fields[field.name] = field.value;
      }
    });
    drafts.keep(name, fields, tell);
    form.closest('details')?.classList.toggle('has-draft', Object.keys(fields).length > 0);
  };
  form.addEventListener('input', typed);
  form.addEventListener('change', event => event.isTrusted && typed());
  if (form.dataset.typed) {
    typed();
  }
  // a form that leaves the page: sent for good once the browser is on its way
  form.addEventListener('submit', event => {
    if (!form.closest('[hx-boost]') && !event.defaultPrevented) {
      sessionStorage.setItem('sent draft', name);
    }
  });
}

/** What somebody wrote, without what they only chose. */
function written(draft) {
  return Object.entries(draft.fields).filter(([key, value]) => key !== 'decision' && typeof value === 'string' && !/^[A-Z]+_[A-Z_]+$/.test(value)).map(([, value]) => value);
}

/** Words whose form is not here any more (the task went to somebody else): shown, to be copied or dropped. */
export function leftWords(place, drafts, text) {
  const left = drafts.left().filter(one => written(one).length);
  place.hidden = !left.length;
  const list = place.querySelector('ul');
  list.replaceChildren(...left.map(one => {
    const item = document.createElement('li');
    const says = document.createElement('p');
    says.className = 'words';
    says.textContent = written(one).join('\n');
    const drop = document.createElement('button');
    drop.type = 'button';
    drop.className = 'link';
    drop.textContent = text['draft.discard'];
    drop.addEventListener('click', () => {
      drafts.forget(one.name);
      item.remove();
      place.hidden = !list.children.length;
    });
    item.append(says, drop);
    return item;
  }));
}

/** Refused or not: what the server said stands on the page that came back. */
export function wasDone(page) {
  return page.dataset.outcome === 'done';
}

