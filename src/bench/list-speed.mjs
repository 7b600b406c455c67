// What list-speed.sh measures: how long the server takes for what a desk does all day.
//
//   node src/bench/list-speed.mjs prepare            two real cases to be copied; prints "OPEN_ID CLOSED_ID"
//   node src/bench/list-speed.mjs measure PART OUT.json   percentiles into a file; PART is desk (those who work) or
//                                                    steer (charts, the auditors' search and traces)
//   node src/bench/list-speed.mjs compare ENGINE_MS SMALL.json LARGE.json ...   the tables, and whether it is good enough
//
// URL, PASSWORD (of agent1, supervisor1 and auditor1) come from the environment.
import { readFileSync, writeFileSync } from 'node:fs';
import { auditAsked } from './audit-asked.mjs';

const url = process.env.URL;
const password = process.env.PASSWORD;
const TIMES = Number(process.env.TIMES || 300);
const WARM = Number(process.env.WARM || 60);
const BASE = 10_000_000;

async function call(user, path, options = {}) {
  const answer = await fetch(url + path, { redirect: 'manual', ...options,
    headers: { Authorization: 'Basic ' + Buffer.from(`${user}:${password}`).toString('base64'), ...options.headers } });
  const body = await answer.text();
  if (answer.status >= 400) {
    throw new Error(`${answer.status} ${path}: ${body.slice(0, 400)}`);
  }
  return body;
}

const json = (user, path, body) => call(user, path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
  .then(text => (text ? JSON.parse(text) : null));

async function until(what, look) {
  for (let i = 0; i < 300; i++) {
    const found = await look();
    if (found) {
      return found;
    }
    await new Promise(done => setTimeout(done, 200));
  }
  throw new Error(`${what} did not happen within a minute`);
}

async function opened(orderNo) {
  const form = new FormData();
  form.set('file', new Blob(['orderNo,createdAt,paidAt,buyer,recipient,phone,region,address,courier,waybill,shippedAt,lineNo,sku,title,quantity,linePaid\n'
    + `${orderNo},2026-11-01T09:59:00+08:00,2026-11-01T10:00:00+08:00,${orderNo},王小明,13800000000,上海,世纪大道100号,SF,SF${orderNo},2026-11-02T10:00:00+08:00,1,SKU-1,货品,1,300.00\n`]), 'orders.csv');
  await call('supervisor1', '/api/orders/import?format=standard', { method: 'POST', body: form });
  const made = await json('agent1', '/api/cases', { requestId: 'bench-' + orderNo, type: 'refund', orderNo, reason: 'QUALITY', channel: 'CHAT', text: '请帮我处理' });
  const task = await until('the review', async () => JSON.parse(await call('agent1', '/api/cases/' + made.caseId)).tasks.find(one => one.key === 'reviewRefund'));
  return { caseId: made.caseId, taskId: task.taskId };
}

async function prepare() {
  const run = Date.now();
  const open = await opened('O' + run);
  const closed = await opened('C' + run);
  const claimed = await json('agent1', `/api/tasks/${closed.taskId}/claim`, null);
  await json('agent1', `/api/tasks/${closed.taskId}/complete`, { requestId: 'bench-' + run, revision: claimed.revision,
    data: { decision: 'REFUSE', reasonCode: claimed.fields.find(field => field.key === 'reasonCode').values[0], evidence: '照片' } });
  await until('the end', async () => JSON.parse(await call('agent1', '/api/cases/' + closed.caseId)).status === 'CLOSED');
  console.log(open.caseId, closed.caseId);
}

const page = { headers: { Accept: 'text/html' } };
const any = count => Math.floor(Math.random() * count);

async function measure(part, out) {
  const counts = { open: Number(process.env.OPEN), closed: Number(process.env.CLOSED) };
  const openId = () => BASE + any(counts.open);
  const closedId = () => 2 * BASE + any(counts.closed);
  const id = () => (Math.random() < 0.5 ? openId() : closedId());
  const desk = {
    'list of the team (page)': () => call('agent1', '/tasks/team', page),
    'list of the team (API)': () => call('agent1', '/api/tasks?view=team'),
    'list of a supervisor (API)': () => call('supervisor1', '/api/tasks?view=team'),
    'list narrowed: reason, free': () => call('agent1', '/api/tasks?view=team&reason=OTHER&owner=-'),
    'list of what is overdue': () => call('agent1', '/api/tasks?view=overdue'),
    'list of closed cases (page)': () => call('agent1', '/cases?status=CLOSED', page),
    'counts': () => call('agent1', `/api/tasks/counts?since=${Date.now() - 60_000}`),
    'case page': () => call('agent1', '/cases/' + id(), page),
    'search: order number': () => call('agent1', '/api/search?text=B' + id()),
    'search: waybill': () => { const from = Math.random() < 0.5; return call('agent1', '/api/search?text=SF' + ((from ? BASE : 2 * BASE) * 1000 + any(from ? counts.open : counts.closed))); },
    'search: end of the phone': () => call('agent1', '/api/search?text=' + String(any(10_000)).padStart(4, '0')),
    'search: beginning of a name': () => call('agent1', '/api/search?text=buyer1'),
    'search: nothing found': () => call('agent1', '/api/search?text=nothing' + any(1e9)),
  };
  const steer = {
    ...Object.fromEntries(['backlog', 'due', 'flow', 'deadlines', 'reply', 'solve', 'money', 'parts', 'crossed']
      .map(name => [`chart: ${name}`, () => call('supervisor1', `/api/figures/charts/${name}`)])),
    'chart: parts of an article': () => call('supervisor1', `/api/figures/charts/flow?by=SKU&value=SKU-${any(300)}`),
    'cases behind a point': () => call('supervisor1', `/api/figures/cases?measure=INTAKE&by=REASON&value=OTHER`),
    'cases behind a crossed point': () => call('supervisor1', `/api/figures/cases?measure=INTAKE&by=SKU&value=SKU-${any(300)}&columns=COURIER&andValue=SF`),
    ...auditAsked(call, BASE, counts, any),
  };
  const asked = { desk, steer }[part];
  const took = Object.fromEntries(Object.keys(asked).map(name => [name, []]));
  for (let i = -WARM; i < TIMES; i++) {
    for (const [name, ask] of Object.entries(asked)) {
      const start = performance.now();
      await ask();
      if (i >= 0) {
        took[name].push(performance.now() - start);
      }
    }
  }
  const at = (all, share) => all.toSorted((a, b) => a - b)[Math.ceil(all.length * share) - 1];
  writeFileSync(out, JSON.stringify(Object.fromEntries(Object.entries(took).map(([name, all]) => [name, { p50: at(all, 0.5), p95: at(all, 0.95) }]))));
}

function compare(engine, ...files) {
  const measured = files.map(file => JSON.parse(readFileSync(file, 'utf8')));
  const cells = (...all) => console.log(all[0].padEnd(30) + all.slice(1).map(cell => String(cell).padStart(11)).join(''));
  let good = true;
  for (let i = 0; i < measured.length; i += 2) {
    const [small, large] = measured.slice(i, i + 2);
    cells('milliseconds', 'small p50', 'small p95', 'large p50', 'large p95', 'ratio p95');
    for (const name of Object.keys(small)) {
      const ratio = large[name].p95 / small[name].p95;
      good &&= ratio <= 2 || name.startsWith('(');
      cells(name, ...[small[name].p50, small[name].p95, large[name].p50, large[name].p95].map(ms => ms.toFixed(1)), ratio.toFixed(2) + (ratio > 2 ? ' !' : ''));
    }
    console.log();
  }
  const [, engineP95] = engine.split(' ').map(Number);
  const times = engineP95 / measured[1]['list of the team (API)'].p95;
  good &&= times >= 10;
  console.log(`the engine's own candidate-group query on the same data, p95: ${engineP95} ms: our list over HTTP is ${times.toFixed(1)} times faster`);
  console.log(good ? 'verdict: as it should be' : 'verdict: NOT as it should be (at most 2 times slower, at least 10 times faster than the engine)');
  process.exit(good ? 0 : 1);
}

const [what, ...rest] = process.argv.slice(2);
await ({ prepare, measure: () => measure(...rest), compare: () => compare(...rest) })[what]();
