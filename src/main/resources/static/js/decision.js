// A decision table as its modeller draws it. The table below it says the same; where the drawing fails, that one is enough.
import { vendor } from './vendor.js';
import { namesIn, translated } from './diagram.js';

async function draw(section) {
  const response = await fetch(section.dataset.api, { headers: { Accept: 'application/xml' }, credentials: 'same-origin' });
  if (!response.ok) {
    return;
  }
  const DmnJS = await vendor('dmn-js/dist/dmn-viewer.production.min.js', 'DmnJS');
  const names = await namesIn(document.documentElement.lang, 'decisions.zh.json');
  section.hidden = false;
  const viewer = new DmnJS({ container: section.querySelector('[data-canvas]'), drd: { drillDown: { enabled: false } } });
  await viewer.importXML(translated(await response.text(), names));
  const table = viewer.getViews().find(view => view.type === 'decisionTable');
  await viewer.open(table);
}

for (const section of document.querySelectorAll('[data-decision]')) {
  draw(section).catch(() => { section.hidden = true; });
}
