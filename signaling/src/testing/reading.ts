import { type Bus, type Reply, type ServerFrame, SessionGone, subjects } from '@weft/proto';
import type { RunningEdge } from '../main.ts';
import { markOf } from './echo-service.ts';
import type { FrameClient } from './frame-client.ts';
import type { RawClient } from './raw-client.ts';

/** A client's frames so far. */
interface Reader {
  readonly frames: readonly ServerFrame[];
}

/** Asks the control plane. */
export const request = (
  client: FrameClient | RawClient,
  id: number,
  body: readonly number[],
  ack = 0,
): void => {
  const value = { id, target: { case: 'control', value: {} }, body: new Uint8Array(body) } as const;
  client.send({ ack, body: { case: 'request', value } });
};

export const replies = ({ frames }: Reader): readonly Reply[] =>
  frames.flatMap(({ body }) => (body?.case === 'reply' ? [body.value] : []));

/** The replies' fault codes; "answered" for those without. */
export const faults = (client: Reader): readonly string[] =>
  replies(client).map(({ result }) => (result?.case === 'fault' ? result.value.code : 'answered'));

/** The numbers that EchoService pushed. */
export const marks = ({ frames }: Reader): readonly number[] =>
  frames.flatMap(({ body }) =>
    body?.case === 'push' && body.value.source !== undefined ? [markOf(body.value.source.value)] : [],
  );

/** What the client's edge said in Ready. Throws when it has not. */
export function readyOf({ frames }: Reader) {
  const body = frames.find((frame) => frame.body?.case === 'ready')?.body;
  if (body?.case !== 'ready') throw new Error('not ready');
  return body.value;
}

/** The edge's metrics as /metrics writes them, without their prefix: "sends_total{result=\"sent\"}". */
export async function metrics(edge: RunningEdge): Promise<ReadonlyMap<string, number>> {
  const prefix = 'weft_edge_';
  const text = await (await fetch(`http://127.0.0.1:${edge.port}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line.startsWith(prefix));
  return new Map(
    lines.map((line) => [line.slice(prefix.length, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  );
}

/** One of them; 0 when it was never counted. */
export const metric = async (edge: RunningEdge, name: string): Promise<number> =>
  (await metrics(edge)).get(name) ?? 0;

/** Keeps the reasons of one session's SessionGone messages. Resolves when the server knows of it. */
export async function goneOf(
  bus: Bus,
  sessionId: string,
): Promise<{ readonly reasons: readonly string[] } & Disposable> {
  const reasons: string[] = [];
  const subscription = bus.subscribe(subjects.sessionGone(sessionId), ({ data }) => {
    reasons.push(SessionGone.decode(data).reason);
  });
  await bus.flush();
  return { reasons, [Symbol.dispose]: () => subscription[Symbol.dispose]() };
}
