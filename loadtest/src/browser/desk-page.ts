import { until } from '@weft/proto/testing';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { type CallStats, type Snapshot, snapshotOf, statsOf } from './diagnostics.ts';
import { LOAD_TIMEOUT_MS } from './limits.ts';
import { type PageOptions, query } from './shop-page.ts';
import { WORDS, type Words } from './words.ts';

/** Who signs in. */
export interface Person {
  readonly login: string;
  readonly password: string;
}

/** How a desk is opened. */
export interface DeskOptions extends PageOptions {
  /** Accepts offers by itself. */
  readonly autoAccept?: boolean;
}

/** The agent: the video desk. */
export class DeskPage {
  readonly page: Page;
  readonly words: Words;

  private constructor(page: Page, words: Words) {
    this.page = page;
    this.words = words;
  }

  /** Signs in; resolves when the desk knows its presence. */
  static async open(
    context: BrowserContext,
    baseUrl: string,
    person: Person,
    options: DeskOptions,
  ): Promise<DeskPage> {
    const { language = 'en', autoAccept = false } = options;
    const page = await context.newPage();
    const desk = new DeskPage(page, WORDS[language]);
    await page.goto(`${baseUrl}/desk/${query(options)}${autoAccept ? '&auto=1' : ''}`);
    const { words } = desk;
    await page.getByRole('textbox', { name: words.login, exact: true }).fill(person.login);
    await page.getByRole('textbox', { name: words.password, exact: true }).fill(person.password);
    await page.getByRole('button', { name: words.signIn, exact: true }).click();
    await desk.untilSignedOn();
    return desk;
  }

  /** Waits until the desk is signed on to its queue. */
  async untilSignedOn(): Promise<void> {
    await until(
      async () => {
        const { state, link } = await this.snapshot();
        const known = state.presence !== undefined && state.presence !== 'unspecified';
        return (link.name === 'ready' && known) || `the desk is ${state.name}, its link ${link.name}`;
      },
      { timeoutMs: LOAD_TIMEOUT_MS },
    );
  }

  /** Chooses a presence and waits until the control plane has taken it. */
  async setPresence(presence: 'available' | 'busy' | 'away'): Promise<void> {
    // The radio itself is hidden under its label.
    await this.page.getByRole('radio', { name: this.words[presence], exact: true }).check({ force: true });
    await until(async () => {
      const { state } = await this.snapshot();
      return state.presence === presence || `the presence is ${state.presence}`;
    });
  }

  /** A button of the page, whatever view it is in. */
  button(name: keyof Words): Locator {
    return this.page.getByRole('button', { name: this.words[name], exact: true });
  }

  /** A button of the call view. */
  control(name: keyof Words): Locator {
    const controls = this.page.getByRole('group', { name: this.words.callControls });
    return controls.getByRole('button', { name: this.words[name], exact: true });
  }

  /** Throws while the desk's script has not started. */
  async snapshot(): Promise<Snapshot> {
    const snapshot = await snapshotOf(this.page);
    if (snapshot === undefined) throw new Error('the desk has not started');
    return snapshot;
  }

  /** Throws while no media is joined. */
  async stats(): Promise<CallStats> {
    const stats = await statsOf(this.page);
    if (stats === undefined) throw new Error('the desk has joined no media');
    return stats;
  }

  /** Waits until the desk's work has this name. */
  async untilWork(name: string, timeoutMs: number): Promise<Snapshot> {
    let snapshot = await this.snapshot();
    await until(
      async () => {
        snapshot = await this.snapshot();
        const { work } = snapshot.state;
        return work?.name === name || `the desk's work is ${JSON.stringify(work)?.slice(0, 300)}`;
      },
      { timeoutMs },
    );
    return snapshot;
  }
}
