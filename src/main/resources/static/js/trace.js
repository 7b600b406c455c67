// A traced case in the diagrams of the models it ran on: from any event to its step, and step by step through all of it.
import { namesIn, translated } from './diagram.js';
import { key } from './keys.js';
import { call, vendor, words } from './vendor.js';

const element = document.querySelector('[data-trace]');
const canvas = element?.querySelector('[data-canvas]');
if (canvas) {
  start();
}

async function start() {
  const text = words(element);
  const list = element.querySelector('.steps-body');
  const here = element.querySelector('[data-here]');
  const title = element.querySelector('[data-process]');
  const { instances, steps } = await call(element.dataset.api);
  const BpmnJS = await vendor('bpmn-js/dist/bpmn-navigated-viewer.production.min.js', 'BpmnJS');
  const names = await namesIn(document.documentElement.lang);
  const viewer = new BpmnJS({ container: canvas });
  let shown = -1;
  let current = 0;
  let going = Promise.resolve();

  const draw = async no => {
    const step = steps[no - 1];
    const anew = shown !== step.instance;
    if (anew) {
      await viewer.importXML(translated(instances[step.instance].xml, names));
      shown = step.instance;
    }
    const view = viewer.get('canvas');
    const registry = viewer.get('elementRegistry');
    for (const marker of ['is-done', 'is-active', 'is-failed', 'is-around']) {
      registry.forEach(one => view.hasMarker(one, marker) && view.removeMarker(one, marker));
    }
    // an expanded sub-process would be coloured under everything inside
    const mark = (id, marker) => registry.get(id) && !registry.get(id).children?.length && view.addMarker(id, marker);
    steps.slice(0, no - 1).filter(one => one.instance === step.instance && one.activityId !== step.activityId).forEach(one => mark(one.activityId, 'is-done'));
    mark(step.activityId, step.state === 'FAILED' ? 'is-failed' : 'is-active');
    const shape = registry.get(step.activityId);
    if (shape?.children?.length) {
      view.addMarker(step.activityId, 'is-around');
    }
    near(view, shape, anew);
  };

  /** @param {boolean} withEvent whether the event of this step comes into sight, too */
  const show = (no, withEvent) => {
    if (no < 1 || no > steps.length) {
      return false;
    }
    current = no;
    const step = steps[no - 1];
    const item = list.querySelector(`[data-no="${no}"]`);
    list.querySelectorAll('[aria-current]').forEach(one => one.removeAttribute('aria-current'));
    item.querySelector('button').setAttribute('aria-current', 'step');
    list.scrollTop = item.offsetTop - list.offsetTop - list.clientHeight / 2;
    title.textContent = item.querySelector('[data-process]').dataset.process;
    here.textContent = text['trace.at'].replace('{0}', no).replace('{1}', steps.length)
      .replace('{2}', item.querySelector('button').textContent).replace('{3}', text['step.' + step.state] ?? step.state);
    const events = document.querySelectorAll('.trace li');
    events.forEach(one => one.classList.toggle('here', one.dataset.step === String(no)));
    if (withEvent) {
      const body = document.querySelector('.trace-body');
      const first = document.querySelector('.trace li.here');
      if (first) {
        body.scrollTop = first.offsetTop - body.offsetTop - 20;
      }
    }
    going = going.then(() => draw(no));
  };

  document.addEventListener('click', event => {
    const to = event.target.closest('[data-to]')?.dataset.to;
    if (to) {
      show(Number(to), !event.target.closest('.trace'));
    }
  });
  const on = () => show(current + 1, true);
  const back = () => show(current - 1, true);
  element.querySelector('[data-on]').addEventListener('click', on);
  element.querySelector('[data-back]').addEventListener('click', back);
  key('j', 'key.trace.on', on);
  key('arrowright', 'key.trace.on', on);
  key('k', 'key.trace.back', back);
  key('arrowleft', 'key.trace.back', back);
  show(1, false);
  element.dataset.ready = 'yes';
}

/** A whole process is too small to read: what it is about stands in the middle, as large as fits. */
function near(view, shape, anew) {
  if (!shape) {
    return;
  }
  const zoom = 0.8;
  if (anew) {
    view.zoom('fit-viewport', 'auto');
  }
  if (shape.width > 400) {
    view.zoom('fit-viewport', 'auto');
    return;
  }
  const box = view.viewbox();
  const width = box.outer.width / zoom;
  const height = box.outer.height / zoom;
  view.viewbox({ x: shape.x + shape.width / 2 - width / 2, y: shape.y + shape.height / 2 - height / 2, width, height });
}
