import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { systemClock } from '../clock.ts';
import { factName } from '../facts.ts';
import { FactRecord } from '../gen/facts.ts';
import { silentLog } from '../log.ts';
import { subjects } from '../subjects.ts';
import { startNats, type TestServer, until } from '../testing/index.ts';
import { partitionOf } from '../timeline.ts';
import { appendTo } from './jetstream-append.ts';
import { JetStreamFacts } from './jetstream-facts.ts';
import { JetStreamTimeline } from './jetstream-timeline.ts';
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

  it('tells whoever waits for an answer that the bus was closed', async () => {
    const bus = await open('closing');
    using _listening = bus.subscribe('t.mute', () => undefined);
    const asked = assert.rejects(bus.request('t.mute', bytes(''), { timeoutMs: 60_000 }), {
      code: 'UNAVAILABLE',
    });
    await bus.flush();
    await bus[Symbol.asyncDispose]();
    await asked;
    await assert.rejects(bus.request('t.mute', bytes('')), { code: 'UNAVAILABLE' });
  });

  it('tells that no stream takes a message, and why one does not', async () => {
    await using bus = await open('append');
    const asking = { messageId: 'm-1', timeoutMs: 5_000 };
    await assert.rejects(appendTo(bus, 't.no-stream', bytes('a'), asking), { code: 'NO_RESPONDER' });
    const { streams } = await jetstreamManager(bus.connection);
    await streams.add({ name: 'SMALL', subjects: ['t.small'], max_msg_size: 1_000 });
    await appendTo(bus, 't.small', bytes('a'), asking);
    await appendTo(bus, 't.small', bytes('a'), asking);
    assert.equal((await streams.info('SMALL')).state.messages, 1, 'the same id is stored once');
    await assert.rejects(
      appendTo(bus, 't.small', bytes('a'.repeat(2_000)), { ...asking, messageId: 'm-2' }),
      {
        code: 'UNAVAILABLE',
        message: /exceed/,
      },
    );
  });

  it('keeps the order of what is published, asked and answered, however much it is', async () => {
    await using bus = await open('order');
    const heard: string[] = [];
    using _hearing = bus.subscribe('t.order', (message) => {
      heard.push(text(message.data));
      bus.publish('t.echoed', message.data);
      message.respond(bytes('heard'));
    });
    const echoed: string[] = [];
    using _echoed = bus.subscribe('t.echoed', ({ data }) => void echoed.push(text(data)));
    for (let one = 0; one < 1_500; one += 1) bus.publish('t.order', bytes(`${one}`));
    const answer = bus.request('t.order', bytes('asked'));
    bus.publish('t.order', bytes('last'));
    assert.equal(text(await answer), 'heard');
    assert.ok(echoed.includes('asked'), 'what was said before the answer came before it');
    await bus.flush();
    const expected = [...Array.from({ length: 1_500 }, (_, one) => `${one}`), 'asked', 'last'];
    assert.deepEqual(heard, expected);
  });

  it('refuses what is larger than the server takes, and nothing else suffers', async () => {
    await using bus = await open('large');
    const large = new Uint8Array(2 * 1_024 * 1_024);
    assert.throws(() => bus.publish('t.large', large), { code: 'UNAVAILABLE' });
    await assert.rejects(bus.request('t.large', large), { code: 'UNAVAILABLE' });
    await assert.rejects(bus.request('t.nobody', bytes('')), { code: 'NO_RESPONDER' });
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

  it('goes on after what cannot be read, writes it down and counts it', async () => {
    const errors: unknown[] = [];
    const log = { ...silentLog, error: (fields: object) => void errors.push(fields) };
    await using bus = await NatsBus.create({ servers: nats.url, name: 'damaged', log });
    await using facts = await JetStreamFacts.create({ bus, log: silentLog, clock: systemClock });
    const held = (factId: string) =>
      facts.append({ factId, atMs: 5, callId: 'c-d', body: { case: 'callHeld', value: { on: true } } });
    const damaged = new Uint8Array([0x0a, 0xff]);
    await held('d-1');
    const { seq } = await jetstream(bus.connection).publish(subjects.fact(factName('callHeld')), damaged);
    await held('d-2');
    const ids = (await replayed(facts, ['callHeld'])).map(({ factId }) => factId);
    assert.deepEqual(
      ids.filter((factId) => factId.startsWith('d-')),
      ['d-1', 'd-2'],
    );
    assert.equal(bus.unreadable, 1);
    assert.match(JSON.stringify(errors), new RegExp(`"seq":${seq},"error":"`));

    // What nobody keeps is not let go in silence either.
    const got: string[] = [];
    using _ = bus.subscribe('weft.damaged.test', ({ data }) => got.push(FactRecord.decode(data).factId));
    bus.publish('weft.damaged.test', damaged);
    bus.publish('weft.damaged.test', FactRecord.encode({ factId: 'whole' }));
    await until(() => got.length === 1 || 'the whole one has not come');
    assert.deepEqual([got, bus.unreadable], [['whole'], 2]);
  });

  it('gives an event that cannot be read as nothing in its place, and counts it', async () => {
    await using bus = await open('damaged-timeline');
    const timeline = await JetStreamTimeline.create({ bus, log: silentLog, clock: systemClock });
    await timeline.append({ eventId: 'before', conversationId: 'conv-d' }, 'before');
    const partition = partitionOf('conv-d');
    const damaged = new Uint8Array([0x0a, 0xff]);
    await jetstream(bus.connection).publish(subjects.timeline(partition, 'conv-d'), damaged);
    await timeline.append({ eventId: 'after', conversationId: 'conv-d' }, 'after');
    const read: string[] = [];
    for await (const batch of timeline.follow(partition, 0, 10)) {
      read.push(...batch.map(({ event }) => event.eventId));
      if (read.at(-1) === 'after') break;
    }
    assert.deepEqual([read, bus.unreadable], [['before', '', 'after'], 1]);
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
