import { sql } from 'kysely';
import type { Sql } from './store.ts';
import { type JoinProposal, type JoinReason, json } from './tables.ts';

/** Two contacts that may be one person, and why. */
export interface NewProposal {
  readonly between: readonly [string, string];
  readonly score: number;
  readonly reasons: readonly JoinReason[];
  readonly atMs: number;
}

const ordered = ([one, other]: readonly [string, string]) =>
  one < other ? { contactId: one, otherId: other } : { contactId: other, otherId: one };

/** Proposes, or proposes with what is known now. What somebody settled stays settled. */
export async function propose(store: Sql, { between, score, reasons, atMs }: NewProposal): Promise<void> {
  await store
    .insertInto('joinProposals')
    .values({ ...ordered(between), score, reasons: json(reasons), state: 'open', atMs })
    .onConflict((conflict) =>
      conflict
        .columns(['contactId', 'otherId'])
        .doUpdateSet({ score, reasons: json(reasons) })
        .where('joinProposals.state', '=', 'open'),
    )
    .execute();
}

/** Settles an open proposal. Undefined when there is none such. */
export function settleProposal(
  store: Sql,
  between: readonly [string, string],
  settled: { readonly state: 'accepted' | 'dismissed'; readonly by: string; readonly atMs: number },
): Promise<JoinProposal | undefined> {
  const { contactId, otherId } = ordered(between);
  return store
    .updateTable('joinProposals')
    .set({ state: settled.state, settledBy: settled.by, settledAtMs: settled.atMs })
    .where('contactId', '=', contactId)
    .where('otherId', '=', otherId)
    .where('state', '=', 'open')
    .returningAll()
    .executeTakeFirst();
}

/** Open proposals that join one of these with somebody else, best first: at most 50. */
export function proposalsOf(store: Sql, contactIds: readonly string[]): Promise<JoinProposal[]> {
  return (
    store
      .selectFrom('joinProposals')
      .selectAll()
      .where('state', '=', 'open')
      .where(({ or, eb }) => or([eb('contactId', 'in', contactIds), eb('otherId', 'in', contactIds)]))
      // Joined meanwhile in another way: nothing is left to propose.
      .where(
        sql<boolean>`(select root_id from contacts where contacts.contact_id = join_proposals.contact_id)
        <> (select root_id from contacts where contacts.contact_id = join_proposals.other_id)`,
      )
      .orderBy('score', 'desc')
      .orderBy('atMs')
      .limit(50)
      .execute()
  );
}
