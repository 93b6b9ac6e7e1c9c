import {
  fromFault,
  keys,
  NodeRecord,
  NodeReply,
  type NodeReply as NodeReplyType,
  NodeRequest,
  type NodeRequestInit,
  type OpenRoomInit,
  type RtpCapabilities,
  silentLog,
  subjects,
  systemClock,
} from '@weft/proto';
import { EtcdDirectory, NatsBus } from '@weft/proto/node';

/** Drives media nodes as the control plane does: rooms opened and closed over NATS, nodes found in etcd. */
export class RoomControl implements AsyncDisposable {
  readonly #bus: NatsBus;
  readonly #directory: EtcdDirectory;

  private constructor(bus: NatsBus, directory: EtcdDirectory) {
    this.#bus = bus;
    this.#directory = directory;
  }

  static async create(addresses: {
    readonly natsUrl: string;
    readonly etcdUrl: string;
  }): Promise<RoomControl> {
    const log = silentLog;
    await using owned = new AsyncDisposableStack();
    const bus = owned.use(await NatsBus.create({ servers: addresses.natsUrl, name: 'loadtest', log }));
    const directory = owned.use(
      await EtcdDirectory.create({
        endpoints: addresses.etcdUrl,
        leaseTtlMs: 5_000,
        log,
        clock: systemClock,
      }),
    );
    owned.move();
    return new RoomControl(bus, directory);
  }

  /** What routers of this node can do. Throws when there is no such node. */
  async routerCapabilities(nodeId: string): Promise<RtpCapabilities> {
    const entry = await this.#directory.get(keys.node(nodeId));
    const capabilities =
      entry === undefined ? undefined : NodeRecord.fromJson(entry.value).routerCapabilities;
    if (capabilities === undefined) throw new Error(`etcd knows no media node ${nodeId}`);
    return capabilities;
  }

  /** Opens the room at every one of its places. */
  async open(room: OpenRoomInit): Promise<void> {
    for (const { nodeId = '' } of room.places ?? [])
      await this.#order(nodeId, { case: 'openRoom', value: room });
  }

  /** Closes it everywhere. */
  async close({ callId = '', epoch = 0, places = [] }: OpenRoomInit): Promise<void> {
    for (const { nodeId = '' } of places) {
      await this.#order(nodeId, { case: 'closeRoom', value: { callId, epoch, cause: 'customer-hung-up' } });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#directory[Symbol.asyncDispose]();
    await this.#bus[Symbol.asyncDispose]();
  }

  async #order(nodeId: string, body: NonNullable<NodeRequestInit['body']>): Promise<void> {
    const bytes = await this.#bus.request(subjects.node(nodeId), NodeRequest.encode({ body }));
    const { result }: NodeReplyType = NodeReply.decode(bytes);
    if (result?.case === 'fault') throw fromFault(result.value);
  }
}
