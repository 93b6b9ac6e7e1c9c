import { type OpenRoomInit, uuidIds } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { Bench, Context } from '../bench/bench.ts';
import { measure } from '../bench/measure.ts';
import { PeerHall } from '../peer/hall.ts';
import { Peer } from '../peer/peer.ts';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { EdgeClient } from '../wire/edge-client.ts';
import { edgeOf, guestSession } from '../wire/http.ts';
import { RoomControl } from './room.ts';

/** One sender in one region, three receivers in the other, spread over both its nodes. */
const SEATS = [
  { name: 'sender', region: 'eu', nodeId: 'eu-1' },
  { name: 'receiver-1', region: 'ap', nodeId: 'ap-1' },
  { name: 'receiver-2', region: 'ap', nodeId: 'ap-1' },
  { name: 'receiver-3', region: 'ap', nodeId: 'ap-2' },
] as const;
const PLACES = [
  { nodeId: 'eu-1', region: 'eu', gateway: true },
  { nodeId: 'ap-1', region: 'ap', gateway: true },
  { nodeId: 'ap-2', region: 'ap', gateway: false },
] as const;

/** Frames that each receiver must have decoded before copies are counted: about two seconds. */
const FRAMES = 40;
const PICTURE_TIMEOUT_MS = 60_000;

/** How often one track crosses between two regions. */
export const pipe: Bench = {
  name: 'pipe',
  summary: 'copies of one track sent between regions with 3 subscribers there',
  options: {},
  run: async (context) => {
    context.progress('starting two regions and a browser');
    await using temporary = await startTemporaryStack({ pages: false });
    await using hall = await PeerHall.create();
    await using control = await RoomControl.create(temporary.stack.addresses);
    await using room = await Room.open(temporary.stack.url, control, hall);
    const trackId = await hall.sendCamera(room.sender);
    const taken = await Promise.all(room.receivers.map((peer) => firstFrames(hall, peer, trackId, context)));
    context.progress('counting');
    const sent = (await room.sender.stats()).sent.find((track) => track.trackId === trackId);
    const crossings = (await room.pipes()).filter((one) => one.trackId === trackId && one.from !== one.to);
    return {
      setup: {
        chromium: hall.version,
        codec: sent?.codec ?? '',
        seats: SEATS.map(({ name, nodeId }) => `${name} at ${nodeId}`),
      },
      measures: [
        measure(
          'first-frame',
          'ms',
          taken.map(({ firstFrameMs }) => firstFrameMs),
        ),
      ],
      fields: {
        copies: crossings.length,
        subscribers: taken.length,
        framesDecoded: taken.map(({ framesDecoded }) => framesDecoded),
        packetsSent: sent?.packets ?? 0,
        packetsCrossed: crossings.reduce((sum, one) => sum + one.packets, 0),
        pipes: (await room.pipes()).map((one) => ({ ...one })),
      },
    };
  },
};

/** One copy of a track on its way between two nodes, as the node that sends it counts. */
interface Crossing {
  readonly trackId: string;
  readonly fromNodeId: string;
  readonly from: string;
  readonly toNodeId: string;
  readonly to: string;
  readonly packets: number;
}

async function firstFrames(hall: PeerHall, peer: Peer, trackId: string, { clock }: Context) {
  const startedMs = clock.monotonic();
  const consumerId = await hall.take(peer, trackId);
  let firstFrameMs: number | undefined;
  let framesDecoded = 0;
  await until(
    async () => {
      ({ framesDecoded } = await hall.received(peer, consumerId));
      if (framesDecoded > 0) firstFrameMs ??= clock.monotonic() - startedMs;
      return framesDecoded >= FRAMES || `${peer.name} has decoded ${framesDecoded} frames`;
    },
    { timeoutMs: PICTURE_TIMEOUT_MS },
  );
  return { framesDecoded, firstFrameMs: firstFrameMs ?? Number.NaN };
}

/** The call's room with everybody joined. */
class Room implements AsyncDisposable {
  readonly peers: readonly Peer[];
  readonly #owned: AsyncDisposableStack;

  private constructor(peers: readonly Peer[], owned: AsyncDisposableStack) {
    this.peers = peers;
    this.#owned = owned;
  }

  static async open(baseUrl: string, control: RoomControl, hall: PeerHall): Promise<Room> {
    await using owned = new AsyncDisposableStack();
    const callId = uuidIds.next('call');
    const seated: { readonly peer: Peer; readonly nodeId: string }[] = [];
    const seats: NonNullable<OpenRoomInit['seats']>[number][] = [];
    for (const { name, region, nodeId } of SEATS) {
      const session = await guestSession(baseUrl, name);
      const client = owned.use(
        await EdgeClient.connect({ url: edgeOf(session, region), token: session.token }),
      );
      const participant = { participantId: name, role: 'customer', displayName: name, region } as const;
      seats.push({ participant, sessionId: client.ready.sessionId, subjectId: session.subjectId });
      seated.push({ peer: owned.use(new Peer(name, client, { nodeId, callId, epoch: 1 })), nodeId });
    }
    const order = { callId, epoch: 1, places: PLACES, seats };
    await control.open(order);
    owned.defer(() => control.close(order));
    for (const { peer, nodeId } of seated) await hall.join(peer, await control.routerCapabilities(nodeId));
    return new Room(
      seated.map(({ peer }) => peer),
      owned.move(),
    );
  }

  get sender(): Peer {
    const [sender] = this.peers;
    if (sender === undefined) throw new Error('nobody is seated');
    return sender;
  }

  /** Every pipe of the call where it leaves; each node is asked by one who is seated there. */
  async pipes(): Promise<readonly Crossing[]> {
    const asked = PLACES.map(async ({ nodeId, region }) => {
      const stats = await this.peers[SEATS.findIndex((seat) => seat.nodeId === nodeId)]?.stats();
      return (stats?.pipes ?? [])
        .filter((one) => one.outgoing)
        .map((one) => ({
          trackId: one.trackId,
          fromNodeId: nodeId,
          from: region,
          toNodeId: one.peerNodeId,
          to: one.peerRegion,
          packets: one.packets,
        }));
    });
    return (await Promise.all(asked)).flat();
  }

  get receivers(): readonly Peer[] {
    return this.peers.slice(1);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }
}
