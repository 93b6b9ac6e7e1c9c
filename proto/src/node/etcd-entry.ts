import type { IKeyValue } from 'etcd3';
import type { Entry } from '../directory.ts';

/** The entry in what etcd's client gives for a key. */
export const entryOf = (kv: IKeyValue): Entry => ({
  key: kv.key.toString(),
  value: kv.value.toString(),
  revision: kv.mod_revision,
});
