// Who else is looking: said to the server while the page is in sight, shown in the head of the case.
import { call } from './session.js';

const EVERY_MS = 15000;
let stop = () => {};

export function presence(element) {
  stop();
  const { api, one, several } = element.dataset;
  const beat = async () => {
    if (document.visibilityState === 'hidden') {
      return;
    }
    try {
      const { others } = await call(api, { method: element.dataset.says ? 'PUT' : undefined, quiet: true });
      const says = !others.length ? '' : (others.length === 1 ? one : several).replace('{0}', others.join(', '));
      if (element.textContent !== says) {
        element.textContent = says;
      }
    } catch {
      // nobody is told what is not known
    }
  };
  const timer = setInterval(beat, EVERY_MS);
  const gone = () => element.dataset.says && call(api, { method: 'DELETE', quiet: true, keepalive: true }).catch(() => {});
  document.addEventListener('visibilitychange', beat);
  window.addEventListener('pagehide', gone);
  stop = () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', beat);
    window.removeEventListener('pagehide', gone);
  };
  beat();
}
