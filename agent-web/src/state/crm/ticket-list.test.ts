import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock, silentLog, WeftError } from '@weft/proto';
import { settle } from '../testing/fake-ask.ts';
import { fakeDesk } from '../testing/fake-desk.ts';
import type { TicketRow } from '../types.ts';
import type { Crm } from './crm.ts';
import { AgentTicketList } from './ticket-list.ts';

const row = (number: number, changes: Partial<TicketRow> = {}): TicketRow => ({
  ...{ ticketId: `t-${number}`, number, revision: 1, subject: `S${number}`, state: 'open', ownerId: '' },
  ...{ changedAtMs: 1, createdAtMs: 1, contactId: '', contactName: '', ...changes },
});

async function setUp(crm: Partial<Crm>) {
  const clock = new ManualClock();
  const parts = { crm: { ...fakeDesk().crm, ...crm }, agentId: () => 'anna', clock, log: silentLog };
  const list = new AgentTicketList(parts);
  await settle();
  return { clock, list, numbers: () => list.get().rows.map(({ number }) => number) };
}

describe('the tickets of everybody', () => {
  it('begin with what the agent is to do, and go on page by page', async () => {
    const asked: unknown[] = [];
    const { list, numbers } = await setUp({
      allTickets: async (wish, agentId, beyond) => {
        asked.push([wish.whose, wish.state, agentId, beyond]);
        return beyond === 0 ? { rows: [row(9), row(8)], beyond: 8 } : { rows: [row(7)], beyond: 0 };
      },
    });
    list.more();
    list.more();
    await settle();
    assert.deepEqual(numbers(), [9, 8, 7]);
    list.more();
    await settle();
    assert.deepEqual(asked, [
      ['mine', 'unsettled', 'anna', 0],
      ['mine', 'unsettled', 'anna', 8],
    ]);
  });

  it('never mix pages of two wishes, however fast they are pressed', async () => {
    const asked: string[] = [];
    const { clock, list, numbers } = await setUp({
      allTickets: async ({ search }, _, beyond) => {
        asked.push(`${search}/${beyond}`);
        return search === '' ? { rows: [row(9)], beyond: 9 } : { rows: [row(3)], beyond: 0 };
      },
    });
    list.wish({ search: 'lamp' });
    // The words are there before they are searched: what the next page would be is not known.
    list.more();
    await settle();
    assert.equal(list.get().loading, 'first');
    clock.advance(200);
    await settle();
    assert.deepEqual([asked, numbers()], [['/0', 'lamp/0'], [3]]);
  });

  it('keep a changed ticket in its place, and show another’s change where it was first', async () => {
    let listed = [row(9), row(8)];
    const { list } = await setUp({
      allTickets: async () => ({ rows: listed, beyond: 0 }),
      changeTicket: async (ticketId, revision, changes) => {
        if (ticketId === 't-9') return { ...row(9), ...changes, revision: revision + 1 };
        listed = [row(9), row(8, { revision: 4, state: 'closed' })];
        throw new WeftError('CONFLICT');
      },
    });
    list.change(row(9), { state: 'solved' });
    await settle();
    assert.deepEqual([list.get().rows[0]?.state, list.get().rows[0]?.revision], ['solved', 2]);
    list.change(row(8), { ownerId: 'anna' });
    await settle();
    assert.deepEqual([list.get().rows[1]?.state, list.get().rows[1]?.ownerId], ['closed', '']);
    assert.equal(list.get().refusal?.name, 'fault');
  });

  it('are changed one change after the other, each from what the one before it made', async () => {
    const answers: (() => void)[] = [];
    const asked: string[] = [];
    const { list } = await setUp({
      allTickets: async () => ({ rows: [row(9)], beyond: 0 }),
      changeTicket: async (_ticketId, revision, changes) => {
        asked.push(`${revision} ${Object.keys(changes).join()}`);
        await new Promise<void>((resolve) => answers.push(resolve));
        return { ...row(9), ...changes, revision: revision + 1 };
      },
    });
    list.change(row(9), { ownerId: 'anna' });
    list.change(row(9, { ownerId: 'anna' }), { state: 'solved' });
    await settle();
    assert.deepEqual(asked, ['1 ownerId']);
    answers.shift()?.();
    await settle();
    assert.deepEqual(asked, ['1 ownerId', '2 state']);
    assert.equal(list.get().rows[0]?.state, 'solved', 'what was asked for stands');
    answers.shift()?.();
    await settle();
    assert.deepEqual([list.get().rows[0]?.revision, list.get().refusal], [3, undefined]);
  });

  it('show nothing of an old wish when the new one fails, and can be asked again', async () => {
    let away = false;
    const { list, numbers } = await setUp({
      allTickets: async () => {
        if (away) throw new TypeError('network');
        return { rows: [row(9)], beyond: 0 };
      },
    });
    away = true;
    list.wish({ whose: 'all' });
    await settle();
    assert.deepEqual([numbers(), list.get().problem === undefined], [[], false]);
    away = false;
    list.renew();
    await settle();
    assert.deepEqual([numbers(), list.get().problem], [[9], undefined]);
  });
});
