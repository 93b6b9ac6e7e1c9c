import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Item, partitionOf, silentLog, systemClock, type TimelineEvent, uuidIds } from '@weft/proto';
import { JetStreamTimeline, NatsBus } from '@weft/proto/node';
import { startNats, type TestServer, until } from '@weft/proto/testing';
import { PushCount } from '../calls/push-count.ts';
import { Sessions } from '../calls/sessions.ts';
import type { ConversationContext } from './context.ts';
import { PartitionOwner } from './partition-owner.ts';
import { CONVERSATION, CUSTOMER, event, says } from './testing/events.ts';
import { MemoryTimelines } from './testing/memory-timelines.ts';
import { noService, nowhere } from './testing/nowhere.ts';
import type { Applied, ConversationChange, Position } from './timeline-store.ts';

const PARTITION = partitionOf(CONVERSATION);

/** A store in which a named text breaks the transaction, as a defect of ours would. */
class BrittleTimelines extends MemoryTimelines {
  override apply(
    partition: number,
    from: Position,
    to: Position,
    changes: readonly ConversationChange[],
  ): Promise<Applied> {
    const breaks = changes.some(({ items }) => items.some(({ body }) => body?.value === 'poison'));
    return breaks ? Promise.reject(new RangeError('broken')) : super.apply(partition, from, to, changes);
  }
}

/** A store whose carrier is being given what is edited. */
class TakenTimelines extends MemoryTimelines {
  override apply(
    partition: number,
    from: Position,
    to: Position,
    changes: readonly ConversationChange[],
  ): Promise<Applied> {
    const eventIds = changes.flatMap(({ records }) => records.flatMap(({ mended }) => mended?.eventId ?? []));
    if (eventIds.length > 0) return Promise.resolve({ is: 'taken', eventIds });
    return super.apply(partition, from, to, changes);
  }
}

describe('the owner of a partition', () => {
  let nats: TestServer;
  let bus: NatsBus;
  let timeline: JetStreamTimeline;
  let sent = 0;

  before(async () => {
    nats = await startNats();
    bus = await NatsBus.create({ servers: nats.url, name: 'test', log: silentLog });
    timeline = await JetStreamTimeline.create({ bus, log: silentLog, clock: systemClock });
  });
  after(async () => {
    await bus[Symbol.asyncDispose]();
    await nats[Symbol.asyncDispose]();
  });

  const contextOf = (store: MemoryTimelines): ConversationContext => ({
    ...{ instanceId: 'test', timeline, store, bus, clock: systemClock, ids: uuidIds, log: silentLog },
    agents: { get: () => undefined, all: () => [], onChange: () => ({ [Symbol.dispose]: () => undefined }) },
    routing: { graceMs: 0, assign: () => [], onChange: () => ({ [Symbol.dispose]: () => undefined }) },
    files: { remove: () => Promise.resolve() },
    ...noService,
    outgoing: nowhere,
    sessions: new Sessions(bus, new PushCount('test', 1)),
  });
  /** A store that takes nothing of what earlier tests wrote: its position is after it. */
  const emptyStore = async (store = new MemoryTimelines()): Promise<MemoryTimelines> => {
    // The server of the test before may just be back.
    await until(() => timeline.extent().then(() => true as const), { timeoutMs: 30_000 });
    const { streamId, last } = await timeline.extent();
    const at = (position: number): Position => ({ streamId, at: position });
    await store.apply(PARTITION, at(0), at(last), []);
    return store;
  };
  const append = (event: TimelineEvent) => timeline.append(event, event.eventId);
  const appendTexts = async (total: number): Promise<readonly string[]> => {
    const texts: string[] = [];
    for (let left = total; left > 0; left -= 1) {
      sent += 1;
      texts.push(`text ${sent}`);
      await append(says(`text ${sent}`));
    }
    return texts;
  };
  const textsIn = (store: MemoryTimelines) => store.allOf(CONVERSATION).map(({ body }) => body?.value);
  const untilApplied = (store: MemoryTimelines, total: number) =>
    until(() => textsIn(store).length >= total || `${textsIn(store).length} of ${total}`, {
      timeoutMs: 30_000,
    });

  it('looks for what an owner before left unsent, and hands over what it commits', async () => {
    const store = await emptyStore();
    const handed: string[] = [];
    const outgoing = {
      sweep: (partition: number) => Promise.resolve(void handed.push(`sweep ${partition}`)),
      hand: (items: readonly Item[]) =>
        Promise.resolve(
          void handed.push(
            ...items.map(({ clientId }) => `${clientId} of ${store.allOf(CONVERSATION).length}`),
          ),
        ),
    };
    await using _owner = new PartitionOwner({ ...contextOf(store), outgoing }, PARTITION);
    sent += 1;
    await append(says(`text ${sent}`, 'goes-out'));
    await until(() => handed.length >= 2 || 'not handed over');
    // The item was in the store by then.
    assert.deepEqual(handed, [`sweep ${PARTITION}`, 'goes-out of 1']);
  });

  it('applies what was there and what comes, in order', async () => {
    const store = await emptyStore();
    const before = await appendTexts(5);
    await using _owner = new PartitionOwner(contextOf(store), PARTITION);
    const later = await appendTexts(300);
    await untilApplied(store, 305);
    assert.deepEqual(textsIn(store), [...before, ...later]);
  });

  it('refuses an edit of what a carrier is given, and applies what came with it', async () => {
    const store = await emptyStore(new TakenTimelines());
    const anna = { kind: 'agent', id: 'anna', displayName: 'Anna' } as const;
    sent += 1;
    const body = { case: 'text', value: `text ${sent}` } as const;
    const posted = { clientId: `sms ${sent}`, channel: 'sms', body } as const;
    await append(says('hello'));
    await append(event(anna, { case: 'itemPosted', value: posted }));
    const seq = 3;
    await append(event(anna, { case: 'itemEdited', value: { seq, text: 'other' } }));
    await append(says('goodbye'));
    await using _owner = new PartitionOwner(contextOf(store), PARTITION);
    await until(() => textsIn(store).includes('goodbye') || JSON.stringify(textsIn(store)));
    assert.ok(textsIn(store).includes(`text ${sent}`) && !textsIn(store).includes('other'));
  });

  it('applies each event once, though two believe to be the owner', async () => {
    const store = await emptyStore();
    await using _one = new PartitionOwner(contextOf(store), PARTITION);
    await using _two = new PartitionOwner(contextOf(store), PARTITION);
    const texts = await appendTexts(200);
    await untilApplied(store, 200);
    assert.deepEqual(textsIn(store), texts);
    assert.equal(store.headsById.get(CONVERSATION)?.revision, 200);
  });

  it('goes on where the one before it was', async () => {
    const store = await emptyStore();
    const texts: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      await using _owner = new PartitionOwner(contextOf(store), PARTITION);
      texts.push(...(await appendTexts(10)));
    }
    await using _owner = new PartitionOwner(contextOf(store), PARTITION);
    await untilApplied(store, 50);
    assert.deepEqual(textsIn(store), texts);
  });

  it('lets what is written wait in the stream while the store is away', async () => {
    const store = await emptyStore();
    await using _owner = new PartitionOwner(contextOf(store), PARTITION);
    const before = await appendTexts(3);
    await untilApplied(store, 3);
    store.away = true;
    const meanwhile = await appendTexts(20);
    assert.deepEqual(textsIn(store), before);
    store.away = false;
    await untilApplied(store, 23);
    assert.deepEqual(textsIn(store), [...before, ...meanwhile]);
  });

  it('loses and doubles nothing when nats-server is killed and comes back', async () => {
    const store = await emptyStore();
    await using _owner = new PartitionOwner(contextOf(store), PARTITION);
    const texts: string[] = [];
    const writing = (async () => {
      for (let turn = 0; turn < 60; turn += 1) {
        sent += 1;
        const event = says(`text ${sent}`);
        texts.push(`text ${sent}`);
        // As a page does: the same again until it is taken.
        await until(() => append(event).then(() => true as const), { timeoutMs: 60_000 });
      }
    })();
    for (let kills = 0; kills < 3; kills += 1) {
      const reached = textsIn(store).length + 5;
      await until(() => textsIn(store).length >= Math.min(60, reached) || 'not there yet', {
        timeoutMs: 30_000,
      });
      await nats.kill('SIGKILL');
      await nats.restart();
    }
    await writing;
    await untilApplied(store, 60);
    assert.deepEqual(textsIn(store), texts);
  });

  it('leaves out an event that our own defect makes impossible, and no other', async () => {
    const store = await emptyStore(new BrittleTimelines());
    const before = await appendTexts(3);
    await append(says('poison'));
    const later = await appendTexts(3);
    await using _owner = new PartitionOwner(contextOf(store), PARTITION);
    await untilApplied(store, 6);
    assert.deepEqual(textsIn(store), [...before, ...later]);
  });

  it('takes out of the stream what was deleted or edited, and nothing that is still to be applied', async () => {
    const store = await emptyStore();
    const secret = says('4111 1111 1111 1111');
    await append(secret);
    await append(event(CUSTOMER, { case: 'itemEdited', value: { seq: 1, text: '' } }));
    await using _owner = new PartitionOwner(contextOf(store), PARTITION);
    await until(() => store.allOf(CONVERSATION)[0]?.deleted === true || 'not deleted');
    await appendTexts(3);
    await untilApplied(store, 4);
    const reader = timeline.follow(PARTITION, 0, 1_000);
    const left: unknown[] = [];
    for await (const batch of reader) {
      for (const {
        event: { body },
      } of batch)
        left.push(body?.case === 'itemPosted' ? body.value.body?.value : body?.case);
      if (left.length >= 3) break;
    }
    assert.ok(!left.includes('4111 1111 1111 1111'), left.join());
  });

  it('begins anew with a stream that began anew', async () => {
    const store = new MemoryTimelines();
    const at = (position: number): Position => ({ streamId: 'a stream of before', at: position });
    await store.apply(PARTITION, at(0), at(1_000_000), []);
    await using _owner = new PartitionOwner(contextOf(store), PARTITION);
    await until(() => textsIn(store).length > 2 || 'nothing is read');
  });
});
