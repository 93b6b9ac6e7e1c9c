import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ControlPush, systemClock } from '@weft/proto';
import { openSilentPath, until } from '@weft/proto/testing';
import { startTemporaryStack, type TemporaryStack } from '../stack/temporary-stack.ts';
import { EdgeClient } from '../wire/edge-client.ts';
import { edgeOf, guestSession, type Session, signIn } from '../wire/http.ts';

/** By when an offer must be back at the head of the queue after its desk died. */
const BACK_WITHIN_MS = 12_000;
/** An offer that nobody took back would stand for so long. */
const OFFER_MS = 20_000;

interface Desk extends AsyncDisposable {
  readonly client: EdgeClient;
  /** Calls that rang, in order, and when (monotonic). */
  readonly rang: { readonly callId: string; readonly offerId: string; readonly atMs: number }[];
}

async function desk(url: string, session: Session): Promise<Desk> {
  const client = await EdgeClient.connect({ url, token: session.token });
  const rang: Desk['rang'] = [];
  client.onPush(({ source }) => {
    const body = source?.case === 'control' ? ControlPush.decode(source.value).body : undefined;
    if (body?.case !== 'offer') return;
    const { callId, offerId } = body.value;
    rang.push({ callId, offerId, atMs: systemClock.monotonic() });
  });
  await client.control({ body: { case: 'syncDesk', value: {} } });
  await client.control({ body: { case: 'setPresence', value: { presence: 'available' } } });
  return { client, rang, [Symbol.asyncDispose]: () => client[Symbol.asyncDispose]() };
}

/** A customer who waits, until disposed: then the call is over. */
async function callFrom(stack: TemporaryStack['stack'], name: string) {
  const guest = await guestSession(stack.url, name);
  const client = await EdgeClient.connect({ url: edgeOf(guest, 'eu'), token: guest.token });
  const reply = await client.control({ body: { case: 'requestCall', value: { kind: 'voice' } } });
  const callId = reply.case === 'call' ? reply.value.callId : '';
  return {
    callId,
    [Symbol.asyncDispose]: async () => {
      await client.control({ body: { case: 'hangUp', value: { callId } } });
      await client[Symbol.asyncDispose]();
    },
  };
}

test('an offer goes to the next agent within 12 s of its desk’s death: killed, cut off in silence, or with its edge', async () => {
  await using temporary = await startTemporaryStack({ pages: false, nodesPerRegion: 1 });
  const { stack } = temporary;
  const [first, second] = stack.signIns.filter(({ role }) => role === 'agent');
  assert.ok(first !== undefined && second !== undefined);
  const [one, two] = await Promise.all([
    signIn(stack.url, first.login, first.password),
    signIn(stack.url, second.login, second.password),
  ]);
  const edge = new URL(edgeOf(one, 'ap'));
  await using path = await openSilentPath(Number(edge.port));
  const silent = new URL(edge);
  silent.port = `${path.port}`;
  const deaths = [
    ['killed', edge, (dying: Desk) => dying.client.cut()],
    ['cut off in silence', silent, () => path.fallSilent()],
    [
      'with its edge',
      edge,
      () => stack.end(stack.services.find(({ url }) => url.includes(edge.port))?.name ?? ''),
    ],
  ] as const;
  for (const [how, way, die] of deaths) {
    await using dying = await desk(way.href, one);
    await using customer = await callFrom(stack, how);
    const rings = (on: Desk) => on.rang.find(({ callId }) => callId === customer.callId);
    await until(() => rings(dying) !== undefined || `does not ring yet, to be ${how}`);
    // Only now is there somebody else.
    await using other = await desk(edgeOf(two, 'eu'), two);
    const diedAtMs = systemClock.monotonic();
    die(dying);
    await until(() => rings(other) !== undefined || 'nobody else has it', { timeoutMs: OFFER_MS + 10_000 });
    const rang = rings(other);
    const tookMs = (rang?.atMs ?? 0) - diedAtMs;
    assert.ok(tookMs < BACK_WITHIN_MS, `${how}: after ${Math.round(tookMs)} ms`);
  }
});
