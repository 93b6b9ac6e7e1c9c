import { systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { Frame, Page } from 'playwright-core';
import type { DeskPage } from '../browser/desk-page.ts';
import type { CallStats, Snapshot } from '../browser/diagnostics.ts';
import { CALL_TIMEOUT_MS, MEDIA_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { type Seen, seenBy } from './probe.ts';

/** What is said and shown in a call. */
export type CallKind = 'voice' | 'video';

/** One end of a call. */
export interface End {
  readonly name: 'customer' | 'agent';
  readonly kind: CallKind;
  /** The document that the call is in. */
  readonly frame: Frame | Page;
  stats(): Promise<CallStats>;
  snapshot(): Promise<Snapshot>;
}

/** Sound and picture have come lately when they came within this. */
const LATELY_MS = 700;

/** A call between two pages. */
export class LiveCall {
  readonly callId: string;
  readonly customer: ShopPage;
  readonly agent: DeskPage;
  readonly kind: CallKind;
  readonly #widget: Frame;
  readonly #hot: boolean;

  constructor(callId: string, customer: ShopPage, agent: DeskPage, kind: CallKind, hot: boolean) {
    this.callId = callId;
    this.kind = kind;
    this.customer = customer;
    this.agent = agent;
    this.#widget = customer.widget;
    this.#hot = hot;
  }

  get ends(): readonly [End, End] {
    const { customer, agent, kind } = this;
    return [
      {
        name: 'customer',
        kind,
        frame: this.#widget,
        stats: () => customer.stats(),
        snapshot: () => customer.snapshot(),
      },
      {
        name: 'agent',
        kind,
        frame: agent.page,
        stats: () => agent.stats(),
        snapshot: () => agent.snapshot(),
      },
    ];
  }

  /** Switches both noise suppressors off: they take a tone for noise, and the processor from the media. */
  async quieten(): Promise<void> {
    for (const page of [this.customer, this.agent]) {
      const button = page.control('noiseSuppression');
      if ((await button.getAttribute('aria-pressed')) === 'true')
        await button.click({ timeout: CALL_TIMEOUT_MS });
    }
  }

  /** Waits until both ends see and hear each other and have a standby leg that is ready. */
  async untilSteady(timeoutMs = MEDIA_TIMEOUT_MS): Promise<void> {
    await until(
      async () => {
        for (const end of this.ends) {
          const why = (await whyNotLive(end)) ?? (await whyNotReady(end, this.#hot));
          if (why !== undefined) return why;
        }
        return true;
      },
      { timeoutMs, intervalMs: 100 },
    );
  }

  /** Waits until both ends see and hear each other. */
  async untilLive(timeoutMs = MEDIA_TIMEOUT_MS): Promise<void> {
    await until(
      async () => {
        for (const end of this.ends) {
          const why = await whyNotLive(end);
          if (why !== undefined) return why;
        }
        return true;
      },
      { timeoutMs, intervalMs: 100 },
    );
  }

  /** The customer hangs up and goes. Resolves when both sides know. */
  async hangUp(): Promise<void> {
    await this.customer.control('hangUp').click();
    await this.customer.untilState('ended', CALL_TIMEOUT_MS);
    await this.agent.untilWork('ended', CALL_TIMEOUT_MS);
    await this.customer.page.close();
  }
}

/** What an end lacks of a call that lives; undefined = nothing. */
export async function whyNotLive(end: End): Promise<string | undefined> {
  const { state } = await end.snapshot();
  const name = end.name === 'agent' ? state.work?.name : state.name;
  if (name !== 'in-call') return `the ${end.name} is ${name}`;
  const seen: Seen = await seenBy(end.frame, systemClock.now() - LATELY_MS);
  const lacks = [
    ...(seen.audioMs.length === 0 ? ['hears'] : []),
    ...(end.kind === 'video' && seen.videoMs.length === 0 ? ['sees'] : []),
  ];
  return lacks.length === 0 ? undefined : `the ${end.name} ${lacks.join(' and ')} nothing`;
}

async function whyNotReady(end: End, hot: boolean): Promise<string | undefined> {
  const { standbyReady, standbyNodeId, nodeId, voiceCopies } = await end.stats();
  if (standbyReady && hot && voiceCopies < 2) return `the ${end.name} hears ${voiceCopies} copies`;
  if (standbyReady) return undefined;
  return `the ${end.name} at ${nodeId} has no standby leg that is ready (${standbyNodeId || 'none'})`;
}
