// Loads a prebuilt library once; it leaves its name on the window.
const loading = new Map();

/** @returns {Promise<any>} the library's global */
export function vendor(path, name) {
  if (!loading.has(path)) {
    loading.set(path, new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = new URL('../vendor/' + path, import.meta.url).href;
      script.onload = () => resolve(window[name]);
      script.onerror = () => reject(new Error(path));
      document.head.append(script);
    }));
  }
  return loading.get(path);
}

/** The texts a server-rendered island brings along. */
export function words(element) {
  return JSON.parse(element.querySelector('script.words').textContent);
}

export { call } from './session.js';
