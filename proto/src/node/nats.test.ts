import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '../clock.ts';
import type { FactRecord } from '../gen/facts.ts';
import { silentLog } from '../log.ts';
import { startNats, type TestServer, until } from '../testing/index.ts';
import { JetStreamFacts } from './jetstream-facts.ts';
import { NatsBus } from './nats-bus.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
async function replayed(
  facts: JetStreamFacts,
  cases?: Parameters<JetStreamFacts['replay']>[1],
): Promise<FactRecord[]> {
  const found: FactRecord[] = [];
  for await (const fact of facts.replay(0, cases)) found.push(fact);
  return found;
}
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

describe('the bus and the facts over NATS', () => {
  let nats: TestServer;
  const open = (name: string) => NatsBus.create({ servers: nats.url, name, log: silentLog });

  before(async () => {
    nats = await startNats();
  });
  after(() => nats[Symbol.asyncDispose]());

  it('carries requests, and tells at once when nobody answers', async () => {
    await using server = await open('server');
    await using client = await open('client');
    using _serving = server.subscribe('t.echo', (message) =>
      message.respond(bytes(`<${text(message.data)}>`)),
    );
    await server.flush();
    assert.equal(text(await client.request('t.echo', bytes('a'))), '<a>');
    await assert.rejects(client.request('t.nobody', bytes('a')), { code: 'NO_RESPONDER' });
  });

  it('tells TIMEOUT when the one who should answer is silent', async () => {
    await using bus = await open('silent');
    using _listening = bus.subscribe('t.silent', () => undefined);
    await assert.rejects(bus.request('t.silent', bytes(''), { timeoutMs: 50 }), { code: 'TIMEOUT' });
  });

  it('gives each message to one member of a queue group', async () => {
    await using bus = await open('group');
    let got = 0;
    using _one = bus.subscribe('t.work', () => (got += 1), { queue: 'g' });
    using _two = bus.subscribe('t.work', () => (got += 1), { queue: 'g' });
    for (let i = 0; i < 10; i += 1) bus.publish('t.work', bytes('x'));
    await bus.flush();
    await until(() => got >= 10 || `got ${got}`);
    await bus.flush();
    assert.equal(got, 10);
  });

  it('stores facts once, in order, and replays them by case', async () => {
    await using bus = await open('facts');
    await using facts = await JetStreamFacts.create({ bus, log: silentLog, clock: systemClock });
    await facts.append({
      factId: 'f-1',
      atMs: 1,
      callId: 'c-1',
      body: { case: 'callHeld', value: { on: true } },
    });
    await facts.append({
      factId: 'f-1',
      atMs: 1,
      callId: 'c-1',
      body: { case: 'callHeld', value: { on: true } },
    });
    await facts.append({
      factId: 'f-2',
      atMs: 2,
      callId: 'c-1',
      body: { case: 'callEnded', value: { cause: 'agent-hung-up' } },
    });
    const all = await replayed(facts);
    assert.deepEqual(
      all.map(({ factId }) => factId),
      ['f-1', 'f-2'],
    );
    const ended = await replayed(facts, ['callEnded']);
    assert.deepEqual(
      ended.map(({ factId }) => factId),
      ['f-2'],
    );
    assert.equal(ended[0]?.body?.case === 'callEnded' && ended[0].body.value.cause, 'agent-hung-up');
  });

  it('keeps facts that are told while the server is away', async () => {
    await using bus = await open('away');
    await using facts = await JetStreamFacts.create({ bus, log: silentLog, clock: systemClock });
    await nats.kill('SIGKILL');
    await until(() => !bus.connected || 'still connected');
    const stored = facts.append({
      factId: 'f-away',
      atMs: 3,
      body: { case: 'callHeld', value: { on: false } },
    });
    await nats.restart();
    await stored;
    const all = await replayed(facts);
    assert.equal(all.filter(({ factId }) => factId === 'f-away').length, 1);
  });
});
