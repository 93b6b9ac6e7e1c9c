import type { Channel, InboundArrival } from '@weft/proto';
import { audit } from '../../store/audit.ts';
import { type ChannelContactKey, forgetChannelContact } from '../../store/channel-contacts.ts';
import { changeProfile, personOf, removeIdentity } from '../../store/contacts.ts';
import { putErasure } from '../../store/erasures.ts';
import type { Sql } from '../../store/store.ts';

/** Channels whose platform asks for it: WeChat, "the developer has to delete all of the user's information". */
const FORGETTING: ReadonlySet<Channel> = new Set(['wechat']);

/** An arrival in its place. */
interface Came {
  readonly arrival: InboundArrival;
  readonly from: Pick<ChannelContactKey, 'kind' | 'value'>;
  readonly contactId: string;
  readonly again: boolean;
}

const unfollows = ({ arrival: { channel, body } }: Came): boolean =>
  FORGETTING.has(channel) && body?.case === 'event' && body.value.event === 'unfollowed';

/**
 * Forgets who unfollowed, in the transaction that places it: what they are known
 * by, their name, what quotas are computed from, where answers would go. What
 * they wrote is erased from the timelines after that (`Erasing`).
 */
export async function forgetWhoUnfollowed(sql: Sql, came: readonly Came[]): Promise<void> {
  for (const [at, one] of came.entries()) {
    if (one.again || !unfollows(one)) continue;
    const { arrival, from, contactId } = one;
    const { accountId } = arrival;
    const atMs = Math.round(arrival.atMs);
    await putErasure(sql, { contactId, atMs });
    await audit(sql, {
      ...{ atMs, actorId: contactId, action: 'contact.erased', subjectKind: 'contact' },
      ...{ subjectId: contactId, detail: { accountId } },
    });
    // Who follows again in the same breath is known anew.
    if (came.slice(at + 1).some((later) => later.contactId === contactId)) continue;
    await forgetChannelContact(sql, { accountId, ...from });
    await removeIdentity(sql, contactId, from);
    const person = await personOf(sql, contactId);
    const follows = person?.identities.some(({ kind }) => kind === 'wechat') === true;
    for (const { contactId: owner, kind, value } of person?.identities ?? []) {
      // Another account of the company's may still be followed.
      if (kind === 'wechat-union' && !follows) await removeIdentity(sql, owner, { kind, value });
    }
    await changeProfile(sql, contactId, { displayName: '' }, atMs);
  }
}
