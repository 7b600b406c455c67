// A session that ended while somebody works: they sign in again right here, and what they were doing goes on.
import { csrfHeaders, newToken, pageWords } from './frame.js';

/** Whether an answer means that nobody is signed in any more, or that the page's token is from before. */
export const isSignedOut = problem => problem?.status === 401 || problem?.status === 403 && /\/csrf$/.test(problem.type ?? '');

let asking = null;

/** Asks for the password, once however many calls wait for it. Rejects when the person does not want to. */
export function signInAgain() {
  asking ??= ask().finally(() => { asking = null; });
  return asking;
}

/** Gets the token of the session there is now, and whether somebody is signed in with it. */
async function token() {
  const response = await fetch('/sign-in', { credentials: 'same-origin', headers: { Accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  return { token: page.querySelector('meta[name="csrf-token"]')?.content ?? '', user: page.body.dataset.user ?? '' };
}

/** Takes up the session another window began meanwhile. @returns whether there is one, of the same person */
async function takeUp() {
  const now = await token();
  if (now.user && now.user !== document.body.dataset.user) {
    // a colleague sits here now; nothing of the former may go out in their name
    location.reload();
    return new Promise(() => {});
  }
  if (now.user) {
    newToken(now.token);
    document.dispatchEvent(new CustomEvent('shouhou:signed-in'));
  }
  return now;
}

async function ask() {
  const words = pageWords();
  let now = await takeUp();
  if (now.user) {
    return;
  }
  const back = document.activeElement;
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog sign-in-again';
  dialog.setAttribute('aria-labelledby', 'again-title');
  const form = document.createElement('form');
  form.className = 'stack';
  form.noValidate = true;
  const title = document.createElement('h2');
  title.id = 'again-title';
  title.textContent = words['page.signInAgain'];
  const why = document.createElement('p');
  why.textContent = words['page.signInWhy'];
  const wrong = document.createElement('p');
  wrong.className = 'notice bad';
  wrong.setAttribute('role', 'alert');
  wrong.hidden = true;
  const name = field('username', words['page.name'], 'text', 'username');
  name.input.value = document.body.dataset.user;
  name.input.readOnly = true;
  const password = field('password', words['page.password'], 'password', 'current-password');
  const foot = document.createElement('p');
  foot.className = 'dialog-foot';
  const cancel = button(words['page.notNow'], 'button');
  const go = button(words['page.signIn'], 'submit');
  go.className = 'primary';
  foot.append(cancel, go);
  form.append(title, why, wrong, name.label, password.label, foot);
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  password.input.focus();

  return new Promise((resolve, reject) => {
    let done = false;
    cancel.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => {
      dialog.remove();
      back?.focus?.();
      if (!done) {
        reject({ status: 401 });
      }
    });
    form.addEventListener('submit', async event => {
      event.preventDefault();
      event.stopPropagation();
      go.disabled = true;
      wrong.hidden = true;
      try {
        now = now.token ? now : await token();
        const answer = await fetch('/sign-in', {
          method: 'POST', credentials: 'same-origin',
          body: new URLSearchParams({ username: name.input.value, password: password.input.value, _csrf: now.token }),
        });
        now = await takeUp();
        if (now.user) {
          done = true;
          dialog.close();
          resolve();
          return;
        }
        wrong.textContent = words[/[?&]wait/.test(answer.url) ? 'page.signInWait' : 'page.signInWrong'];
      } catch {
        now = { token: '' };
        wrong.textContent = words['page.noConnection'];
      }
      wrong.hidden = false;
      go.disabled = false;
      password.input.select();
    });
  });
}

function field(name, says, type, autocomplete) {
  const label = document.createElement('label');
  const span = document.createElement('span');
  span.textContent = says;
  const input = document.createElement('input');
  Object.assign(input, { name, type, autocomplete });
  label.append(span, input);
  return { label, input };
}

function button(says, type) {
  const one = document.createElement('button');
  one.type = type;
  one.textContent = says;
  return one;
}

/**
 * Calls the API with the page's token. A session that ended is taken up again and the call made once more.
 *
 * @param {{quiet?: boolean}} [options] quiet: nobody asked for this call, so nobody is asked for a password either
 * @returns the JSON, or throws the Problem Detail; without a status when there was no connection
 */
export async function call(path, { quiet = false, ...options } = {}) {
  for (let again = false; ; again = true) {
    let response;
    try {
      response = await fetch(path, { ...options, headers: { Accept: 'application/json', ...options.headers, ...(options.method ? csrfHeaders() : {}) }, credentials: 'same-origin' });
    } catch (broken) {
      throw { broken: String(broken) };
    }
    if (response.ok) {
      return response.status === 204 ? null : response.json();
    }
    let problem = {};
    try {
      problem = await response.json();
    } catch {
      // no Problem Detail came back: a proxy or a broken connection
    }
    problem = { ...problem, status: response.status };
    if (quiet || again || !isSignedOut(problem)) {
      throw problem;
    }
    await signInAgain();
  }
}

/** Sends JSON. */
export const send = (path, method, body, options = {}) =>
  call(path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), ...options });
