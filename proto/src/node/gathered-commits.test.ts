import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change } from '../directory.ts';
import { WeftError } from '../errors.ts';
import { GatheredCommits } from './gathered-commits.ts';

/** Holds back every commit until it is let go, and keeps what each was of. */
class HeldCommits {
  readonly commits: (readonly Change[])[] = [];
  readonly refused = new Set<string>();
  fails = false;
  #revision = 0;
  #gates: (() => void)[] = [];
  readonly gathered = new GatheredCommits(async (changes) => {
    this.commits.push(changes);
    await new Promise<void>((resolve) => void this.#gates.push(resolve));
    if (this.fails) throw new WeftError('TIMEOUT');
    if (changes.some(({ key }) => this.refused.has(key))) return undefined;
    this.#revision += 1;
    return `${this.#revision}`;
  });

  async letGo(): Promise<void> {
    while (this.#gates.length > 0) {
      for (const gate of this.#gates.splice(0)) gate();
      await new Promise(setImmediate);
    }
  }

  get sizes(): readonly number[] {
    return this.commits.map(({ length }) => length);
  }
}

const put = (key: string, value = ''): Change => ({ do: 'put', key, value });
const check = (key: string): Change => ({ do: 'check', key, expect: 'absent' });

test('the first go at once and each by itself, those that wait go as one', async () => {
  const held = new HeldCommits();
  const all = Array.from({ length: 30 }, (_, one) => held.gathered.transact([put(`k${one}`)]));
  assert.deepEqual(held.sizes, [1, 1]);
  await held.letGo();
  assert.deepEqual(held.sizes, [1, 1, 28]);
  const revisions = await Promise.all(all);
  assert.deepEqual(revisions.slice(0, 3), ['1', '2', '3']);
  assert.equal(new Set(revisions.slice(2)).size, 1);
});

test('one whose expectation does not hold is refused alone', async () => {
  const held = new HeldCommits();
  held.refused.add('k7');
  const all = Array.from({ length: 10 }, (_, one) => held.gathered.transact([put(`k${one}`)]));
  await held.letGo();
  const revisions = await Promise.all(all);
  assert.deepEqual(
    revisions.flatMap((revision, one) => (revision === undefined ? [one] : [])),
    [7],
  );
});

test('those that touch what another writes wait for their own turn, those that only look go along', async () => {
  const held = new HeldCommits();
  const begun = ['a', 'b'].map((key) => held.gathered.transact([put(key)]));
  const all = [
    ...begun,
    held.gathered.transact([put('x'), check('owner')]),
    held.gathered.transact([put('y'), check('owner')]),
    held.gathered.transact([put('x')]),
    held.gathered.transact([put('z'), check('x')]),
    held.gathered.transact([put('owner')]),
  ];
  await held.letGo();
  await Promise.all(all);
  const together = held.commits.map((changes) => changes.map(({ key }) => key).join(' '));
  assert.deepEqual(together.slice(2), ['x owner y owner', 'x', 'z x owner']);
});

test('no transaction is larger than etcd takes', async () => {
  const held = new HeldCommits();
  const large = 'x'.repeat(100_000);
  const all = [
    ...Array.from({ length: 200 }, (_, one) => held.gathered.transact([put(`k${one}`), check('owner')])),
    ...Array.from({ length: 7 }, (_, one) => held.gathered.transact([put(`l${one}`, large)])),
  ];
  await held.letGo();
  await Promise.all(all);
  assert.ok(Math.max(...held.sizes) <= 120, String(held.sizes));
  const characters = held.commits.map((changes) =>
    changes.reduce((sum, change) => sum + (change.do === 'put' ? change.value.length : 0), 0),
  );
  assert.ok(Math.max(...characters) <= 256_000);
});

test('what etcd did not answer is unknown to everybody who was part of it', async () => {
  const held = new HeldCommits();
  held.fails = true;
  const all = Array.from({ length: 8 }, (_, one) => held.gathered.transact([put(`k${one}`)]));
  const settled = Promise.allSettled(all);
  await held.letGo();
  assert.ok((await settled).every(({ status }) => status === 'rejected'));
  assert.deepEqual(held.sizes, [1, 1, 6], 'nothing is tried twice: it may have happened');
});
