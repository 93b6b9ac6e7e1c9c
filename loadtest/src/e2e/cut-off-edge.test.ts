import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ControlPush, type ControlPush as ControlPushType } from '@weft/proto';
import { openSilentPath, until } from '@weft/proto/testing';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { EdgeClient } from '../wire/edge-client.ts';
import { edgeOf, guestSession, signIn } from '../wire/http.ts';

const PATIENCE = { timeoutMs: 60_000 };

test('a desk gets the offer that was pushed while its edge was cut off from NATS in silence, and may take it', async () => {
  await using cleanup = new AsyncDisposableStack();
  const paths: Awaited<ReturnType<typeof openSilentPath>>[] = [];
  await using temporary = await startTemporaryStack({
    pages: false,
    nodesPerRegion: 1,
    replan: (plans) =>
      Promise.all(
        plans.map(async (plan) => {
          if (plan.kind !== 'edge' || plan.region !== 'ap') return plan;
          const nats = new URL(plan.env.WEFT_NATS_URL ?? '');
          const path = cleanup.use(await openSilentPath(Number(nats.port)));
          paths.push(path);
          nats.port = `${path.port}`;
          return { ...plan, env: { ...plan.env, WEFT_NATS_URL: nats.href } };
        }),
      ),
  });
  const { stack } = temporary;
  const [path] = paths;
  const agent = stack.signIns.find(({ role }) => role === 'agent');
  assert.ok(path !== undefined && agent !== undefined);

  const session = await signIn(stack.url, agent.login, agent.password);
  await using desk = await EdgeClient.connect({ url: edgeOf(session, 'ap'), token: session.token });
  const told: NonNullable<ControlPushType['body']>[] = [];
  using _listening = desk.onPush(({ source }) => {
    const body = source?.case === 'control' ? ControlPush.decode(source.value).body : undefined;
    if (body !== undefined) told.push(body);
  });
  await desk.control({ body: { case: 'syncDesk', value: {} } });
  await desk.control({ body: { case: 'setPresence', value: { presence: 'available' } } });
  const guest = await guestSession(stack.url, 'Ada');
  await using customer = await EdgeClient.connect({ url: edgeOf(guest, 'eu'), token: guest.token });

  path.fallSilent();
  const before = told.length;
  const reply = await customer.control({ body: { case: 'requestCall', value: { kind: 'voice' } } });
  assert.equal(reply.case, 'call');
  const offer = () => told.slice(before).find((body) => body.case === 'offer')?.value;
  await until(
    () =>
      offer() !== undefined ||
      told
        .slice(before)
        .map((body) => body.case)
        .join() ||
      'nothing',
    PATIENCE,
  );
  const { offerId = '' } = offer() ?? {};
  const answer = await desk.control({ body: { case: 'answerOffer', value: { offerId, accept: true } } });
  assert.equal(answer.case, 'call');
  assert.equal(desk.closed, false);
});
