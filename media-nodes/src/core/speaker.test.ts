import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock, type SpeakerLevelInit, silentLog } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { EngineRouter, LevelMeter } from '../ports.ts';
import type { Level } from './far.ts';
import { dominant, SpeakerWatch, worthTelling } from './speaker.ts';

const level = (participantId: string, dbov: number, atMs = 0): Level => ({ participantId, dbov, atMs });

describe('who speaks', () => {
  it('MED28 is the loudest of all nodes', () => {
    assert.equal(dominant([level('anna', -40), level('wei', -20)], '', 0), 'wei');
    assert.equal(dominant([], 'anna', 0), '');
    assert.equal(dominant([level('anna', -90), level('', -127)], 'anna', 0), '');
  });

  it('MED28 stays while nobody is clearly louder', () => {
    assert.equal(dominant([level('anna', -30), level('wei', -26)], 'anna', 0), 'anna');
    assert.equal(dominant([level('anna', -30), level('wei', -23)], 'anna', 0), 'wei');
  });

  it('MED28 forgets a level that is no longer told', () => {
    assert.equal(dominant([level('anna', -20, 0)], 'anna', 5_000), 'anna');
    assert.equal(dominant([level('anna', -20, 0)], 'anna', 5_001), '');
  });

  it('MED28 is told to the other nodes on change, and now and then while it goes on', () => {
    assert.ok(!worthTelling(undefined, level('', -127)));
    assert.ok(worthTelling(undefined, level('anna', -30)));
    assert.ok(worthTelling(level('anna', -30), level('wei', -30)));
    assert.ok(!worthTelling(level('anna', -30), level('anna', -33, 400)));
    assert.ok(worthTelling(level('anna', -30), level('anna', -36, 400)));
    assert.ok(worthTelling(level('anna', -30), level('anna', -30, 2_000)));
    assert.ok(!worthTelling(level('', -127), level('', -127, 9_000)));
  });
});

/** A meter that remembers what it measures and speaks when told to. */
class FakeMeter implements LevelMeter {
  readonly measured = new Set<string>();
  closed = false;
  speak: (trackId: string, dbov: number) => void = () => undefined;
  async addProducer({ producerId }: { readonly producerId: string }): Promise<void> {
    this.measured.add(producerId);
  }
  async removeProducer({ producerId }: { readonly producerId: string }): Promise<void> {
    this.measured.delete(producerId);
  }
  close(): void {
    this.closed = true;
  }
  onLoudest(listener: (trackId: string, dbov: number) => void): void {
    this.speak = listener;
  }
  onSilence(): void {}
}

describe('the meter', () => {
  const watch = () => {
    const meters: FakeMeter[] = [];
    const told: SpeakerLevelInit[] = [];
    const changes: string[] = [];
    const createLevelMeter = async (): Promise<LevelMeter> => {
      const meter = new FakeMeter();
      meters.push(meter);
      return meter;
    };
    const speaker = new SpeakerWatch({
      router: { createLevelMeter } as unknown as EngineRouter,
      ...{ clock: new ManualClock(), log: silentLog, farLevels: () => [] },
      speakerOf: (trackId) => `of-${trackId}`,
      tell: (value) => told.push(value),
      changed: (participantId) => changes.push(participantId),
    });
    return { speaker, meters, told, changes };
  };

  it('MED28 measures only while the call has two audio tracks', async () => {
    const { speaker, meters } = watch();
    speaker.observe(new Set(['a']), 1);
    assert.equal(meters.length, 0);
    speaker.observe(new Set(['a']), 2);
    await until(() => meters[0]?.measured.has('a') || 'not measured');
    speaker.observe(new Set(['b', 'c']), 3);
    await until(() => [...(meters[0]?.measured ?? [])].join() === 'b,c' || 'not brought up to date');
    speaker.observe(new Set(['b']), 1);
    await until(() => meters[0]?.closed || 'not closed');
    assert.equal(meters.length, 1);
  });

  it('MED28 tells who began to speak, and that nobody does once it is closed', async () => {
    const { speaker, meters, told, changes } = watch();
    speaker.observe(new Set(['a', 'b']), 2);
    await until(() => meters[0]?.measured.size === 2 || 'not measured');
    meters[0]?.speak('a', -20);
    meters[0]?.speak('b', -18);
    speaker.observe(new Set(), 0);
    await until(() => meters[0]?.closed || 'not closed');
    assert.deepEqual(changes, ['of-a', 'of-b', '']);
    assert.deepEqual(
      told.map(({ participantId }) => participantId),
      ['of-a', 'of-b', ''],
    );
  });
});
