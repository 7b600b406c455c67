// Scans that could not be sent, with their pictures, in the device's own store: they outlive a reload and a dead battery.
const STORE = 'scans';

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open('scan-station', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: 'requestId' });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function run(mode, work) {
  const base = await open();
  try {
    return await new Promise((resolve, reject) => {
      const change = base.transaction(STORE, mode);
      const asked = work(change.objectStore(STORE));
      change.oncomplete = () => resolve(asked.result);
      change.onerror = () => reject(change.error);
    });
  } finally {
    base.close();
  }
}

export const keep = entry => run('readwrite', store => store.put(entry));
export const forget = requestId => run('readwrite', store => store.delete(requestId));
export const kept = () => run('readonly', store => store.getAll());
