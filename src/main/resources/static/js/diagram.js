// Where a case stands in its process: the diagram with its marks, and the same as a list of steps.
import { call, vendor, words } from './vendor.js';

/** Free room around a drawing, in its own measure. */
const MARGIN = 30;

export async function diagram(element) {
  const text = words(element);
  const tabs = element.querySelector('[data-tabs]');
  const canvas = element.querySelector('[data-canvas]');
  const steps = element.querySelector('[data-steps]');
  let diagrams;
  try {
    diagrams = await call(element.dataset.api);
  } catch {
    element.hidden = true;
    return;
  }
  if (!diagrams.length) {
    element.hidden = true;
    return;
  }
  const BpmnJS = await vendor('bpmn-js/dist/bpmn-navigated-viewer.production.min.js', 'BpmnJS');
  const names = await namesIn(document.documentElement.lang);
  const viewer = new BpmnJS({ container: canvas });

  const show = async index => {
    const one = diagrams[index];
    [...tabs.children].forEach((tab, i) => tab.setAttribute('aria-selected', i === index));
    await viewer.importXML(translated(one.xml, names));
    const view = viewer.get('canvas');
    const registry = viewer.get('elementRegistry');
    // an expanded sub-process would be coloured under everything inside
    const isStep = id => registry.get(id) && !(registry.get(id).children?.length);
    const mark = (ids, marker) => ids.filter(isStep).forEach(id => view.addMarker(id, marker));
    mark(one.done, 'is-done');
    mark(one.active, 'is-active');
    mark(one.failed, 'is-failed');
    view.zoom('fit-viewport', 'auto');
    focusOn(view, registry, one.active.length ? one.active : one.done);
    steps.replaceChildren(...one.steps.filter(step => step.name).map(step => item(step, text, names)));
  };

  diagrams.forEach((one, index) => {
    const tab = document.createElement('button');
    tab.type = 'button';
    tab.setAttribute('role', 'tab');
    tab.textContent = text['process.' + one.process] ?? one.process;
    tab.addEventListener('click', () => show(index));
    tabs.append(tab);
  });
  tabs.hidden = diagrams.length === 1;
  await show(0);
}

/** A whole process is too small to read: go near to what is going on now, or happened last. */
function focusOn(view, registry, steps) {
  const shapes = steps.map(id => registry.get(id)).filter(shape => shape && shape.width < 200);
  const scale = view.zoom();
  if (!shapes.length || scale > 0.7) {
    return;
  }
  const shape = shapes[shapes.length - 1];
  const box = view.viewbox();
  const width = box.outer.width / 0.8;
  const height = box.outer.height / 0.8;
  // no further than the drawing goes
  const within = (middle, length, from, size) => length > size ? from + (size - length) / 2
    : Math.min(Math.max(middle - length / 2, from - MARGIN), from + size + MARGIN - length);
  view.viewbox({ x: within(shape.x + shape.width / 2, width, box.inner.x, box.inner.width),
    y: within(shape.y + shape.height / 2, height, box.inner.y, box.inner.height), width, height });
}

function item(step, text, names) {
  const line = document.createElement('li');
  line.className = step.state;
  line.textContent = name(step.name, names) + ' – ' + (text['step.' + step.state] ?? step.state);
  return line;
}

/** The models speak English; for other readers there is a list of their names. @param english the list for those who read English; none for names alone */
export async function namesIn(language, chinese = 'models.zh.json', english = null) {
  const file = language.startsWith('zh') ? chinese : english;
  if (!file) {
    return {};
  }
  const response = await fetch(new URL('../texts/' + file, import.meta.url));
  return response.ok ? response.json() : {};
}

function name(english, names) {
  return names[english.replace(/\s+/g, ' ').trim()] ?? english;
}

export function translated(xml, names) {
  if (!Object.keys(names).length) {
    return xml;
  }
  const model = new DOMParser().parseFromString(xml, 'application/xml');
  for (const attribute of ['name', 'label']) {
    model.querySelectorAll(`[${attribute}]`).forEach(element => element.setAttribute(attribute, name(element.getAttribute(attribute), names)));
  }
  model.querySelectorAll('description').forEach(element => { element.textContent = name(element.textContent, names); });
  return new XMLSerializer().serializeToString(model);
}
