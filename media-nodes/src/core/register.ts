import {
  type Clock,
  type Directory,
  keys,
  type NodeLoad,
  NodeRecord,
  type NodeRecordInit,
  type NodeState,
} from '@weft/proto';

/** etcd hears of the load at most this often; beats carry it as it is. */
const LOAD_INTERVAL_MS = 5_000;

export interface RegisterOptions {
  readonly directory: Directory;
  readonly clock: Clock;
  /** All of the record that does not change while the node lives. */
  readonly record: Omit<NodeRecordInit, 'state' | 'load'> & { readonly nodeId: string };
  readonly state: () => NodeState;
  readonly load: () => NodeLoad;
}

export interface NodeRegistration extends AsyncDisposable {
  /** Writes the record as it is now: the state has changed. */
  refresh(): void;
}

/**
 * Puts the node's record under its key, on the process's lease, and keeps it
 * up to date. Disposing takes it away. Throws when etcd cannot be reached.
 */
export async function register(options: RegisterOptions): Promise<NodeRegistration> {
  const { directory, clock, record, state, load } = options;
  const text = (): string => NodeRecord.toJson({ ...record, state: state(), load: load() });
  let written = text();
  const registration = await directory.register(keys.node(record.nodeId), written);
  const refresh = (): void => {
    const next = text();
    if (next === written) return;
    written = next;
    registration.update(next);
  };
  const timer = clock.every(LOAD_INTERVAL_MS, refresh);
  return {
    refresh,
    [Symbol.asyncDispose]: async () => {
      timer.cancel();
      await registration[Symbol.asyncDispose]();
    },
  };
}
