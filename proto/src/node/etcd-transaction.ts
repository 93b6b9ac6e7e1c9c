import type { DeleteBuilder, Etcd3, PutBuilder } from 'etcd3';
import type { Change } from '../directory.ts';
import { WeftError } from '../errors.ts';

/**
 * Commits changes all or nothing; undefined when an expectation did not hold.
 * A try after one whose answer got lost is refused by what that one did: then
 * the answer is the first one's.
 */
export async function commit(
  client: Etcd3,
  changes: readonly Change[],
  leaseId: string | undefined,
  triesBefore: number,
): Promise<string | undefined> {
  const operations = changes.flatMap((change): (DeleteBuilder | PutBuilder)[] => {
    if (change.do === 'check') return [];
    if (change.do === 'delete') return [client.delete().key(change.key)];
    const put = client.put(change.key).value(change.value);
    if (change.leased !== true) return [put];
    if (leaseId === undefined)
      throw new WeftError('UNAVAILABLE', 'the lease is lost and not yet granted anew');
    return [put.lease(leaseId)];
  });
  // A comparison that always holds lets unconditional changes take the same way.
  const [first] = changes;
  let builder = client.if(first?.key ?? '/', 'Version', '>', -1);
  for (const { key, expect } of changes) {
    if (expect === 'absent') builder = builder.and(key, 'Create', '==', 0);
    else if (expect !== undefined) builder = builder.and(key, 'Mod', '==', Number(expect.revision));
  }
  const { succeeded, header } = await builder.then(...operations).commit();
  if (succeeded) return header.revision;
  return triesBefore === 0 ? undefined : committedBefore(client, changes);
}

/** The revision at which all that was to be put is there as it was to be: one transaction's puts have one revision. */
async function committedBefore(client: Etcd3, changes: readonly Change[]): Promise<string | undefined> {
  const puts = changes.filter((change) => change.do === 'put');
  const found = await Promise.all(puts.map(({ key }) => client.get(key).exec()));
  const [revision, ...others] = new Set(
    found.map(({ kvs: [kv] }, i) => (kv?.value.toString() === puts[i]?.value ? kv?.mod_revision : undefined)),
  );
  return others.length === 0 ? revision : undefined;
}
