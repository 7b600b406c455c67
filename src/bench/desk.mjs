// The API as somebody uses it: HTTP Basic, retries that are safe, and a note of how long everything took.

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** What the API refused: status, and its Problem Details. */
export class Refused extends Error {
  constructor(status, problem, call) {
    super(`${call} -> ${status} ${JSON.stringify(problem)}`);
    this.status = status;
    this.problem = problem ?? {};
  }

  is(slug) {
    return String(this.problem.type ?? '').endsWith(slug);
  }
}

/**
 * One or more nodes of the same installation. A call that a node does not answer (killed, starting, 503) is sent again
 * to the next one. So every call made here must be safe to repeat.
 */
export class Desk {
  /** @param {string[]} nodes base addresses  @param options spread: take turns with every call, not only when one is down */
  constructor(nodes, { spread = false, patienceMs = 300_000 } = {}) {
    this.nodes = nodes.map((node) => node.replace(/\/$/, ''));
    this.spread = spread;
    this.patienceMs = patienceMs;
    this.turn = 0;
    this.routes = new Map();
    this.slowest = { ms: 0, call: 'none' };
    this.calls = 0;
    this.repeated = 0;
    this.serverErrors = [];
  }

  /** @returns the JSON answered, null for an empty answer  @throws Refused for what repeating cannot change */
  async call(user, password, method, path, body) {
    const headers = { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`, Accept: 'application/json' };
    let content = body;
    if (body !== undefined && !(body instanceof FormData)) {
      headers['Content-Type'] = 'application/json';
      content = JSON.stringify(body);
    }
    const deadline = Date.now() + this.patienceMs;
    for (let attempt = 0; ; attempt++) {
      const node = this.nodes[this.turn % this.nodes.length];
      this.turn += this.spread ? 1 : 0;
      const started = performance.now();
      let answer;
      let text;
      try {
        answer = await fetch(node + path, { method, headers, body: content, signal: AbortSignal.timeout(120_000) });
        text = await answer.text();
      } catch (down) {
        await this.#again(deadline, attempt, `${method} ${node}${path}: ${down.cause?.code ?? down.message}`);
        continue;
      }
      this.#note(method, path, performance.now() - started);
      if (answer.ok) {
        return text === '' ? null : JSON.parse(text);
      }
      const refused = new Refused(answer.status, asJson(text), `${method} ${path} by ${user}`);
      if (answer.status >= 500) {
        if (answer.status !== 503) {
          this.serverErrors.push(refused.message.slice(0, 500));
        }
        await this.#again(deadline, attempt, refused.message);
        continue;
      }
      throw refused;
    }
  }

  async #again(deadline, attempt, why) {
    if (Date.now() > deadline) {
      throw new Error(`Given up: ${why}`);
    }
    this.repeated++;
    this.turn++;
    await pause(Math.min(2000, 50 * 2 ** attempt));
  }

  #note(method, path, ms) {
    this.calls++;
    const route = `${method} ${path.replace(/\?.*/, '').replace(/\/[^/]*\d[^/]*/g, '/{id}')}`;
    const seen = this.routes.get(route) ?? { calls: 0, ms: 0, most: 0 };
    seen.calls++;
    seen.ms += ms;
    seen.most = Math.max(seen.most, ms);
    this.routes.set(route, seen);
    if (ms > this.slowest.ms) {
      this.slowest = { ms, call: `${method} ${path}` };
    }
  }
}

function asJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return { detail: text.slice(0, 300) };
  }
}
