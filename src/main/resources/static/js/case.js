// The page of a case. Its parts look for their own element; when htmx brought the page anew after something was added,
// the form being filled in stays the same and the other parts begin again.
import { keptForm, leftWords, wasDone } from './case-forms.js';
import { diagram } from './diagram.js';
import { openDrafts } from './drafts.js';
import { eventForm } from './event-form.js';
import { pageWords, toast } from './frame.js';
import { key } from './keys.js';
import { presence } from './presence.js';
import { quickReplies } from './replies.js';
import { taskForm } from './task-form.js';
import { timeline } from './timeline.js';
import { words } from './vendor.js';

const page = () => document.getElementById('case');
const islands = { diagram, event: eventForm, presence, timeline };
let drafts = null;

async function start(fresh) {
  const element = page();
  const text = words(element);
  element.querySelectorAll('[data-island]').forEach(one => islands[one.dataset.island]?.(one));
  if (fresh && element.dataset.drafts) {
    drafts = await openDrafts(element.dataset.drafts, `${document.body.dataset.user} ${element.dataset.case}`);
    const sent = sessionStorage.getItem('sent draft');
    sessionStorage.removeItem('sent draft');
    if (sent && wasDone(element)) {
      await drafts.forget(sent);
    }
  }
  element.querySelectorAll('[data-island=task-form]').forEach(one => taskForm(one, drafts));
  if (drafts) {
    element.querySelectorAll('form[data-draft]').forEach(form => keptForm(form, drafts, text));
    leftWords(element.querySelector('[data-left]'), drafts, text);
  }
  quickReplies(element, text);
}

// ---- htmx: one part asked, the whole case comes back, the task's form stays
let asking = null;
document.addEventListener('htmx:beforeRequest', event => { asking = event.detail.elt; });
document.addEventListener('htmx:beforeSwap', event => {
  const { xhr, target } = event.detail;
  if (target.id === 'case' && event.detail.shouldSwap && !xhr.responseText.includes(`data-case="${target.dataset.case}"`)) {
    // what came back is another page
    event.detail.shouldSwap = false;
    location.assign(xhr.responseURL);
  }
});
document.addEventListener('htmx:afterSettle', async event => {
  if (event.target.id !== 'case' && !page().contains(event.target)) {
    return;
  }
  const form = asking;
  asking = null;
  if (form?.dataset.draft && wasDone(page())) {
    await drafts?.forget(form.dataset.draft);
  }
  await start(false);
  const said = page().querySelector('.notices .notice');
  if (said && !said.classList.contains('bad')) {
    toast(said.textContent, 'good');
  }
  const act = form?.dataset.draft && page().querySelector(`form[data-draft="${CSS.escape(form.dataset.draft)}"]`);
  const opened = act?.closest('details');
  if (opened) {
    (wasDone(page()) ? opened.querySelector('summary') : act.querySelector('textarea, input:not([type=hidden])')).focus();
  }
});

// ---- keys
const open = name => {
  const details = page().querySelector(`details[data-act="${name}"]`);
  if (!details) {
    return false;
  }
  details.open = true;
  const field = ['textarea:not(:disabled)', 'input:not([type=hidden]):not(:disabled)', 'select'].map(one => details.querySelector(one)).find(Boolean);
  field?.focus();
  field?.scrollIntoView({ block: 'nearest' });
};
const press = selector => {
  const button = page().querySelector(selector);
  return button ? button.click() : false;
};
const reachForm = () => {
  const field = page().querySelector('.task-form :is(input, textarea, select):not([disabled]):not([hidden])');
  return field ? field.focus() : false;
};
if (page()) {
  key('c', 'key.case.claim', () => press('[data-claim]'));
  key('f', 'key.case.form', reachForm);
  key('r', 'key.case.reply', () => {
    const first = page().querySelector('[data-first-reply] select');
    return first ? first.focus() : open('contact');
  });
  key('m', 'key.case.note', () => open('note'));
  key('s', 'key.case.said', () => open('said'));
  key('e', 'key.case.escalate', () => open('escalate'));
  key('h', 'key.case.handover', () => open('handover'));
  key('v', 'key.case.timeline', () => page().querySelector('[data-island=timeline]')?.switchLength());
  key('ctrl+enter', 'key.case.send', event => {
    const form = event.target.closest?.('form');
    const task = event.target.closest?.('.task-form') ?? (form && !form.closest('.task-form') ? null : page().querySelector('.task-form'));
    if (task) {
      task.submitTask?.();
    } else {
      form?.requestSubmit();
    }
  });
  key('u', 'key.case.list', () => location.assign(sessionStorage.getItem('list') ?? '/tasks'));
  key('n', 'key.case.next', () => press('[data-next-task]'));
  key(']', 'key.case.other', () => other(1));
  key('[', 'key.case.otherBack', () => other(-1));
  start(true);
}

/** To the next open task of this case. */
function other(step) {
  const tabs = [...page().querySelectorAll('.task-tabs a')];
  const here = tabs.findIndex(tab => tab.getAttribute('aria-current'));
  return tabs.length > 1 ? tabs[(here + step + tabs.length) % tabs.length].click() : false;
}
