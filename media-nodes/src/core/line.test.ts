import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Line } from './line.ts';

describe('a line', () => {
  it('MED8 does one thing after the other, also after a failure', async () => {
    const line = new Line(10);
    const done: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = line.run(async () => {
      await gate.promise;
      done.push('first');
      throw new Error('failed');
    });
    const second = line.run(async () => done.push('second'));
    gate.resolve();
    await assert.rejects(first, /failed/);
    await second;
    assert.deepEqual(done, ['first', 'second']);
    assert.ok(line.idle);
  });

  it('MED33 refuses what would wait too long', async () => {
    const line = new Line(2);
    const gate = Promise.withResolvers<void>();
    const running = [line.run(() => gate.promise), line.run(() => gate.promise)];
    await assert.rejects(
      line.run(async () => undefined),
      { code: 'RATE_LIMITED' },
    );
    gate.resolve();
    await Promise.all(running);
    await line.run(async () => undefined);
  });
});
