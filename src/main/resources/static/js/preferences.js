// What somebody chose about their desk, kept on the server.
import { send } from './session.js';

/** Keeps a choice; that it could not be kept is not worth a word. */
export function choosePreference(name, value) {
  return send(document.body.dataset.preferences + name, 'PUT', { value }, { quiet: true }).catch(() => {});
}
