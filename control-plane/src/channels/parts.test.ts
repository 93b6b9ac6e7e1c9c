import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Sent } from './channel.ts';
import { Parts } from './parts.ts';

const LATER = { is: 'later', code: 'busy', afterMs: 0, throttled: true } as const;
const WORDS = ['one', 'two', 'three'];

/** A vendor that answers with these in turn, and takes what comes after them. */
function vendor(...answers: readonly (Sent | undefined)[]) {
  const left = [...answers];
  const got: string[] = [];
  const send = (part: string): Promise<Sent | undefined> => {
    got.push(part);
    return Promise.resolve(left.shift());
  };
  return { got, send };
}

describe('a message that goes part by part', () => {
  it('goes in order, and on from the part that was not taken', async () => {
    const parts = new Parts();
    const { got, send } = vendor(undefined, LATER);
    assert.deepEqual(await parts.send('m', WORDS, send), { ...LATER, partly: true });
    assert.deepEqual(await parts.send('m', WORDS, send), { is: 'sent', carrierIds: [], segments: 3 });
    assert.deepEqual(got, ['one', 'two', 'two', 'three']);
  });

  it('is not said to have gone in part when its first part was not taken', async () => {
    const { send } = vendor(LATER);
    assert.deepEqual(await new Parts().send('m', WORDS, send), LATER);
  });

  it('begins anew after it was refused, was sent, or another instance had it', async () => {
    const parts = new Parts();
    const refused = { is: 'refused', code: 'no' } as const;
    const { got, send } = vendor(undefined, refused, undefined, undefined, undefined, undefined, LATER);
    assert.deepEqual(await parts.send('m', WORDS, send), refused);
    await parts.send('m', WORDS, send);
    await parts.send('m', WORDS, send);
    parts.forget();
    await parts.send('m', WORDS, send);
    assert.deepEqual(got.map((part) => part[0]).join(''), 'ot' + 'ott' + 'ot' + 'ott');
  });

  it('is one of many: of the oldest of a thousand under way it is forgotten how far it got', async () => {
    const parts = new Parts();
    for (let at = 0; at <= 1_000; at += 1) await parts.send(`m-${at}`, WORDS, vendor(undefined, LATER).send);
    const [first, second] = [vendor(), vendor()];
    await parts.send('m-1', WORDS, second.send);
    await parts.send('m-0', WORDS, first.send);
    assert.deepEqual([first.got.length, second.got.length], [3, 2]);
  });
});
