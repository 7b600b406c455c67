// The islands of the case page: the task's form, the diagram, the event form. Each looks for its own element.
import { taskForm } from './task-form.js';
import { diagram } from './diagram.js';
import { eventForm } from './event-form.js';

const islands = { 'task-form': taskForm, diagram, event: eventForm };

for (const element of document.querySelectorAll('[data-island]')) {
  islands[element.dataset.island]?.(element);
}
