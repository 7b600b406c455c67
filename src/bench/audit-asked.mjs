// What list-speed.mjs asks as an auditor: the search by each fact, by several at once, and a trace.
const PAGE = { headers: { Accept: 'text/html' } };
const REASONS = ['QUALITY', 'NOT_AS_DESCRIBED', 'NO_LONGER_WANTED', 'OTHER', 'WRONG_ORDER', 'PRICE_DIFFERENCE'];

/** @returns what is asked by its name; ids are those of ManyCases.java */
export function auditAsked(call, base, counts, any) {
  const closed = () => 2 * base + any(counts.closed);
  const agent = () => 'agent' + (1 + any(200));
  const day = () => new Date(Date.now() - (1 + any(300)) * 86_400_000).toISOString().slice(0, 10);
  const search = question => () => call('auditor1', '/api/audit/cases?' + new URLSearchParams(question()));
  return {
    'audit: case': search(() => ({ case: closed() })),
    'audit: order': search(() => ({ order: 'B' + closed() })),
    'audit: buyer': search(() => ({ buyer: 'buyer' + (2 * base + any(counts.closed / 3 | 0)) })),
    'audit: waybill': search(() => ({ waybill: 'SF' + (2 * base * 1000 + any(counts.closed)) })),
    'audit: agent': search(() => ({ agent: agent() })),
    'audit: who decided': search(() => ({ decidedBy: agent() })),
    'audit: amount, narrow': search(() => { const from = 1000 + any(90_000); return { minMinor: from, maxMinor: from + 10 }; }),
    'audit: amount, wide': search(() => { const from = 1000 + any(60_000); return { minMinor: from, maxMinor: from + 30_000 }; }),
    'audit: deadline missed': search(() => ({ missed: 'FIRST_REPLY' })),
    'audit: rule': search(() => ({ rule: 'refundRoute' })),
    'audit: kind of case': search(() => ({ type: 'refund' })),
    'audit: reason': search(() => ({ reason: REASONS[any(6)] })),
    'audit: outcome': search(() => ({ outcome: 'REJECTED' })),
    'audit: channel': search(() => ({ channel: 'CHAT' })),
    'audit: shop': search(() => ({ shop: 'main' })),
    'audit: SKU': search(() => ({ sku: 'SKU-' + any(5000) })),
    'audit: courier': search(() => ({ courier: ['SF', 'ZTO', 'YTO', 'STO', 'JD'][any(5)] })),
    'audit: responsible': search(() => ({ responsible: 'COURIER' })),
    'audit: status': search(() => ({ status: any(2) ? 'OPEN' : 'CLOSED' })),
    'audit: opened on a day': search(() => { const on = day(); return { openedFrom: on, openedTo: on }; }),
    'audit: closed on a day': search(() => { const on = day(); return { closedFrom: on, closedTo: on }; }),
    // beyond what was promised: what is found of many facts at once has to be looked for further back
    '(five facts at once)': search(() => ({ reason: REASONS[any(6)], agent: agent(), outcome: 'REJECTED', minMinor: 5000, status: 'CLOSED' })),
    'audit: search (page)': () => call('auditor1', '/audit?looked=yes&reason=' + REASONS[any(6)], PAGE),
    'audit: trace (API)': () => call('auditor1', '/api/audit/cases/' + closed()),
    'audit: trace (page)': () => call('auditor1', '/audit/cases/' + closed(), PAGE),
  };
}
