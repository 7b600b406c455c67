// One article sold more often than it exists, a whole shop's worth of it: through the HTTP API alone, on a running Shouhou.
//
//   node src/bench/oversold.mjs [--orders 3000] [--url http://localhost:8080]
//
// It imports N paid orders of one SKU, opens an oversold case for each, reports one incident over the SKU, waits until all
// of them are in it, has a supervisor decide once (refund them all) and a manager approve the budget once, and waits until
// every case has ended. Then it checks that each ended refunded, that the incident, the ledger, the orders and the sandbox's
// own book name the same sum, that nobody was paid twice, and that nothing is left to do. It prints cases per second and how
// much longer the last 500 took than the first 500: opening and refunding must not slow down with what is there already.
// A further run makes orders of its own. Accounts as in the demo profile unless named otherwise.
//
//   --url URL          where it runs (default http://localhost:8080)
//   --orders N         how many (default 3000); --part N the size of the first and the last part (default 500)
//   --agents, --supervisor, --manager, --auditor, --operator
//                      user names; the agents comma separated
//   --password WORD    of all of them (default demo, or the environment's SHOUHOU_REPLAY_PASSWORD)
//   --concurrency N    cases opened at once (default 8)
//   --minutes N        give up after that long (default 60)
//   --most RATIO       the verdict fails when the last part took more than that many times the first (default 1.5)
//   --routes           also print calls and times by route
//
// It ends with "verdict: OK" and 0, or "verdict: FAILED", the reasons, and 1.
import { parseArgs } from 'node:util';
import { Desk } from './desk.mjs';
import { toText } from './report.mjs';

const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:8080' },
    orders: { type: 'string', default: '3000' },
    part: { type: 'string', default: '500' },
    agents: { type: 'string', default: 'agent1,agent2' },
    supervisor: { type: 'string', default: 'supervisor1' },
    manager: { type: 'string', default: 'manager1' },
    auditor: { type: 'string', default: 'auditor1' },
    operator: { type: 'string', default: 'operator1' },
    password: { type: 'string', default: process.env.SHOUHOU_REPLAY_PASSWORD ?? 'demo' },
    concurrency: { type: 'string', default: '8' },
    minutes: { type: 'string', default: '60' },
    most: { type: 'string', default: '1.5' },
    routes: { type: 'boolean', default: false },
  },
});

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const many = Number(options.orders);
const part = Math.min(Number(options.part), Math.floor(many / 2));
const desk = new Desk([options.url]);
const as = (name) => (method, path, body) => desk.call(name, options.password, method, path, body);
const agents = options.agents.split(',').map(as);
const supervisor = as(options.supervisor);
const auditor = as(options.auditor);
const giveUpAt = Date.now() + Number(options.minutes) * 60_000;
const problems = [];
const check = (holds, otherwise) => holds || problems.push(otherwise);
const run = Date.now().toString(36).toUpperCase();
const sku = `STAR-${run}`;
const priceMinor = (i) => 19_900 + (i % 7) * 1_000;
const orders = Array.from({ length: many }, (_, i) => ({ no: `OVS-${run}-${i + 1}`, minor: priceMinor(i) }));
const wantedSum = orders.reduce((sum, order) => sum + order.minor, 0);

async function importOrders() {
  const csv = ['orderNo,createdAt,paidAt,buyer,recipient,phone,region,address,lineNo,sku,title,quantity,linePaid',
    ...orders.map((order, i) => [order.no, '2026-11-01T09:59:00+08:00', '2026-11-01T10:00:00+08:00', `buyer-${run}-${i}`, 'Wang',
      '13800000000', 'Zhejiang', 'Hangzhou 1', '1', sku, 'Star article', '1', toText(order.minor).replaceAll(',', '')].join(','))].join('\n');
  const form = new FormData();
  form.set('file', new Blob([csv], { type: 'text/csv' }), `${sku}.csv`);
  return supervisor('POST', '/api/orders/import?format=standard', form);
}

/** Opens a case for each order, so many at once. @returns when each was opened, in order of time */
async function openCases() {
  const queue = [...orders];
  const times = [];
  await Promise.all(Array.from({ length: Number(options.concurrency) }, async (_, who) => {
    for (let order = queue.shift(); order !== undefined; order = queue.shift()) {
      const opened = await agents[who % agents.length]('POST', '/api/cases', { requestId: order.no, type: 'oversold',
        orderNo: order.no, reason: 'OUT_OF_STOCK', channel: 'PLATFORM', text: 'Sold more than there is.' });
      order.caseId = String(opened.caseId);
      times.push(performance.now());
    }
  }));
  return times;
}

/** Waits until a question is answered by what it was asked for; says how far it is when that changed. */
async function until(what, look) {
  let last = '';
  for (;;) {
    const { done, text } = await look();
    if (text !== last) {
      console.log(`${what}: ${text}`);
      last = text;
    }
    if (done || Date.now() > giveUpAt) {
      check(done, `${what}: time is up at ${text}`);
      return;
    }
    await pause(2000);
  }
}

async function decide(who, incident, key, data) {
  const call = as(who);
  let task;
  await until(key, async () => {
    task = (await call('GET', `/api/incidents/${incident}`)).tasks.find((one) => one.key === key);
    return { done: task !== undefined, text: task ? 'there' : 'not yet there' };
  });
  const { revision } = await call('POST', `/api/tasks/${task.taskId}/claim`);
  await call('POST', `/api/tasks/${task.taskId}/complete`, { requestId: `${key}-${run}`, revision, data });
}

/** A page of something, then the next. */
async function all(path, name) {
  const found = [];
  let cursor = null;
  do {
    const page = await auditor('GET', `${path}${cursor ? `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}` : ''}`);
    found.push(...page[name]);
    cursor = page.cursor;
  } while (cursor);
  return found;
}

/** The cases of this run, whatever kind they are by now. */
async function casesOfRun() {
  const ours = new Set(orders.map((order) => order.no));
  return (await Promise.all(['oversold', 'refund'].map((type) => all(`/api/cases?type=${type}`, 'cases')))).flat()
    .filter((row) => ours.has(row.orderNo));
}

/** How long the last part took, measured in first parts; from moments in order of time. */
function ratio(times, begin) {
  const first = times[part - 1] - begin;
  const last = times[times.length - 1] - times[times.length - 1 - part];
  return { first: first / 1000, last: last / 1000, ratio: last / first };
}

function tell(what, times, begin) {
  const found = ratio(times, begin);
  const seconds = (times[times.length - 1] - begin) / 1000;
  console.log(`${what}: ${(times.length / seconds).toFixed(1)} cases/s (${seconds.toFixed(1)} s); first ${part} in ${found.first.toFixed(1)} s, `
    + `last ${part} in ${found.last.toFixed(1)} s, ratio ${found.ratio.toFixed(2)}`);
  check(found.ratio <= Number(options.most), `${what}: the last ${part} took ${found.ratio.toFixed(2)} times as long as the first`);
}

async function inParallel(items, work) {
  const queue = [...items];
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      await work(item);
    }
  }));
}

async function checkSums(before, incident) {
  const ledger = await auditor('GET', '/api/ledger');
  check(ledger.sumMinor - before.sumMinor === wantedSum && ledger.count - before.count === many,
    `the ledger grew by ${ledger.count - before.count} refunds, ${toText(ledger.sumMinor - before.sumMinor)}, instead of ${many}, ${toText(wantedSum)}`);
  const view = await auditor('GET', `/api/incidents/${incident}`);
  check(view.spentMinor === wantedSum, `the incident says ${toText(view.spentMinor)} was spent instead of ${toText(wantedSum)}`);
  check(view.cases.APPLIED === many && Object.keys(view.cases).length === 1, `the incident's cases: ${JSON.stringify(view.cases)}`);
  await inParallel(orders, async ({ no, minor }) => {
    const order = await auditor('GET', `/api/orders/${no}`);
    check(order.refundedMinor === minor && order.reservedMinor === 0, `order ${no}: refunded ${toText(order.refundedMinor)} of ${toText(minor)}`);
  });
  const paid = new Map();
  try {
    (await all('/api/demo/sandbox/payments', 'payments')).filter((payment) => payment.orderNo.startsWith(`OVS-${run}-`))
      .forEach((payment) => paid.set(payment.orderNo, [...paid.get(payment.orderNo) ?? [], payment.amountMinor]));
    orders.forEach(({ no, minor }) => check(paid.get(no)?.length === 1 && paid.get(no)[0] === minor,
      `the sandbox's book shows for order ${no}: ${(paid.get(no) ?? []).map(toText).join(' + ') || 'nothing'}, instead of ${toText(minor)}`));
    console.log(`sandbox's own book: ${[...paid.values()].flat().length} payments of ${paid.size} orders`);
  } catch (refused) {
    if (refused.status !== 404) {
      throw refused;
    }
  }
  console.log(`ledger: ${ledger.count - before.count} refunds more, ${toText(ledger.sumMinor - before.sumMinor)}; incident: ${toText(view.spentMinor)} of ${toText(view.budgetMinor)}`);
}

const ledgerBefore = await auditor('GET', '/api/ledger');
const begin = performance.now();
const imported = await importOrders();
check(imported.imported === many, `imported ${imported.imported} instead of ${many}: ${JSON.stringify(imported.rejected?.slice(0, 3))}`);
console.log(`import: ${imported.imported} orders of ${sku} in ${((performance.now() - begin) / 1000).toFixed(1)} s, ${toText(wantedSum)} together`);

await as(options.operator)('POST', '/api/demo/sandbox/stock', { sku, pieces: 0 }).catch(() => console.log('no sandbox here: the warehouse says what there is'));
const openingAt = performance.now();
tell('opening', await openCases(), openingAt);

// what the cases asked the warehouse meanwhile may still be under way; the incident does not mind
const incident = (await supervisor('POST', '/api/incidents', { requestId: `incident-${run}`, title: `Oversold ${sku}`, sku })).number;
const joiningAt = performance.now();
await until('taken in', async () => {
  const { cases } = await auditor('GET', `/api/incidents/${incident}`);
  const joined = Object.values(cases).reduce((sum, n) => sum + n, 0);
  return { done: joined === many, text: `${joined} of ${many}` };
});
console.log(`taking in: ${(many / ((performance.now() - joiningAt) / 1000)).toFixed(1)} cases/s`);

await decide(options.supervisor, incident, 'decideIncident', { decision: 'REFUND', capMinor: Math.max(...orders.map((order) => order.minor)),
  budgetMinor: wantedSum, message: 'More was sold than there is. You get all of your money back.' });
const decidedAt = Date.now();
await decide(options.manager, incident, 'approveIncidentBudget', { decision: 'APPROVE' });
let paid = 0;
let movedAt = Date.now();
await until('paid', async () => {
  const now = (await auditor('GET', '/api/ledger')).count - ledgerBefore.count;
  movedAt = now > paid ? Date.now() : movedAt;
  paid = now;
  return { done: paid >= many || Date.now() - movedAt > 120_000, text: `${paid} of ${many}` };
});
await until('ended', async () => {
  const ended = (await casesOfRun()).filter((row) => row.status === 'CLOSED').length;
  return { done: ended === many, text: `${ended} of ${many}` };
});
const cases = await casesOfRun();
check(cases.length === many, `${cases.length} cases instead of ${many}`);
const otherwise = cases.filter((row) => row.status !== 'CLOSED' || row.outcome !== 'REFUNDED');
check(otherwise.length === 0, `${otherwise.length} cases did not end refunded, such as ${JSON.stringify(otherwise[0])}`);
tell('refunding', cases.filter((row) => row.closedAt).map((row) => Date.parse(row.closedAt)).sort((a, b) => a - b), decidedAt);
await until('settled', async () => {
  const settled = (await casesOfRun()).filter((row) => row.settled).length;
  return { done: settled === many, text: `${settled} of ${many}` };
});
await checkSums(ledgerBefore, incident);
await supervisor('POST', `/api/incidents/${incident}/close`, { reason: 'All of them have their money back.' });
const failed = await as(options.operator)('GET', '/api/failed-work');
check(failed.length === 0, `${failed.length} pieces of failed work, such as ${JSON.stringify(failed[0])}`);
check(desk.serverErrors.length === 0, `${desk.serverErrors.length} server errors, such as ${desk.serverErrors[0]}`);
console.log(`cases per second: ${(many / ((performance.now() - begin) / 1000)).toFixed(1)} from import to the last check (${desk.calls} calls, ${desk.repeated} repeated)`);
console.log(`slowest request: ${desk.slowest.call} ${Math.round(desk.slowest.ms)} ms`);
if (options.routes) {
  [...desk.routes].sort((a, b) => b[1].ms - a[1].ms).forEach(([route, { calls, ms, most }]) =>
    console.log(`  ${route}: ${calls} calls, ${(ms / calls).toFixed(1)} ms on average, ${Math.round(most)} ms at most`));
}
problems.slice(0, 20).forEach((problem) => console.log(`- ${problem}`));
console.log(`verdict: ${problems.length === 0 ? 'OK' : 'FAILED'}`);
process.exit(problems.length === 0 ? 0 : 1);
