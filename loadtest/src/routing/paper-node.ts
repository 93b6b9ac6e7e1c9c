import {
  Beat,
  type Bus,
  type Clock,
  type Directory,
  keys,
  NodeRecord,
  NodeReply,
  type NodeReplyInit,
  NodeRequest,
  subjects,
} from '@weft/proto';

const BEAT_MS = 50;
/** Rooms are no matter here: no node is ever full. */
const WORKERS = 64;
const DONE: NodeReplyInit = { result: { case: 'done', value: {} } };
const SYNCED: NodeReplyInit = { result: { case: 'roomState', value: {} } };

/** A media node without media: it registers, beats, and agrees to every room. */
export async function startPaperNode(parts: {
  readonly nodeId: string;
  readonly region: string;
  readonly bus: Bus;
  readonly directory: Directory;
  readonly clock: Clock;
}): Promise<AsyncDisposable> {
  const { nodeId, region, bus, directory, clock } = parts;
  await using owned = new AsyncDisposableStack();
  owned.use(
    bus.subscribe(subjects.node(nodeId), (message) => {
      const { body } = NodeRequest.decode(message.data);
      message.respond(NodeReply.encode(body?.case === 'syncRoom' ? SYNCED : DONE));
    }),
  );
  const record = {
    ...({ nodeId, region, host: nodeId, state: 'active', version: 'paper', workers: WORKERS } as const),
    startedAtMs: clock.now(),
    routerCapabilities: { codecs: [{ mimeType: 'audio/opus', clockRate: 48_000 }] },
  };
  owned.use(await directory.register(keys.node(nodeId), NodeRecord.toJson(record)));
  let seq = 0;
  owned.use(
    clock.every(BEAT_MS, () => {
      seq += 1;
      bus.publish(
        subjects.beat(region, nodeId),
        Beat.encode({ nodeId, region, seq, state: 'active', load: {} }),
      );
    }),
  );
  return owned.move();
}
