import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { Locator } from 'playwright-core';
import type { DeskPage } from '../browser/desk-page.ts';
import { CALL_TIMEOUT_MS, LOAD_TIMEOUT_MS, MEDIA_TIMEOUT_MS } from '../browser/limits.ts';
import { OpsPage } from '../browser/ops-page.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { connect } from '../demo/call.ts';
import { untilMoreFrames, untilSound } from './media.ts';
import { World } from './world.ts';

const patient = { timeout: LOAD_TIMEOUT_MS };
const NODES_OF_HOME = 'Media nodes, eu';
const CALLS = 'Live calls';
const MEASURED = /^Connection quality: (excellent|good|poor|very poor)$/;

let world: World;
let customer: ShopPage;
let agent: DeskPage;
let ops: OpsPage;
let callId: string;
before(async () => {
  world = await World.start();
  const browser = await world.browser();
  customer = await world.shop(browser);
  ops = await OpsPage.open(browser.context, world.stack.url, world.person('ops'));
  agent = await world.desk(await world.browser(), 'anna');
});
after(() => world?.[Symbol.asyncDispose]());

/** What the customer is called at the desk. */
async function customerName(): Promise<string> {
  const { media } = await agent.snapshot();
  return media.remotes[0]?.displayName ?? '';
}

/** Seconds that a clock face says. */
function secondsOf(face: string): number {
  const [, minutes = '', seconds = ''] = /(\d+):(\d\d)/.exec(face) ?? [];
  return Number(minutes || Number.NaN) * 60 + Number(seconds);
}

/** The scores that the operators' page shows of these people. */
const scoresOf = (row: Locator, name: string): Promise<string[]> =>
  row
    .getByRole('img', { name: new RegExp(`^Quality of ${name}: \\d+ of 10$`) })
    .evaluateAll((all) =>
      all.map((one) => /(\d+) of 10/.exec(one.getAttribute('aria-label') ?? '')?.[1] ?? ''),
    );

test('before any call an operator sees both regions, their nodes and edges without load, and who is there', async () => {
  for (const region of ['eu', 'ap']) {
    for (const number of [1, 2]) {
      const cells = await ops.untilRow(
        `Media nodes, ${region}`,
        `${region}-${number}`,
        ({ State }) => State === 'Active' || `it is ${State}`,
        LOAD_TIMEOUT_MS,
      );
      assert.deepEqual([cells.Rooms, cells.Participants], ['0', '0']);
      const cpu = ops.page.getByRole('progressbar', { name: `CPU of ${region}-${number}`, exact: true });
      assert.match((await cpu.getAttribute('aria-valuetext', patient)) ?? '', /^\d+ ?%$/);
    }
    const edges = ops.page.getByRole('list', { name: `Signaling edges, ${region}`, exact: true });
    await edges
      .getByRole('listitem')
      .filter({ hasText: `${region}-edge-1` })
      .waitFor(patient);
  }
  await ops.page.getByText('No live calls.', { exact: true }).waitFor(patient);
  const agents = ops.page.getByRole('list', { name: 'Agents', exact: true });
  await agents
    .getByRole('listitem')
    .filter({ hasText: /Anna.*Available/s })
    .waitFor(patient);
});

test('a live call stands in a row with its home, its epoch and the quality of both sides', async () => {
  callId = await connect({ customer, agent });
  await untilMoreFrames(customer);
  await untilMoreFrames(agent);
  const [near, far] = [await customer.stats(), await agent.stats()];
  const cells = await ops.untilRow(
    CALLS,
    callId,
    ({ Stage }) => Stage === 'Active' || `the call is ${Stage}`,
    LOAD_TIMEOUT_MS,
  );
  assert.deepEqual([cells.Kind, cells.Home, cells.Epoch], ['Video', near.nodeId, `${near.epoch}`]);
  const legs = ops.row(CALLS, callId).getByRole('listitem');
  for (const leg of [`Customer on ${near.nodeId}`, `Agent on ${far.nodeId}`])
    await legs.filter({ hasText: new RegExp(`${leg}\\s*connected`) }).waitFor(patient);
  for (const name of [await customerName(), 'Anna']) {
    await until(
      async () => {
        const scores = await scoresOf(ops.row(CALLS, callId), name);
        const good = scores.length === 1 && Number(scores[0]) >= 1 && Number(scores[0]) <= 10;
        return good || `the scores of ${name} are ${scores.join(', ') || 'not there'}`;
      },
      { timeoutMs: MEDIA_TIMEOUT_MS },
    );
  }
  await ops.untilRow(
    NODES_OF_HOME,
    near.nodeId,
    ({ Rooms, Participants, Consumers }) =>
      (Rooms === '1' && Number(Participants) >= 1 && Number(Consumers) >= 2) ||
      `it has ${Rooms} rooms, ${Participants} participants and ${Consumers} consumers`,
    MEDIA_TIMEOUT_MS,
  );
});

test('customer and agent see how good their connection is, in a word and in figures', async () => {
  for (const where of [customer.widget, agent.page]) {
    const sign = where.getByRole('button', { name: MEASURED });
    await sign.waitFor({ timeout: MEDIA_TIMEOUT_MS });
    await sign.click();
    const figure = (name: string): Locator =>
      where.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd');
    await until(
      async () => {
        const round = await figure('Round trip').innerText();
        return /^\d+ ms$/.test(round) || `the round trip is ${round}`;
      },
      { timeoutMs: MEDIA_TIMEOUT_MS },
    );
    await until(
      async () => {
        const [up, down] = [await figure('Up').innerText(), await figure('Down').innerText()];
        return (/^[1-9]/.test(up) && /^[1-9]/.test(down)) || `up ${up}, down ${down}`;
      },
      { timeoutMs: MEDIA_TIMEOUT_MS },
    );
    assert.match(await figure('Picture').innerText(), /^[1-9]\d* × [1-9]\d*$/);
    assert.match(await figure('Loss').innerText(), /^\d+\.\d %$/);
    await sign.click();
    assert.equal(await sign.getAttribute('aria-expanded'), 'false');
  }
});

test('a drain moves the call to another node, both go on, the node is said to be empty, and it is taken back', async () => {
  for (const side of [customer, agent])
    await until(async () => (await side.stats()).standbyReady || 'there is no standby', {
      timeoutMs: CALL_TIMEOUT_MS,
    });
  const { nodeId, epoch } = await customer.stats();
  const drained = ops.row(NODES_OF_HOME, nodeId);

  // Who thinks again has drained nothing.
  await ops.button(`Drain ${nodeId}`).click();
  const dialog = ops.page.getByRole('dialog', { name: `Drain ${nodeId}?`, exact: true });
  await dialog.getByText(/those on it go on at other nodes.*Rooms now: 1\.$/).waitFor(patient);
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  assert.equal((await ops.cells(NODES_OF_HOME, nodeId))?.State, 'Active');

  await ops.button(`Drain ${nodeId}`).click();
  await dialog.getByRole('button', { name: 'Drain', exact: true }).click();
  await drained.getByRole('status').waitFor(patient);
  const call = await ops.untilRow(
    CALLS,
    callId,
    ({ Home, Epoch }) =>
      (Home !== nodeId && Number(Epoch) > epoch) || `the call is at ${Home}, epoch ${Epoch} of ${epoch}`,
    CALL_TIMEOUT_MS,
  );
  await drained.getByRole('status').getByText('Empty: it can be stopped', { exact: true }).waitFor(patient);
  const progress = drained.getByRole('progressbar', { name: `Drain ${nodeId}`, exact: true });
  assert.equal(await progress.getAttribute('aria-valuenow'), '100');
  const cells = await ops.cells(NODES_OF_HOME, nodeId);
  assert.deepEqual([cells?.State, cells?.Rooms, cells?.Participants], ['Draining', '0', '0']);

  const { nodeId: now, callId: same } = await customer.stats();
  assert.equal(same, callId);
  assert.equal(now, call.Home);
  for (const side of [customer, agent]) {
    await untilMoreFrames(side);
    await untilSound(side);
  }
  assert.equal((await customer.snapshot()).state.name, 'in-call');
  assert.equal((await agent.snapshot()).state.work?.name, 'in-call');

  await ops.button(`Take back the drain of ${nodeId}`).click();
  await ops.untilRow(
    NODES_OF_HOME,
    nodeId,
    ({ State }) => State === 'Active' || `it is ${State}`,
    LOAD_TIMEOUT_MS,
  );
  await ops.button(`Drain ${nodeId}`).waitFor(patient);
  await ops.button(`Take back the drain of ${nodeId}`).waitFor({ state: 'detached' });
});

test("the ended call leaves the operators' page and stands in the desk's day with name and duration", async () => {
  const name = await customerName();
  assert.notEqual(name, '');
  const timer = agent.page.getByRole('timer', { name: 'Call time', exact: true });
  const least = secondsOf(await timer.innerText());
  const startedAtMs = performance.now();
  await customer.control('hangUp').click();
  await agent.untilWork('ended', CALL_TIMEOUT_MS);
  const most = least + Math.ceil((performance.now() - startedAtMs) / 1_000) + 1;
  await ops.page.getByText('No live calls.', { exact: true }).waitFor(patient);

  await agent.page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: /^Calls/ })
    .click(patient);
  const day = agent.page.getByRole('region', { name: 'Calls today', exact: true });
  const entry = day.getByRole('list').getByRole('listitem');
  await entry.filter({ hasText: name }).waitFor(patient);
  assert.equal(await entry.count(), 1);
  await entry.getByRole('img', { name: 'Video call', exact: true }).waitFor(patient);
  const talked = secondsOf((await entry.innerText()).split('\n').at(-1) ?? '');
  assert.ok(talked >= least && talked <= most, `${talked} s, of ${least} to ${most}`);
});
