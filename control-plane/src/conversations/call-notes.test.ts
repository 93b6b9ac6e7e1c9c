import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CallRecord,
  type CallRecordInit,
  countedIds,
  keys,
  type Log,
  ManualClock,
  silentLog,
  type TimelineEventInit,
  WeftError,
} from '@weft/proto';
import { LiveCalls } from '../calls/live-calls.ts';
import { PaperDirectory } from '../calls/testing/paper-directory.ts';
import { CallNotes } from './call-notes.ts';

const MAX_WAITING = 10_000;
const BATCH = 64;

/** A stream that keeps what is appended back until it is let go. */
class HeldTimeline {
  readonly notes: string[] = [];
  /** How often each note says that its call has moved to another media node. */
  readonly moves: (number | undefined)[] = [];
  fails = false;
  underWay = 0;
  most = 0;
  #gates: (() => void)[] = [];

  async append(event: TimelineEventInit): Promise<void> {
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    const call = event.body?.case === 'callNoted' ? event.body.value.call : undefined;
    // The order is that in which they are handed over.
    this.moves.push(call?.moves);
    const index = this.notes.push(`${call?.callId} ${call?.answeredAtMs} ${call?.endedAtMs}`) - 1;
    await new Promise<void>((resolve) => void this.#gates.push(resolve));
    this.underWay -= 1;
    if (!this.fails) return;
    this.notes[index] = 'refused';
    throw new WeftError('UNAVAILABLE');
  }

  async letGo(): Promise<void> {
    while (this.#gates.length > 0) {
      for (const gate of this.#gates.splice(0)) gate();
      await new Promise(setImmediate);
    }
  }
}

async function rig() {
  const directory = new PaperDirectory();
  const live = await LiveCalls.create({ directory, log: silentLog });
  const timeline = new HeldTimeline();
  const clock = new ManualClock();
  const missing: unknown[] = [];
  const log: Log = {
    ...silentLog,
    error: (fields: { readonly callId?: unknown }) => void missing.push(fields.callId),
  };
  const rest = {
    forget: () => Promise.reject(),
    extent: () => Promise.reject(),
    follow: () => assert.fail(),
  };
  const notes = new CallNotes(
    {
      timeline: { append: (event) => timeline.append(event), ...rest },
      ...{ clock, log, ids: countedIds() },
    },
    live,
  );
  const put = (callId: string, more: CallRecordInit = {}): void =>
    directory.put(
      keys.call(callId),
      CallRecord.toJson({
        ...{ callId, stage: 'queued', requestedAtMs: 1, ...more },
        legs: [{ subjectId: `customer-${callId}`, participant: { role: 'customer' } }],
      }),
    );
  const remove = (callId: string): Promise<unknown> =>
    directory.transact([{ do: 'delete', key: keys.call(callId) }]);
  return { timeline, clock, missing, notes, put, remove };
}

test('calls are noted many at a time, and a call that changes while it waits is noted as it is by then', async () => {
  const { timeline, notes, put } = await rig();
  put('first');
  for (let call = 0; call < 200; call += 1) put(`c${call}`);
  put('c150', { stage: 'active', answeredAtMs: 5 });
  put('c150', { stage: 'ended', answeredAtMs: 5, endedAtMs: 9 });
  assert.deepEqual(timeline.notes, ['first 0 0']);
  await timeline.letGo();
  assert.equal(timeline.most, BATCH);
  assert.equal(timeline.notes.length, 201);
  assert.deepEqual(
    timeline.notes.filter((note) => note.startsWith('c150 ')),
    ['c150 5 9'],
  );
  await notes[Symbol.asyncDispose]();
});

test('the notes of a call keep their order, and the same again is not noted again', async () => {
  const { timeline, notes, put } = await rig();
  put('c1');
  put('c1', { stage: 'active', answeredAtMs: 5 });
  await timeline.letGo();
  put('c1', { stage: 'active', answeredAtMs: 5, held: true });
  put('c1', { stage: 'ended', answeredAtMs: 5, endedAtMs: 9 });
  await timeline.letGo();
  assert.deepEqual(timeline.notes, ['c1 0 0', 'c1 5 0', 'c1 5 9']);
  await notes[Symbol.asyncDispose]();
});

test('each move to another media node is noted, and what was measured of one is not', async () => {
  const { timeline, notes, put } = await rig();
  const move = { participantId: 'participant-1', fromNodeId: 'eu-1', toNodeId: 'ap-1', epoch: 2 };
  const active = { stage: 'active', answeredAtMs: 5 } as const;
  put('c1', active);
  put('c1', { ...active, moves: [move] });
  await timeline.letGo();
  put('c1', { ...active, moves: [{ ...move, audioGapMs: 90 }] });
  put('c1', { ...active, moves: [move, { ...move, fromNodeId: 'ap-1', toNodeId: 'eu-2', epoch: 3 }] });
  await timeline.letGo();
  assert.deepEqual(timeline.moves, [0, 1, 2]);
  await notes[Symbol.asyncDispose]();
});

test('what the stream does not take is written after a pause, as it is by then', async () => {
  const { timeline, clock, notes, put } = await rig();
  timeline.fails = true;
  put('c1');
  put('c2');
  await timeline.letGo();
  put('c1', { stage: 'ended', endedAtMs: 9 });
  timeline.fails = false;
  await timeline.letGo();
  assert.deepEqual(timeline.notes, ['refused'], 'nothing more is tried at once');
  clock.advance(1_000);
  await new Promise(setImmediate);
  await timeline.letGo();
  assert.deepEqual(timeline.notes.slice(1).toSorted(), ['c1 0 9', 'c2 0 0']);
  await notes[Symbol.asyncDispose]();
});

test('calls beyond the bound are left out until there is room, and found again among the records', async () => {
  const { timeline, missing, notes, put, remove } = await rig();
  put('first');
  for (let call = 0; call < MAX_WAITING; call += 1) put(`c${call}`);
  put('beyond');
  put('never');
  put('c7', { stage: 'ended', endedAtMs: 9 });
  await remove('never');
  await remove('c8');
  assert.deepEqual(missing, ['never'], 'its record is gone before there was room');
  await timeline.letGo();
  assert.equal(timeline.notes.length, MAX_WAITING + 2);
  assert.equal(timeline.notes.at(-1), 'beyond 0 0');
  assert.deepEqual(
    timeline.notes.filter((note) => note.startsWith('c7 ') || note.startsWith('c8 ')),
    ['c7 0 9', 'c8 0 0'],
  );
  await remove('beyond');
  assert.deepEqual(missing, ['never']);
  await notes[Symbol.asyncDispose]();
});

test('who stops waits for what is being written, and not for what waits or for a pause', async () => {
  const { timeline, notes, put } = await rig();
  timeline.fails = true;
  put('c1');
  await timeline.letGo();
  put('c2');
  await notes[Symbol.asyncDispose]();
  assert.deepEqual(timeline.notes, ['refused']);
});
