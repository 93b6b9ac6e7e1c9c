import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type CursorInit, SessionPush, SharedPush, subjects } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { FrameClient, marks, Rig } from './testing/index.ts';

const SOURCE = 'control-1.a';

let rig: Rig;

before(async () => {
  rig = await Rig.create();
});

after(async () => {
  await rig[Symbol.asyncDispose]();
});

/** Publishes so many numbers to these sessions, from 1 on: every third one to each alone, the others to all at once. */
function publish(sessionIds: readonly string[], from: number, to: number): void {
  for (let mark = from; mark <= to; mark++) {
    const value = new Uint8Array(4);
    new DataView(value.buffer).setUint32(0, mark);
    const push = { source: { case: 'control', value }, sourceId: SOURCE } as const;
    if (mark % 3 !== 0) {
      const sourceSeqs = sessionIds.map(() => mark);
      rig.bus.publish(subjects.shared, SharedPush.encode({ ...push, sessionIds, sourceSeqs }));
      continue;
    }
    for (const id of sessionIds)
      rig.bus.publish(subjects.session(id), SessionPush.encode({ ...push, sourceSeq: mark }));
  }
}

const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1);

describe('pushes for many at real edges', () => {
  it('SIG39 SIG56 reach sessions of every edge in order, and none is lost or doubled where one goes on at an edge just started', async () => {
    const first = await rig.edge({ ID: 'eu-edge-1' });
    const [one, two] = [await rig.client(first), await rig.client(first)];
    const sessionIds = [one.ready.sessionId, two.ready.sessionId];
    publish(sessionIds, 1, 50);
    await until(() => marks(one.client).length === 50 || `${marks(one.client).length} of 50`);
    // The client is cut off; what comes now it has to ask another edge for.
    await one.client.drop();
    publish(sessionIds, 51, 80);
    await until(() => marks(two.client).length === 80 || `${marks(two.client).length} of 80`);

    await using second = await rig.edge({ ID: 'eu-edge-2' });
    publish(sessionIds, 81, 90);
    const cursors: CursorInit[] = [{ sourceId: SOURCE, sourceSeq: 50 }];
    const resume = { ...one.ready, lastSeq: one.client.seqs.at(-1) ?? 0, cursors };
    const again = await FrameClient.connect(second.url, { token: await rig.mint.token(), resume });
    assert.equal(again.ready.resumed, true);
    publish(sessionIds, 91, 120);
    await until(() => marks(two.client).length === 120 || `${marks(two.client).length} of 120`);
    const had = (): readonly number[] => [...marks(one.client), ...marks(again.client)];
    await until(() => had().length >= 120 || `${had().length} of 120`);
    assert.deepEqual(had(), upTo(120));
    assert.deepEqual(marks(two.client), upTo(120));
    assert.deepEqual([...one.client.seqs, ...again.client.seqs], upTo(120));
    await again.client.drop();
    await two.client.drop();
    await first[Symbol.asyncDispose]();
  });
});
