import {
  CallReply,
  CallRequest,
  type ErrorCode,
  type Promoted,
  type RoomSeatInit,
  subjects,
  toFault,
  WeftError,
} from '@weft/proto';
import type { TestClient } from './client.ts';
import { seatOf, type TestMesh } from './mesh.ts';

/** Where one participant's legs are. */
export interface Legs {
  readonly home: string;
  readonly standby?: string;
}

const regionOf = (nodeId: string): string => nodeId.split('-')[0] ?? '';

/** One call whose participants have a home and a standby node, and its owner's side of it. */
export class LeggedCall implements Disposable {
  readonly callId: string;
  epoch = 1;
  /** Whether the call's sound is produced and received on both legs. */
  hot = false;
  /** What the nodes told the owner, in order. */
  readonly promoted: Promoted[] = [];
  /** What the owner answers a promotion with; undefined = done. */
  refusal: ErrorCode | undefined;
  readonly #mesh: TestMesh;
  readonly #owner: Disposable;
  readonly #legs: TestClient[] = [];

  constructor(mesh: TestMesh, callId: string) {
    this.#mesh = mesh;
    this.callId = callId;
    this.#owner = mesh.bus.subscribe(subjects.call(callId), (message) => {
      const { body } = CallRequest.decode(message.data);
      if (body?.case === 'promoted') this.promoted.push(body.value);
      const result =
        this.refusal === undefined
          ? ({ case: 'done', value: {} } as const)
          : ({ case: 'fault', value: toFault(new WeftError(this.refusal)) } as const);
      message.respond(CallReply.encode({ result }));
    });
  }

  /** Tells the nodes who is where, at the call's epoch: every node of the call, or only these. The clients know of it too. */
  async order(people: Readonly<Record<string, Legs>>, told?: readonly string[]): Promise<void> {
    const nodeIds = [
      ...new Set(Object.values(people).flatMap(({ home, standby }) => [home, standby ?? home])),
    ];
    const places = nodeIds.map((nodeId, i) => {
      const region = regionOf(nodeId);
      return { nodeId, region, gateway: nodeIds.findIndex((other) => regionOf(other) === region) === i };
    });
    for (const leg of this.#legs) leg.moveTo(this.epoch);
    for (const nodeId of told ?? nodeIds)
      await this.#mesh.ask(nodeId, {
        case: 'openRoom',
        value: {
          ...{ callId: this.callId, epoch: this.epoch, hot: this.hot },
          ...{ places, seats: seatsAt(nodeId, people) },
        },
      });
  }

  /** The client's end of one leg; each leg has a session of its own, so that its pushes are told apart. */
  leg(name: string, nodeId: string): TestClient {
    const sessionId = `session-${name}-${this.#legs.length}-${this.callId}`;
    const leg = this.#mesh.client(name, { nodeId, callId: this.callId, epoch: this.epoch, sessionId });
    this.#legs.push(leg);
    return leg;
  }

  async promote(leg: TestClient): Promise<void> {
    await leg.ask({ case: 'promote', value: { cause: 'node-silent-to-client', silentMs: 120 } });
  }

  [Symbol.dispose](): void {
    this.#owner[Symbol.dispose]();
  }
}

const seatsAt = (nodeId: string, people: Readonly<Record<string, Legs>>): RoomSeatInit[] =>
  Object.entries(people).flatMap(([name, { home, standby }]) => {
    if (home === nodeId) return { ...seatOf(name, regionOf(home)), role: 'home' as const };
    return standby === nodeId ? { ...seatOf(name, regionOf(home)), role: 'standby' as const } : [];
  });
