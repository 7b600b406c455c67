// Somebody at the desk who takes the next task, looks at its fields and decides, until told to go home.
import { Refused } from './desk.mjs';

/** What each task is decided with if its form offers it; else the first decision the form names. */
const POLICY = {
  reviewRefund: 'APPROVE',
  approveRefund: 'APPROVE',
  decideOverdueRefund: 'APPROVE',
  settleRefundByHand: 'TRY_AGAIN',
  settleOverpayment: 'WRITE_OFF',
  inspectReturn: 'IN_ORDER',
  handleEscalation: 'GIVE_BACK',
  resolveHeldOrder: 'RELEASE',
  decideUnshippableOrder: 'SHIP_TO_ORDER_ADDRESS',
};

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Player {
  #desk;
  #name;
  #password;
  #run;
  #seen = new Map();
  #noticed = new Map();

  /** @param run shared by all players: {id, over, idle: Set, decided, byKey: Map, inHand: Set, oddities: string[]} */
  constructor(desk, name, password, run) {
    this.#desk = desk;
    this.#name = name;
    this.#password = password;
    this.#run = run;
  }

  async play() {
    let quiet = 100;
    while (!this.#run.over) {
      const taskId = await this.#next() ?? await this.#leftInMyHands();
      if (taskId === undefined) {
        this.#run.idle.add(this);
        await pause(quiet);
        quiet = Math.min(2000, quiet * 2);
        continue;
      }
      this.#run.idle.delete(this);
      quiet = 100;
      this.#run.inHand.add(taskId);
      try {
        await this.#work(taskId);
      } finally {
        this.#run.inHand.delete(taskId);
      }
    }
    this.#run.idle.add(this);
  }

  async #next() {
    const task = await this.#call('POST', '/api/tasks/next', {});
    return task?.taskId;
  }

  /** A claim whose answer was lost with a node is mine without my knowing. One seen just now may be a colleague's under my name. */
  async #leftInMyHands() {
    const mine = await this.#call('GET', '/api/tasks?view=mine');
    const now = Date.now();
    return mine.tasks.map((task) => task.taskId).find((id) => {
      if (!this.#noticed.has(id)) {
        this.#noticed.set(id, now);
      }
      return now - this.#noticed.get(id) > 5000 && !this.#run.inHand.has(id) && (this.#seen.get(id) ?? 0) < 5;
    });
  }

  async #work(taskId) {
    const times = (this.#seen.get(taskId) ?? 0) + 1;
    this.#seen.set(taskId, times);
    try {
      const task = await this.#call('GET', `/api/tasks/${taskId}`);
      await this.#call('POST', `/api/tasks/${taskId}/complete`, {
        // the same task at the same revision is the same request, however often it has to be sent
        requestId: `${this.#run.id}-${taskId}-${task.revision}`,
        revision: task.revision,
        data: answers(task),
      });
      this.#run.decided++;
      this.#run.byKey.set(task.key, (this.#run.byKey.get(task.key) ?? 0) + 1);
    } catch (refused) {
      if (!(refused instanceof Refused)) {
        throw refused;
      }
      if (refused.status === 404 || refused.status === 409) {
        return; // gone, or changed: the next look shows it as it is now
      }
      this.#run.oddities.push(refused.message.slice(0, 500));
      if (times < 3) {
        await this.#call('POST', `/api/tasks/${taskId}/release`, {}).catch(() => undefined);
      }
    }
  }

  #call(method, path, body) {
    return this.#desk.call(this.#name, this.#password, method, path, body);
  }
}

/** Values for the fields the task names: the decision by policy, then whatever that decision requires. */
export function answers(task) {
  const data = {};
  const decision = task.fields.find((field) => field.key === 'decision');
  if (decision) {
    data.decision = decision.values.includes(POLICY[task.key]) ? POLICY[task.key] : decision.values[0];
  }
  for (const field of task.fields) {
    const needed = field.required || (field.requiredFor ?? []).includes(data.decision);
    if (needed && !(field.key in data)) {
      data[field.key] = value(field);
    }
  }
  return data;
}

function value(field) {
  if (field.values?.length > 0) {
    return field.values[0];
  }
  switch (field.type) {
    case 'number': return 1;
    case 'boolean': return false;
    case 'date': return new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    default: return 'Replay';
  }
}
