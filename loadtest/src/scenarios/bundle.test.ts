import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { ClientFrame, ServerFrame } from '@weft/proto';
import { THRESHOLDS } from '../../k6/thresholds.ts';
import { bundleScenario } from './bundle.ts';

/** A socket that answers hello with Ready and keeps what it was sent. */
class FakeSocket {
  static sent: ArrayBuffer[] = [];
  onopen: () => void = () => undefined;
  onmessage: (event: { data: ArrayBuffer }) => void = () => undefined;
  onclose: () => void = () => undefined;

  constructor() {
    queueMicrotask(() => this.onopen());
  }

  send(data: ArrayBuffer): void {
    FakeSocket.sent.push(data);
    if (FakeSocket.sent.length > 1) return;
    const value = { version: 1, sessionId: 'session-1', pingIntervalMs: 1_000 };
    const bytes = ServerFrame.encode({ body: { case: 'ready', value } });
    queueMicrotask(() => this.onmessage({ data: bytes.buffer }));
  }

  close(): void {
    queueMicrotask(() => this.onclose());
  }
}

const session = { token: 'a token', edges: [{ region: 'eu', url: 'ws://127.0.0.1:1/v1/signal' }] };
const rates: { name: string; value: unknown }[] = [];

/** k6's modules, as far as a scenario touches them. */
const MODULES: Readonly<Record<string, unknown>> = {
  'k6/http': { asyncRequest: async () => ({ status: 200, body: JSON.stringify(session) }) },
  'k6/crypto': { sha1: (input: string) => `sha1 of ${input}` },
  'k6/timers': {
    setTimeout: (run: () => void, ms: number) => (ms < 5_000 ? queueMicrotask(run) : 1),
    ...{ clearTimeout: () => undefined, setInterval: () => 1, clearInterval: () => undefined },
  },
  'k6/websockets': { WebSocket: FakeSocket },
  'k6/execution': { vu: { idInTest: 1 }, scenario: { iterationInTest: 0 } },
  'k6/metrics': {
    Trend: class {
      add(): void {}
    },
    Rate: class {
      readonly name: string;
      constructor(name: string) {
        this.name = name;
      }
      add(value: unknown): void {
        rates.push({ name: this.name, value });
      }
    },
  },
};

interface Script {
  readonly default: () => Promise<void>;
  readonly options: { readonly thresholds: object };
  readonly handleSummary: (data: object) => Readonly<Record<string, string>>;
}

/** Runs a script where there is the language and nothing else: no Buffer, no TextDecoder, no URL, no process. */
async function evaluated(scenario: string): Promise<Script> {
  const module = { exports: {} };
  const context = createContext({
    ...{ module, exports: module.exports, __ENV: { WEFT_SCENARIO: scenario }, ArrayBuffer, Uint8Array },
    console: { error: () => undefined },
    require: (name: string) => MODULES[name] ?? assert.fail(`${scenario} requires ${name}`),
  });
  runInContext(await bundleScenario(scenario), context);
  return module.exports as Script;
}

test('every scenario has bounds, and all bounds are of a scenario', () => {
  const parts = new Set([
    'guest',
    'html',
    'page',
    'push',
    'session',
    'settings',
    'summary',
    'text-decoder',
    'thresholds',
    'timed',
  ]);
  const files = readdirSync(fileURLToPath(new URL('../../k6/', import.meta.url)));
  const names = files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3));
  assert.deepEqual(names.filter((name) => !parts.has(name)).toSorted(), Object.keys(THRESHOLDS).toSorted());
});

test('a bundle speaks the frames of the contract in an engine that has nothing but the language', async () => {
  const script = await evaluated('connect-storm');
  FakeSocket.sent = [];
  await script.default();
  assert.deepEqual(rates.splice(0), [{ name: 'failed', value: false }]);
  const frames = FakeSocket.sent.map((data) => ClientFrame.decode(new Uint8Array(data)).body);
  assert.deepEqual(
    frames.map((body) => body?.case),
    ['hello', 'bye'],
  );
  assert.equal(frames[0]?.case === 'hello' && frames[0].value.token, 'a token');
});

test('every bundle loads there, with its options and a summary of a run that noted nothing', async () => {
  for (const scenario of Object.keys(THRESHOLDS)) {
    const script = await evaluated(scenario);
    assert.ok(Object.keys(script.options.thresholds).length > 0, scenario);
    const files = script.handleSummary({ metrics: {}, state: { testRunDurationMs: 1 } });
    assert.deepEqual(Object.keys(files), ['stdout', './summary.json', './summary.html']);
    assert.equal(JSON.parse(files['./summary.json'] ?? '').held, false);
  }
});
