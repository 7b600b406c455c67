// Replays a shop's order report against a running Shouhou, through its HTTP API alone, and checks the outcome to the
// last cent.
//
//   node src/bench/replay.mjs --file report.csv [--url http://localhost:8080]
//
// It imports the report with openRefundCases=true, so that every requested refund becomes a case; plays agents,
// supervisors, managers and finance (POST /api/tasks/next, fields from GET /api/tasks/{id}, POST .../complete) until
// nothing is left; then compares what the product says with what the file says. Repeating it over the same file
// changes nothing, and says so. Accounts as in the demo profile unless named otherwise.
//
//   --url URL            where it runs (default http://localhost:8080); --url2 URL for a second node
//   --spread             spread the calls over both nodes from the start (without it the second stands in when the first is down)
//   --file PATH          the report, as --format names it (default tmall-order-report)
//   --shop NAME          the shop the orders belong to, if not the default one
//   --agents, --supervisors, --managers, --finance, --warehouse, --auditor, --operator
//                        user names, comma separated; the operator may be NAME=PASSWORD
//   --password WORD      of all of them (default demo, or the environment's SHOUHOU_REPLAY_PASSWORD)
//   --concurrency N      people working at once (default 8)
//   --minutes N          give up after that long (default 60)
//   --expect-cases N, --expect-sum 300709.47
//                        what the whole ledger must hold afterwards (only sensible on a fresh database)
//   --routes             also print calls and times by route
//
// It ends with "verdict: OK" and 0, or "verdict: FAILED", the reasons, and 1.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { Desk } from './desk.mjs';
import { Player } from './player.mjs';
import { requestedRefunds, toMinor, toText } from './report.mjs';

const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:8080' },
    url2: { type: 'string' },
    spread: { type: 'boolean', default: false },
    file: { type: 'string' },
    format: { type: 'string', default: 'tmall-order-report' },
    shop: { type: 'string' },
    agents: { type: 'string', default: 'agent1,agent2' },
    supervisors: { type: 'string', default: 'supervisor1,supervisor2' },
    managers: { type: 'string', default: 'manager1,manager2' },
    finance: { type: 'string', default: 'finance1' },
    warehouse: { type: 'string', default: 'warehouse1' },
    auditor: { type: 'string', default: 'auditor1' },
    operator: { type: 'string', default: 'operator1' },
    password: { type: 'string', default: process.env.SHOUHOU_REPLAY_PASSWORD ?? 'demo' },
    concurrency: { type: 'string', default: '8' },
    minutes: { type: 'string', default: '60' },
    'expect-cases': { type: 'string' },
    'expect-sum': { type: 'string' },
    routes: { type: 'boolean', default: false },
  },
});
if (!options.file) {
  console.error('Say which report: --file PATH (what else there is stands at the top of this script)');
  process.exit(2);
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const names = (list) => list.split(',').map((name) => name.trim()).filter(Boolean);
const desk = new Desk([options.url, options.url2].filter(Boolean), { spread: options.spread });
const as = (account) => {
  const [user, password = options.password] = account.split('=');
  return (method, path, body) => desk.call(user, password, method, path, body);
};
const auditor = as(options.auditor);
const supervisor = as(names(options.supervisors)[0]);
const giveUpAt = Date.now() + Number(options.minutes) * 60_000;
const problems = [];
const check = (holds, otherwise) => holds || problems.push(otherwise);

/** Every refund case, by id, as the list shows it. */
async function refundCases(status) {
  const found = new Map();
  let cursor = null;
  do {
    const query = new URLSearchParams({ type: 'refund', ...(status && { status }), ...(cursor && { cursor }) });
    const page = await auditor('GET', `/api/cases?${query}`);
    page.cases.forEach((row) => found.set(row.caseId, row));
    cursor = page.cursor;
  } while (cursor);
  return found;
}

async function importReport() {
  const query = new URLSearchParams({ format: options.format, openRefundCases: 'true', async: 'true', ...(options.shop && { shop: options.shop }) });
  for (;;) {
    const form = new FormData();
    form.set('file', new Blob([readFileSync(options.file)], { type: 'text/csv' }), basename(options.file));
    const started = await supervisor('POST', `/api/orders/import?${query}`, form);
    const result = await importResult(started);
    if (result) {
      return result;
    }
    console.log('import: its node is gone; sent again (what was imported is not imported twice)');
  }
}

/** The finished import; undefined when it does not move any more, because the node that did it is gone. */
async function importResult(started) {
  let last = 0;
  let movedAt = Date.now();
  for (;;) {
    const now = await supervisor('GET', `/api/imports/${started.importId}`);
    if (now.state === 'DONE') {
      return now;
    }
    if (now.state === 'INTERRUPTED' || Date.now() - movedAt > 60_000) {
      return undefined;
    }
    if (now.state === 'FAILED' || Date.now() > giveUpAt) {
      throw new Error(`The import came to no good end: ${now.state} ${now.problem ?? ''}`);
    }
    if (now.bytesDone > last) {
      last = now.bytesDone;
      movedAt = Date.now();
      console.log(`import: ${Math.floor(100 * now.bytesDone / now.bytesTotal)} %, ${now.casesOpened} cases opened`);
    }
    await pause(500);
  }
}

/** Lets people work until no case of the file is open; they come back for what turns up meanwhile. */
async function playUntilNothingIsLeft(requested) {
  const run = { id: `replay-${Date.now().toString(36)}`, over: false, idle: new Set(), decided: 0, byKey: new Map(), inHand: new Set(), oddities: [] };
  const roles = [...names(options.agents), ...names(options.supervisors), ...names(options.agents), ...names(options.managers),
    ...names(options.finance), ...names(options.warehouse)];
  const people = Array.from({ length: Math.max(Number(options.concurrency), new Set(roles).size) }, (_, i) => roles[i % roles.length]);
  const players = people.map((name) => new Player(desk, name, options.password, run));
  const work = Promise.all(players.map((player) => player.play().catch((broken) => {
    run.oddities.push(broken.message);
    run.broken = true;
  })));
  let left = [];
  let told = 0;
  while (!run.broken && Date.now() < giveUpAt) {
    await pause(1000);
    if (run.decided - told >= 100) {
      told = run.decided;
      console.log(`work: ${run.decided} tasks decided`);
    }
    if (run.idle.size === players.length) {
      left = (await Promise.all(['OPEN', 'WAITING'].map(refundCases))).flatMap((open) => [...open.values()])
        .filter((row) => requested.has(row.orderNo));
      if (left.length === 0) {
        break;
      }
      console.log(`work: nobody has a task, ${left.length} cases still on their way`);
      await pause(2000);
    }
  }
  run.over = true;
  await work;
  check(!run.broken, 'somebody could not go on working');
  check(run.oddities.length === 0, `${run.oddities.length} refused calls, such as ${run.oddities[0]}`);
  return run;
}

/** Closed is not yet settled: the last mail may be on its way. Asks again until all are, or time is up. */
async function settledCases(requested) {
  for (;;) {
    const cases = await refundCases();
    const ours = [...cases.values()].filter((row) => requested.has(row.orderNo));
    const unsettled = ours.filter((row) => !row.settled);
    if (unsettled.length === 0 || Date.now() > giveUpAt) {
      return { cases, ours };
    }
    console.log(`settling: ${unsettled.length} cases`);
    await pause(3000);
  }
}

async function inParallel(items, work) {
  const queue = [...items];
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      await work(item);
    }
  }));
}

async function checkOrders(requested) {
  let refunded = 0;
  await inParallel(requested.keys(), async (orderNo) => {
    const query = options.shop ? `?shop=${encodeURIComponent(options.shop)}` : '';
    const order = await auditor('GET', `/api/orders/${encodeURIComponent(orderNo)}${query}`);
    refunded += order.refundedMinor;
    check(order.reservedMinor === 0, `order ${orderNo} still has ${toText(order.reservedMinor)} reserved`);
    check(order.refundedMinor + order.reservedMinor + order.refundedElsewhereMinor <= order.paidMinor,
      `order ${orderNo}: more was given back than the ${toText(order.paidMinor)} paid`);
    check(order.refundedMinor === requested.get(orderNo),
      `order ${orderNo}: refunded ${toText(order.refundedMinor)}, requested ${toText(requested.get(orderNo))}`);
  });
  return refunded;
}

/** Where payments go to the sandbox, its own book must show each refund once. */
async function checkSandboxBook(requested) {
  const paid = new Map();
  let cursor = null;
  try {
    do {
      const page = await auditor('GET', `/api/demo/sandbox/payments${cursor ? `?cursor=${cursor}` : ''}`);
      page.payments.filter((payment) => requested.has(payment.orderNo))
        .forEach((payment) => paid.set(payment.orderNo, [...paid.get(payment.orderNo) ?? [], payment.amountMinor]));
      cursor = page.cursor;
    } while (cursor);
  } catch (refused) {
    if (refused.status === 404) {
      return 'no sandbox here';
    }
    throw refused;
  }
  for (const [orderNo, minor] of requested) {
    const amounts = paid.get(orderNo) ?? [];
    check(amounts.length === 1 && amounts[0] === minor,
      `the sandbox's book shows for order ${orderNo}: ${amounts.map(toText).join(' + ') || 'nothing'}, instead of ${toText(minor)}`);
  }
  const all = [...paid.values()];
  return `${all.flat().length} payments of ${all.length} orders, sum ${toText(all.flat().reduce((sum, minor) => sum + minor, 0))}`;
}

function changes(before, after) {
  const changed = [];
  for (const [id, row] of after.cases) {
    if (JSON.stringify(before.cases.get(id)) !== JSON.stringify(row)) {
      changed.push(id);
    }
  }
  const parts = [];
  if (changed.length > 0) {
    parts.push(`${changed.length} cases`);
  }
  if (before.ledger.count !== after.ledger.count || before.ledger.sumMinor !== after.ledger.sumMinor) {
    parts.push(`${after.ledger.count - before.ledger.count} refunds, ${toText(after.ledger.sumMinor - before.ledger.sumMinor)}`);
  }
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

const requested = requestedRefunds(options.file);
const requestedSum = [...requested.values()].reduce((sum, minor) => sum + minor, 0);
console.log(`file: ${requested.size} refunds requested, ${toText(requestedSum)} together`);
const before = { cases: await refundCases(), ledger: await auditor('GET', '/api/ledger') };

const startedAt = performance.now();
const imported = await importReport();
const importedAt = performance.now();
console.log(`import: ${imported.imported} imported, ${imported.updated} updated, ${imported.unchanged} unchanged, `
  + `${imported.casesOpened} cases opened, ${imported.rejected?.length ?? 0} rejected, ${((importedAt - startedAt) / 1000).toFixed(1)} s`);
check((imported.rejected?.length ?? 0) === 0, `the import rejected rows: ${JSON.stringify(imported.rejected?.slice(0, 3))}`);

const run = await playUntilNothingIsLeft(requested);
const workedAt = performance.now();
const { cases, ours } = await settledCases(requested);
const ledger = await auditor('GET', '/api/ledger');
const closed = ours.filter((row) => row.status === 'CLOSED');
const settled = ours.filter((row) => row.settled);
const refunded = await checkOrders(requested);
const book = await checkSandboxBook(requested);
const failed = await as(options.operator)('GET', '/api/failed-work');
const open = (await supervisor('GET', '/api/tasks?view=team')).tasks.filter((task) => requested.has(task.orderNo));

const byOrder = new Map();
ours.forEach((row) => byOrder.set(row.orderNo, (byOrder.get(row.orderNo) ?? 0) + 1));
check(byOrder.size === requested.size, `${requested.size - byOrder.size} requested refunds have no case`);
check(closed.length === ours.length, `${ours.length - closed.length} cases are not closed, such as ${ours.find((row) => row.status !== 'CLOSED')?.number}`);
check(settled.length === ours.length, `${ours.length - settled.length} cases are not settled, such as ${ours.find((row) => !row.settled)?.number}`);
check(refunded === requestedSum, `refunded ${toText(refunded)} instead of ${toText(requestedSum)}`);
check(failed.length === 0, `${failed.length} incidents, such as ${JSON.stringify(failed[0])}`);
check(open.length === 0, `${open.length} tasks are still open`);
check(desk.serverErrors.length === 0, `${desk.serverErrors.length} server errors, such as ${desk.serverErrors[0]}`);
if (options['expect-cases']) {
  check(ours.length === Number(options['expect-cases']), `${ours.length} cases instead of ${options['expect-cases']}`);
}
if (options['expect-sum']) {
  check(ledger.sumMinor === toMinor(options['expect-sum']), `the ledger holds ${toText(ledger.sumMinor)} instead of ${options['expect-sum']}`);
}

const seconds = (workedAt - startedAt) / 1000;
console.log(`tasks decided: ${run.decided} (${[...run.byKey].map(([key, times]) => `${key} ${times}`).join(', ') || 'none'})`);
console.log(`cases: ${ours.length}`);
console.log(`closed: ${closed.length}`);
console.log(`settled: ${settled.length}`);
console.log(`ledger: ${ledger.count} refunds, sum ${toText(ledger.sumMinor)} CNY`);
console.log(`sandbox's own book: ${book}`);
console.log(`incidents: ${failed.length}, open tasks: ${open.length}`);
console.log(`changed by this run: ${changes(before, { cases, ledger })}`);
const closedNow = closed.filter((row) => before.cases.get(row.caseId)?.status !== 'CLOSED').length;
console.log(`cases per second: ${closedNow === 0 ? 'none left to work on' : (closedNow / seconds).toFixed(1)} `
  + `(${seconds.toFixed(1)} s from import to the last case closed; ${desk.calls} calls, ${desk.repeated} repeated)`);
console.log(`slowest request: ${desk.slowest.call} ${Math.round(desk.slowest.ms)} ms`);
if (options.routes) {
  [...desk.routes].sort((a, b) => b[1].ms - a[1].ms).forEach(([route, { calls, ms, most }]) =>
    console.log(`  ${route}: ${calls} calls, ${(ms / calls).toFixed(1)} ms on average, ${Math.round(most)} ms at most`));
}
problems.slice(0, 20).forEach((problem) => console.log(`- ${problem}`));
console.log(`verdict: ${problems.length === 0 ? 'OK' : 'FAILED'}`);
process.exit(problems.length === 0 ? 0 : 1);
