import { until } from '@weft/proto/testing';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import type { DeskPage } from '../browser/desk-page.ts';
import { statsOf } from '../browser/diagnostics.ts';
import { CALL_TIMEOUT_MS, MEDIA_TIMEOUT_MS } from '../browser/limits.ts';
import { ShopPage } from '../browser/shop-page.ts';
import { momentsOf } from '../browser/watch.ts';

/** What one join took, in milliseconds from the customer's click on. */
export interface Join {
  /** The agent's first picture was shown to the customer. */
  readonly firstFrameMs: number;
  /** Steps as the customer's page notes them: name → when. */
  readonly customer: ReadonlyMap<string, number>;
  /** Steps as the desk notes them. */
  readonly agent: ReadonlyMap<string, number>;
}

/** A customer comes to the shop, calls once the widget is loaded, sees the agent, hangs up and goes. */
export async function joinOnce(context: BrowserContext, baseUrl: string, desk: DeskPage): Promise<Join> {
  const shop = await ShopPage.open(context, baseUrl, { region: 'eu' });
  await untilFree(desk);
  await shop.call('video');
  const join = await joined(shop, desk, (await momentsOf(shop.page)).clickAtMs);
  await shop.page.close();
  return join;
}

/** A customer whose call is over calls again from the same page, sees the agent and hangs up. */
export async function joinAgain(shop: ShopPage, desk: DeskPage): Promise<Join> {
  await untilFree(desk);
  await shop.widget.getByRole('button', { name: shop.words.callAgain, exact: true }).click();
  return joined(shop, desk, (await momentsOf(shop.widget)).clickAtMs);
}

/** Waits until both see each other, notes how long it took since the click, and hangs up. */
async function joined(shop: ShopPage, desk: DeskPage, clickAtMs: number | undefined): Promise<Join> {
  if (clickAtMs === undefined) throw new Error('the click left no trace');
  const firstFrameMs = (await firstFrameAt(shop.widget, 'customer', clickAtMs)) - clickAtMs;
  await firstFrameAt(desk.page, 'agent', clickAtMs);
  const join: Join = {
    firstFrameMs,
    customer: await stepsOf(shop.widget, clickAtMs),
    agent: await stepsOf(desk.page, clickAtMs),
  };
  await shop.control('hangUp').click();
  await shop.untilState('ended', CALL_TIMEOUT_MS);
  return join;
}

/** An agent in a call, or not yet back from one, would not be offered the next. */
const untilFree = (desk: DeskPage): Promise<void> =>
  until(
    async () => {
      const { state } = await desk.snapshot();
      const free = state.presence === 'available' && state.work?.name !== 'in-call';
      return free || `the agent is ${state.presence}, the work ${state.work?.name}`;
    },
    { timeoutMs: CALL_TIMEOUT_MS },
  );

/** When the other side's first picture of this call was shown, in milliseconds since the Unix epoch. */
async function firstFrameAt(frame: Frame | Page, side: string, clickAtMs: number): Promise<number> {
  let atMs: number | undefined;
  await until(
    async () => {
      ({ frameAtMs: atMs } = await momentsOf(frame));
      return (atMs !== undefined && atMs > clickAtMs) || `the ${side} sees nobody yet`;
    },
    { timeoutMs: MEDIA_TIMEOUT_MS },
  );
  return atMs ?? Number.NaN;
}

/** The page's own notes on its way into the call, from the customer's click on. */
async function stepsOf(frame: Frame | Page, clickAtMs: number): Promise<ReadonlyMap<string, number>> {
  const origin = await frame.evaluate(() => performance.timeOrigin);
  const timings: Readonly<Record<string, number | undefined>> = { ...(await statsOf(frame))?.timings };
  const happened = Object.entries(timings).flatMap(([name, atMs]) =>
    atMs === undefined ? [] : [[name, origin + atMs - clickAtMs] as const],
  );
  return new Map(happened);
}
