// A decision table as its modeller draws it. The table below it says the same; where the drawing fails, that one is enough.
import { vendor } from './vendor.js';
import { namesIn, translated } from './diagram.js';
import { listed } from './frame.js';

/**
 * The library writes its logo as HTML with style attributes, which our content policy refuses, and scolds its own build
 * when it loads. Both are looks only: while it draws, such attributes are left out and the scolding is not passed on.
 */
async function quietly(drawing) {
  const html = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML');
  const scold = console.error;
  Object.defineProperty(Element.prototype, 'innerHTML', {
    ...html,
    set(text) {
      html.set.call(this, String(text).replace(/\sstyle="[^"]*"/g, ''));
    }
  });
  console.error = () => {};
  try {
    await drawing();
  } finally {
    Object.defineProperty(Element.prototype, 'innerHTML', html);
    console.error = scold;
  }
}

/** The words the library itself writes around a table, in the reader's language. */
function wordsOf({ dataset }) {
  const words = { When: dataset.wordWhen, And: dataset.wordAnd, Then: dataset.wordThen, Or: dataset.wordOr, 'Hit policy:': dataset.wordHitPolicy,
    Unique: dataset.wordUnique, Annotations: dataset.wordAnnotations };
  return { translate: ['value', text => words[text] ?? text] };
}

/** What stands in the cells, and what may stand there, are codes in quotation marks. */
function inWords(xml, names) {
  const model = new DOMParser().parseFromString(xml, 'application/xml');
  model.querySelectorAll('inputExpression[typeRef="boolean"]').forEach(asked => {
    const values = asked.parentNode.appendChild(model.createElementNS(asked.namespaceURI, 'inputValues'));
    values.appendChild(model.createElementNS(asked.namespaceURI, 'text')).textContent = '"true","false"';
  });
  model.querySelectorAll('inputEntry > text, outputEntry > text, inputValues > text, outputValues > text').forEach(cell => {
    const codes = cell.textContent.match(/"[^"]*"|\b(?:true|false)\b/g);
    if (codes) {
      cell.textContent = listed(codes.map(code => code.replaceAll('"', '')).map(code => names[code] ?? code));
    }
  });
  return new XMLSerializer().serializeToString(model);
}

async function draw(section) {
  const response = await fetch(section.dataset.api, { headers: { Accept: 'application/xml' }, credentials: 'same-origin' });
  if (!response.ok) {
    return;
  }
  const xml = await response.text();
  const names = await namesIn(document.documentElement.lang, 'decisions.zh.json', 'decisions.en.json');
  section.hidden = false;
  await quietly(async () => {
    const DmnJS = await vendor('dmn-js/dist/dmn-viewer.production.min.js', 'DmnJS');
    const viewer = new DmnJS({ container: section.querySelector('[data-drawing]'), drd: { drillDown: { enabled: false } },
      decisionTable: { additionalModules: [wordsOf(section)] } });
    await viewer.importXML(inWords(translated(xml, names), names));
    await viewer.open(viewer.getViews().find(view => view.type === 'decisionTable'));
    // a wide table scrolls, with the keyboard too
    section.querySelectorAll('.tjs-table-container').forEach(table => table.tabIndex = 0);
  });
}

for (const section of document.querySelectorAll('[data-decision]')) {
  draw(section).catch(() => { section.hidden = true; });
}
