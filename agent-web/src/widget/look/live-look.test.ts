import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '@weft/proto';
import { createCell } from '../../state/cell.ts';
import { PLAIN_LOOK } from '../../state/look.ts';
import { memoryStore } from '../../state/storage.ts';
import { settle } from '../../state/testing/fake-ask.ts';
import type { Look } from '../../state/types.ts';
import { LiveLook } from './live-look.ts';

const RED: Look = { ...PLAIN_LOOK, colour: '#7a1f5c' };

function setUp({ seen = false, store = memoryStore() } = {}) {
  const clock = new ManualClock();
  const sight = createCell(seen);
  const told: Look[] = [];
  const service = { look: RED, asked: 0, away: false };
  const fetch = async (): Promise<Look> => {
    service.asked += 1;
    if (service.away) throw new Error('away');
    return service.look;
  };
  const look = new LiveLook({ fetch, store, clock, seen: sight, told: (one) => told.push(one) });
  return { clock, sight, told, service, store, look };
}

test('a look that is not known yet, and one that cannot be had, is Weft’s own at once', async () => {
  const { look, service, told } = setUp();
  service.away = true;
  look.open();
  assert.deepEqual(look.get(), PLAIN_LOOK);
  await settle();
  assert.deepEqual([look.get(), told.length], [PLAIN_LOOK, 0]);
});

test('the look of the last visit is there from the first moment of the next', async () => {
  const first = setUp();
  first.look.open();
  await settle();
  assert.equal(first.look.get().colour, '#7a1f5c');
  const next = setUp({ store: first.store });
  assert.equal(next.look.get().colour, '#7a1f5c');
  next.service.away = true;
  next.look.open();
  await settle();
  assert.equal(next.look.get().colour, '#7a1f5c', 'what cannot be asked changes nothing');
});

test('a store with rubbish in it is a look of nobody', () => {
  for (const kept of ['{"colour":', '7', 'null', '{"colour":"red"}']) {
    const store = memoryStore();
    store.set('weft-look', kept);
    assert.deepEqual(setUp({ store }).look.get(), PLAIN_LOOK);
  }
});

test('a widget that is seen follows every ten seconds, and one that is not asks for nothing', async () => {
  const { look, service, sight, clock, told } = setUp();
  look.open();
  await settle();
  clock.advance(60_000);
  assert.equal(service.asked, 1);
  sight.set(true);
  await settle();
  assert.equal(service.asked, 2, 'the next opening asks');
  service.look = { ...RED, calls: false };
  clock.advance(10_000);
  await settle();
  assert.deepEqual([look.get().calls, service.asked], [false, 3]);
  sight.set(false);
  clock.advance(60_000);
  await settle();
  assert.equal(service.asked, 3);
  assert.deepEqual(
    told.map(({ calls }) => calls),
    [true, false],
    'the page around it is told what is new, once',
  );
});

test('one that is seen from the start asks once for its start', async () => {
  const { look, service } = setUp({ seen: true });
  look.open();
  await settle();
  assert.equal(service.asked, 1);
});
