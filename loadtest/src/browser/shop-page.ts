import { until } from '@weft/proto/testing';
import type { BrowserContext, Frame, Locator, Page } from 'playwright-core';
import { type CallStats, type Snapshot, snapshotOf, statsOf } from './diagnostics.ts';
import { LOAD_TIMEOUT_MS } from './limits.ts';
import { type Language, WORDS, type Words } from './words.ts';

/** How a page is opened. */
export interface PageOptions {
  /** Pins the edge's region. */
  readonly region: string;
  readonly language?: Language;
  /** Size of the own picture, "320x180"; the page's own choice when absent. */
  readonly video?: string;
  /** What the own picture is encoded with, where its size is given; VP8 when absent. */
  readonly codec?: 'vp8' | 'vp9' | 'h264' | 'av1';
}

/** The part of an address that says how a page is to be: docs/pages.md. */
export function query({ region, language = 'en', video, codec = 'vp8' }: PageOptions): string {
  return `?region=${region}&lang=${language}${video === undefined ? '' : `&video=${video}&codec=${codec}`}`;
}

/** The customer: the demo shop with the widget in it. */
export class ShopPage {
  readonly page: Page;
  readonly words: Words;

  private constructor(page: Page, words: Words) {
    this.page = page;
    this.words = words;
  }

  /** Resolves when the widget is loaded and connected to its edge. */
  static async open(context: BrowserContext, baseUrl: string, options: PageOptions): Promise<ShopPage> {
    const { language = 'en' } = options;
    const page = await context.newPage();
    const shop = new ShopPage(page, WORDS[language]);
    await page.goto(`${baseUrl}/shop/${query(options)}`);
    await shop.untilConnected();
    return shop;
  }

  /** The widget's document. Throws while it is not loaded. */
  get widget(): Frame {
    const frame = this.page
      .frames()
      .find((one) => new URL(one.url(), this.page.url()).pathname === '/widget/');
    if (frame === undefined) {
      const urls = this.page.frames().map((one) => one.url());
      throw new Error(`the shop has no widget yet, only ${urls.join(', ')}`);
    }
    return frame;
  }

  /** Waits until the widget may be used. */
  async untilConnected(): Promise<void> {
    await until(
      async () => {
        const snapshot = await this.snapshot();
        return snapshot.link.name === 'ready' || `the widget's link is ${JSON.stringify(snapshot.link)}`;
      },
      { timeoutMs: LOAD_TIMEOUT_MS },
    );
  }

  /** Waits until the panel has risen: a click lands where the button was, and playwright sees no frame move. */
  async untilSettled(): Promise<void> {
    const panel = await this.widget.frameElement();
    let before = '';
    await until(
      async () => {
        const place = JSON.stringify(await panel.boundingBox());
        const settled = place === before;
        before = place;
        return settled || 'the panel still rises';
      },
      { timeoutMs: LOAD_TIMEOUT_MS },
    );
  }

  /** Clicks on a call button of the launcher. */
  async call(kind: 'voice' | 'video'): Promise<void> {
    const name = kind === 'voice' ? this.words.voiceCall : this.words.videoCall;
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  /** A button of the call view. */
  control(name: keyof Words): Locator {
    const controls = this.widget.getByRole('group', { name: this.words.callControls });
    return controls.getByRole('button', { name: this.words[name], exact: true });
  }

  /** Throws while the widget's script has not started. */
  async snapshot(): Promise<Snapshot> {
    const snapshot = await snapshotOf(this.widget);
    if (snapshot === undefined) throw new Error('the widget has not started');
    return snapshot;
  }

  /** Throws while no media is joined. */
  async stats(): Promise<CallStats> {
    const stats = await statsOf(this.widget);
    if (stats === undefined) throw new Error('the widget has joined no media');
    return stats;
  }

  /** Waits until the state has this name. */
  async untilState(name: string, timeoutMs: number): Promise<Snapshot> {
    let snapshot = await this.snapshot();
    await until(
      async () => {
        snapshot = await this.snapshot();
        return (
          snapshot.state.name === name || `the customer is ${JSON.stringify(snapshot.state).slice(0, 300)}`
        );
      },
      { timeoutMs },
    );
    return snapshot;
  }
}
