import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type InboundArrivalInit, ManualClock, silentLog, WeftError } from '@weft/proto';
import type { Arrival } from '../channel.ts';
import { kindOf } from '../kinds.ts';
import { PaperCarrier } from '../testing/paper-channel.ts';
import { Inlet, type InletOptions } from './inlet.ts';
import { RightOfWay } from './right-of-way.ts';

const account = kindOf(new PaperCarrier().channel()).bind('paper', 'Paper', { token: 'secret' });
const turn = (): Promise<void> => new Promise((go) => setImmediate(go));

const said = (sourceId: string, from: string): Arrival => ({
  ...{ is: 'message', sourceId, atMs: 1, text: sourceId, files: [], inReplyTo: [] },
  from: { kind: 'phone', value: from, shown: from, displayName: '', also: [] },
});

/** A stream that stores when it is let. */
function rig() {
  const asked: { readonly sourceId: string; readonly end: (error?: Error) => void }[] = [];
  const publish = ({ sourceId = '' }: InboundArrivalInit): Promise<void> =>
    new Promise((resolve, reject) => {
      asked.push({ sourceId, end: (error) => (error === undefined ? resolve() : reject(error)) });
    });
  const clock = new ManualClock();
  const options = { work: { publish }, files: {}, way: new RightOfWay(clock), clock, log: silentLog };
  const inlet = new Inlet(options as unknown as InletOptions);
  const ids = (): readonly string[] => asked.map(({ sourceId }) => sourceId);
  return { inlet, asked, ids };
}

test('what one person says goes to the stream one after the other, and nobody else waits for it', async () => {
  const { inlet, asked, ids } = rig();
  const taken = [said('a-1', 'a'), said('a-2', 'a'), said('b-1', 'b')].map((one) =>
    inlet.take(account, [one]),
  );
  await turn();
  assert.deepEqual(ids(), ['a-1', 'b-1']);
  asked[0]?.end();
  await turn();
  assert.deepEqual(ids(), ['a-1', 'b-1', 'a-2']);
  for (const { end } of asked) end();
  await Promise.all(taken);
});

test('what is behind something that was not taken is not taken, so that both come again in order', async () => {
  const { inlet, asked, ids } = rig();
  const taken = [said('a-1', 'a'), said('a-2', 'a')].map((one) => inlet.take(account, [one]));
  const outcomes = Promise.allSettled(taken);
  await turn();
  asked[0]?.end(new WeftError('UNAVAILABLE'));
  assert.deepEqual(
    (await outcomes).map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  const again = [said('a-1', 'a'), said('a-2', 'a')].map((one) => inlet.take(account, [one]));
  await turn();
  asked[1]?.end();
  await turn();
  asked[2]?.end();
  await Promise.all(again);
  assert.deepEqual(ids(), ['a-1', 'a-1', 'a-2']);
});
