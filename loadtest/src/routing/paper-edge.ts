import { type Bus, type Clock, type Directory, EdgeRecord, keys, subjects } from '@weft/proto';

/**
 * An edge without sockets, so that what many desks are told is published once, as wherever there is a desk
 * at all. Lists and counts come that way, which agents of paper do not read.
 */
export async function startPaperEdge(parts: {
  readonly edgeId: string;
  readonly region: string;
  readonly bus: Bus;
  readonly directory: Directory;
  readonly clock: Clock;
}): Promise<AsyncDisposable> {
  const { edgeId, region, bus, directory, clock } = parts;
  await using owned = new AsyncDisposableStack();
  owned.use(bus.subscribe(subjects.shared, () => undefined));
  const record = { edgeId, region, version: 'paper', startedAtMs: clock.now(), hearsShared: true };
  owned.use(await directory.register(keys.edge(edgeId), EdgeRecord.toJson(record)));
  return owned.move();
}
