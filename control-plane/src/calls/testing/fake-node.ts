import {
  Beat,
  type Bus,
  type BusSubscription,
  CallReply,
  CallRequest,
  type Directory,
  fromFault,
  keys,
  NodeRecord,
  NodeReply,
  type NodeReplyInit,
  NodeRequest,
  type OpenRoom,
  type Registration,
  RoomReport,
  subjects,
  systemClock,
  toFault,
  WeftError,
  WorkerDied,
} from '@weft/proto';

/** What a fake node refuses, for tests of what then happens. */
export interface FakeNodeFaults {
  /** OpenRoom is answered with this. */
  openRoom?: WeftError | undefined;
}

/**
 * A media node without media: registers, beats, and keeps the rooms it is told
 * of the way a real one does. `order` tells over all nodes what was opened
 * when.
 */
export class FakeNode implements AsyncDisposable {
  readonly nodeId: string;
  readonly region: string;
  readonly rooms = new Map<string, OpenRoom>();
  readonly faults: FakeNodeFaults = {};
  readonly #bus: Bus;
  readonly #registration: Registration;
  readonly #subscription: BusSubscription;
  readonly #beats: NodeJS.Timeout;
  #draining = false;
  #frozen = false;
  #seq = 0;

  private constructor(
    options: { nodeId: string; region: string; bus: Bus; order: string[] },
    registration: Registration,
  ) {
    this.nodeId = options.nodeId;
    this.region = options.region;
    this.#bus = options.bus;
    this.#registration = registration;
    this.#subscription = options.bus.subscribe(subjects.node(options.nodeId), (message) => {
      if (this.#frozen) return;
      let reply: NodeReplyInit;
      try {
        reply = this.#answer(NodeRequest.decode(message.data), options.order);
      } catch (error) {
        reply = { result: { case: 'fault', value: toFault(error) } };
      }
      message.respond(NodeReply.encode(reply));
    });
    this.#beats = setInterval(() => this.#beat(), 50);
    this.#beat();
  }

  static async start(options: {
    nodeId: string;
    region: string;
    host?: string;
    bus: Bus;
    directory: Directory;
    order: string[];
  }): Promise<FakeNode> {
    const { nodeId, region, host = nodeId, directory } = options;
    const record = NodeRecord.toJson({
      nodeId,
      region,
      host,
      state: 'active',
      version: 'fake',
      startedAtMs: systemClock.now(),
      workers: 1,
      routerCapabilities: { codecs: [{ mimeType: 'audio/opus', clockRate: 48_000 }] },
    });
    return new FakeNode(options, await directory.register(keys.node(nodeId), record));
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** Neither beats nor answers while it holds, as a process that was stopped; its rooms and its record stay. */
  freeze(on: boolean): void {
    this.#frozen = on;
  }

  /** A worker dies with all rooms, and the node says so. */
  loseWorker(): void {
    const callIds = [...this.rooms.keys()];
    this.rooms.clear();
    this.#bus.publish(subjects.workerDied(this.nodeId), WorkerDied.encode({ nodeId: this.nodeId, callIds }));
  }

  /** A participant's leg here is made home by its client; resolves when the call's owner has answered. */
  async promote(callId: string, participantId: string): Promise<void> {
    const promoted = { callId, participantId, nodeId: this.nodeId, silentMs: 120 };
    const body = {
      case: 'promoted',
      value: { ...promoted, cause: 'node-silent-to-client' },
    } as const;
    const { result } = CallReply.decode(
      await this.#bus.request(subjects.call(callId), CallRequest.encode({ body })),
    );
    if (result?.case === 'fault') throw fromFault(result.value);
  }

  /** Reports as a room does. */
  report(callId: string, participantId: string, connected: boolean, score: number): void {
    this.#bus.publish(
      subjects.roomReport(callId),
      RoomReport.encode({
        callId,
        epoch: this.rooms.get(callId)?.epoch ?? 1,
        nodeId: this.nodeId,
        seats: [{ participantId, joined: true, connected, score }],
      }),
    );
  }

  /** Stops as a killed process does: no goodbye, its lease's keys go. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#beats);
    this.#subscription.unsubscribe();
    this.rooms.clear();
    await this.#registration[Symbol.asyncDispose]();
  }

  #answer({ body }: NodeRequest, order: string[]): NodeReplyInit {
    const done: NodeReplyInit = { result: { case: 'done', value: {} } };
    switch (body?.case) {
      case 'openRoom': {
        if (this.faults.openRoom !== undefined) throw this.faults.openRoom;
        const room = body.value;
        if (room.epoch < (this.rooms.get(room.callId)?.epoch ?? 0)) throw new WeftError('STALE_EPOCH');
        this.rooms.set(room.callId, room);
        order.push(`open ${this.nodeId}`);
        return done;
      }
      case 'closeRoom':
        if (!this.rooms.delete(body.value.callId)) throw new WeftError('ROOM_NOT_FOUND');
        order.push(`close ${this.nodeId}`);
        return done;
      case 'syncRoom':
        if (!this.rooms.has(body.value.callId)) throw new WeftError('ROOM_NOT_FOUND');
        return { result: { case: 'roomState', value: {} } };
      case 'setNodeState':
        this.#draining = body.value.state === 'draining';
        return done;
      default:
        throw new WeftError('BAD_REQUEST', `a fake node does not know ${body?.case ?? 'nothing'}`);
    }
  }

  #beat(): void {
    if (this.#frozen) return;
    this.#seq += 1;
    const { nodeId, region } = this;
    this.#bus.publish(
      subjects.beat(region, nodeId),
      Beat.encode({
        nodeId,
        region,
        seq: this.#seq,
        state: this.#draining ? 'draining' : 'active',
        load: { rooms: this.rooms.size },
      }),
    );
  }
}
