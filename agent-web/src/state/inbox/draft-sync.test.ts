import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock, silentLog, WeftError } from '@weft/proto';
import { memoryStore } from '../storage.ts';
import { settle } from '../testing/fake-ask.ts';
import { DraftSync } from './draft-sync.ts';
import { Drafts, type DraftThere } from './drafts.ts';

const TELL_AFTER_MS = 1_500;
const words = (reply: string) => ({ mode: 'reply', reply, note: '' }) as const;

/** A browser of an agent, and the control plane that all of these may share. */
function browser(there = new Map<string, DraftThere>()) {
  const clock = new ManualClock();
  const drafts = new Drafts(memoryStore(), () => 'anna', clock);
  const told: string[] = [];
  const changed: string[] = [];
  const reach = { fails: false };
  const sync = new DraftSync({
    ...{ drafts, clock, log: silentLog },
    crm: {
      drafts: () => Promise.resolve([...there.values()]),
      putDraft: (draft) => {
        if (reach.fails) return Promise.reject(new WeftError('UNAVAILABLE'));
        told.push(draft.reply);
        if (draft.reply === '') there.delete(draft.conversationId);
        else there.set(draft.conversationId, draft);
        return Promise.resolve();
      },
    },
    changed: (ids) => changed.push(...ids),
  });
  const write = (conversationId: string, reply: string): void => {
    drafts.set(conversationId, words(reply));
    sync.written();
  };
  return { clock, drafts, told, changed, reach, sync, write, there };
}

describe("drafts at an agent's browsers", () => {
  it('are told a moment after the first key, as they are then', async () => {
    const { clock, told, write } = browser();
    write('a', 'D');
    clock.advance(TELL_AFTER_MS - 1);
    write('a', 'Dear');
    await settle();
    assert.deepEqual(told, []);
    clock.advance(1);
    await settle();
    assert.deepEqual(told, ['Dear']);
  });

  it('are found at the next one, and gone there when they were sent', async () => {
    const office = browser();
    office.write('a', 'Dear');
    office.clock.advance(TELL_AFTER_MS);
    await settle();
    const home = browser(office.there);
    home.sync.renew();
    await settle();
    assert.deepEqual([home.drafts.of('a').reply, home.changed], ['Dear', ['a']]);
    home.clock.advance(10_000);
    home.write('a', '');
    home.clock.advance(TELL_AFTER_MS);
    await settle();
    office.sync.renew();
    await settle();
    assert.deepEqual([office.drafts.of('a').reply, office.changed], ['', ['a']]);
  });

  it('are told with the next session when they could not be told', async () => {
    const { clock, reach, sync, told, write } = browser();
    reach.fails = true;
    write('a', 'Dear');
    clock.advance(TELL_AFTER_MS);
    await settle();
    reach.fails = false;
    sync.renew();
    await settle();
    assert.deepEqual(told, ['Dear']);
  });

  it('are told no more once nobody is signed in', async () => {
    const { clock, sync, told, write } = browser();
    write('a', 'Dear');
    sync.clear();
    clock.advance(TELL_AFTER_MS);
    await settle();
    assert.deepEqual(told, []);
  });
});
