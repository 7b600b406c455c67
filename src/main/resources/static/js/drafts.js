// What was typed and not sent yet, kept on the server while it is typed, so that a crash, a reload, a lost race, an ended
// session or a cut network loses no word. While the server cannot be reached the words stay in this window's own memory.
import { newId } from './frame.js';
import { call, isSignedOut, send } from './session.js';

const AFTER_MS = 600;
const AGAIN_MS = [2000, 4000, 8000, 15000, 30000];
/** Under this name a draft says which window it was typed in. */
const WINDOW = '~';

function thisWindow() {
  if (!sessionStorage.getItem('window')) {
    sessionStorage.setItem('window', newId().slice(0, 8));
  }
  return sessionStorage.getItem('window');
}

/**
 * The drafts of one person on one case.
 *
 * @param {string} api  where they are kept
 * @param {string} owner tells this window's memory of one person and case from another's
 */
export async function openDrafts(api, owner) {
  const kept = new Map();
  try {
    (await call(api)).forEach(one => kept.set(one.form, one));
  } catch {
    // what this window remembers is still there
  }
  // what this window could not save any more before it was left is newer than what it saved before
  for (let i = 0; i < sessionStorage.length; i++) {
    const name = sessionStorage.key(i);
    if (name.startsWith(`draft ${owner} `)) {
      const mine = JSON.parse(sessionStorage.getItem(name));
      const theirs = kept.get(mine.form);
      const ours = !theirs || theirs.fields[WINDOW] === thisWindow();
      kept.set(ours ? mine.form : `${mine.form}.${thisWindow()}`,
        { form: mine.form, fields: mine.fields, savedAt: new Date(mine.at).toISOString(), revision: theirs?.revision ?? 0 });
    }
  }
  kept.forEach(one => { delete one.fields[WINDOW]; });
  const open = new Map();
  const memory = form => `draft ${owner} ${form}`;

  function state(form) {
    if (!open.has(form)) {
      const before = kept.get(form);
      open.set(form, { form, name: form, revision: before?.revision ?? 0, fields: null, sent: null, timer: 0, tries: 0, saving: null, tell: () => {} });
    }
    return open.get(form);
  }

  async function save(one, leaving = false) {
    clearTimeout(one.timer);
    if (!one.fields || one.saving && (!leaving || one.sent === one.fields)) {
      return;
    }
    const fields = one.fields;
    one.sent = fields;
    const empty = !Object.keys(fields).length;
    const path = `${api}/${encodeURIComponent(one.name)}`;
    one.saving = empty ? call(path, { method: 'DELETE', quiet: true, keepalive: true })
      : send(path, 'PUT', { revision: one.revision, fields: { ...fields, [WINDOW]: thisWindow() } }, { quiet: true, keepalive: true });
    try {
      const answer = await one.saving;
      one.revision = answer?.revision ?? 0;
      one.tries = 0;
      one.saving = null;
      if (one.fields === fields) {
        one.fields = null;
        sessionStorage.removeItem(memory(one.form));
        one.tell(empty ? 'none' : 'saved');
      } else {
        later(one);
      }
    } catch (problem) {
      one.saving = null;
      if (problem.status === 409) {
        // another window has words of its own in this form: ours are kept beside them
        one.name = `${one.form}.${one.name === one.form ? thisWindow() : newId().slice(0, 8)}`;
        one.revision = 0;
        save(one);
        return;
      }
      const hopeless = [400, 403, 404, 422].includes(problem.status) && !isSignedOut(problem);
      one.tell(hopeless ? 'refused' : isSignedOut(problem) ? 'signedOut' : 'unsaved');
      if (!hopeless) {
        one.timer = setTimeout(() => save(one), AGAIN_MS[Math.min(one.tries++, AGAIN_MS.length - 1)]);
      }
    }
  }

  function later(one) {
    clearTimeout(one.timer);
    one.timer = setTimeout(() => save(one), AFTER_MS);
  }

  const saveAll = keepalive => open.forEach(one => save(one, keepalive));
  const leaving = () => saveAll(true);
  const again = () => saveAll(false);
  const hidden = () => document.visibilityState === 'hidden' && leaving();
  window.addEventListener('pagehide', leaving);
  document.addEventListener('visibilitychange', hidden);
  window.addEventListener('online', again);
  document.addEventListener('shouhou:signed-in', again);

  return {
    /** What was typed into a form before; taken once. */
    take(form) {
      const before = kept.get(form);
      state(form);
      kept.delete(form);
      return before;
    },
    /** Keeps what is typed now: only the fields that hold something of the person's own. */
    keep(form, fields, tell) {
      const one = state(form);
      one.tell = tell ?? one.tell;
      if (!Object.keys(fields).length && !one.fields && !one.revision) {
        return; // nothing typed, nothing kept
      }
      one.fields = fields;
      if (Object.keys(fields).length) {
        sessionStorage.setItem(memory(form), JSON.stringify({ form, fields, at: Date.now() }));
      } else {
        sessionStorage.removeItem(memory(form));
      }
      later(one);
    },
    /** Whether something is not safe on the server yet. */
    isUnsaved: () => [...open.values()].some(one => one.fields),
    /** It was sent, or is not wanted any more. */
    forget(form) {
      const one = state(form);
      clearTimeout(one.timer);
      one.fields = null;
      sessionStorage.removeItem(memory(form));
      kept.delete(form);
      const pending = one.saving ?? Promise.resolve();
      const { name } = one;
      Object.assign(one, { name: form, revision: 0 });
      return pending.catch(() => {}).then(() => call(`${api}/${encodeURIComponent(name)}`, { method: 'DELETE', quiet: true, keepalive: true })).catch(() => {});
    },
    /** Words whose form is not on the page (any more). */
    left: () => [...kept.entries()].map(([name, one]) => ({ ...one, name })),
    close() {
      saveAll(true);
      window.removeEventListener('pagehide', leaving);
      document.removeEventListener('visibilitychange', hidden);
      window.removeEventListener('online', again);
      document.removeEventListener('shouhou:signed-in', again);
    },
  };
}
