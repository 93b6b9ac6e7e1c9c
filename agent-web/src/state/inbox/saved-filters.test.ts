import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConversationFilter, ManualClock, silentLog, WeftError } from '@weft/proto';
import { settle } from '../testing/fake-ask.ts';
import type { SavedFilter } from '../types.ts';
import { AgentSavedFilters } from './saved-filters.ts';

const filter = ConversationFilter.create({ channels: ['sms'] });

function setUp(stored: readonly string[] = []) {
  const clock = new ManualClock();
  let names = stored;
  let asked = 0;
  const filters = new AgentSavedFilters({
    clock,
    log: silentLog,
    crm: {
      filters: async () => {
        asked += 1;
        return names.map(
          (name): SavedFilter => ({
            ...{ filterId: name, name, view: 'all', filter, shared: false, count: asked },
          }),
        );
      },
      saveFilter: async ({ name }) => {
        if (names.includes(name)) throw new WeftError('CONFLICT');
        names = [...names, name];
      },
      renameFilter: async (filterId, name) => {
        names = names.map((one) => (one === filterId ? name : one));
      },
      removeFilter: async (filterId) => {
        names = names.filter((one) => one !== filterId);
      },
    },
  });
  const shown = (): readonly string[] => filters.get().map(({ name }) => name);
  return { clock, filters, shown, asked: () => asked };
}

describe('saved filters', () => {
  it('are saved, renamed and removed, and shown as the store has them then', async () => {
    const { filters, shown } = setUp();
    assert.equal(await filters.save(' Texts ', 'all', filter, false), undefined);
    await settle();
    assert.deepEqual(shown(), ['Texts']);
    const refused = await filters.save('Texts', 'all', filter, false);
    assert.ok(refused?.name === 'fault' && refused.code === 'CONFLICT');
    await filters.rename('Texts', '短信');
    await settle();
    assert.deepEqual(shown(), ['短信']);
    await filters.remove('短信');
    await settle();
    assert.deepEqual(shown(), []);
  });

  it('are counted again a while after something happened, once for many things', async () => {
    const { clock, filters, asked } = setUp(['Texts']);
    filters.renew();
    await settle();
    for (let i = 0; i < 50; i += 1) filters.stale();
    clock.advance(4_000);
    assert.equal(asked(), 1);
    clock.advance(2_000);
    await settle();
    assert.deepEqual([asked(), filters.get()[0]?.count], [2, 2]);
    filters.stale();
    clock.advance(6_000);
    assert.equal(asked(), 3);
  });

  it('of nobody are not asked for, nor shown after signing out', async () => {
    const none = setUp();
    none.filters.renew();
    await settle();
    none.filters.stale();
    none.clock.advance(60_000);
    assert.equal(none.asked(), 1);
    const { filters, shown } = setUp(['Texts']);
    filters.renew();
    filters.clear();
    await settle();
    assert.deepEqual(shown(), []);
  });
});
