import { type Log, WeftError } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import type { SectionStep, Webhook, WebhookDraft, WebhooksEditor, WebhooksSnapshot } from '../types.ts';
import type { AdminApi } from './admin-api.ts';
import { WorkInTurn } from './work-in-turn.ts';

const CLOSED = { openId: '', answer: undefined, deliveries: [] } as const;
const EMPTY: WebhooksSnapshot = {
  ...{ step: 'none', problem: undefined, endpoints: [], saved: '', overtaken: false, secret: undefined },
  ...CLOSED,
};

/** Who is told of events, and what they were told. */
export class EndpointsEditor implements WebhooksEditor {
  readonly #api: AdminApi;
  readonly #cell: Cell<WebhooksSnapshot> = createCell(EMPTY);
  readonly #work: WorkInTurn<SectionStep>;

  constructor({ api, log }: { readonly api: AdminApi; readonly log: Log }) {
    this.#api = api;
    this.#work = new WorkInTurn(log, (standing) => this.#change(standing));
  }

  readonly get = (): WebhooksSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  load(): void {
    void this.#work.run('loading', async () => {
      const endpoints = await this.#api.webhooks();
      this.#change({ endpoints, saved: '', overtaken: false });
    });
  }

  add(draft: WebhookDraft): void {
    void this.#work.run('saving', async () => {
      const { webhook, secret } = await this.#api.addWebhook(draft);
      this.#keep(webhook);
      this.#change({ ...CLOSED, openId: webhook.endpointId });
      this.#change({ secret: { endpointId: webhook.endpointId, secret } });
    });
  }

  change(webhook: Webhook, draft: WebhookDraft): void {
    void this.#work.run('saving', async () => {
      try {
        this.#keep(await this.#api.changeWebhook(webhook, draft));
      } catch (error) {
        if (error instanceof WeftError && error.code === 'CONFLICT') this.#change({ overtaken: true });
        throw error;
      }
    });
  }

  remove(endpointId: string): void {
    void this.#work.run('saving', async () => {
      await this.#api.removeWebhook(endpointId);
      this.#change({ ...CLOSED, endpoints: this.#without(endpointId), saved: '', secret: undefined });
    });
  }

  open(endpointId: string): void {
    this.#change({ ...CLOSED, openId: endpointId, saved: '', overtaken: false });
    if (endpointId === '') return;
    void this.#work.run('loading', async () => this.#look(endpointId));
  }

  test(endpointId: string): void {
    this.#change({ answer: undefined });
    void this.#work.run('saving', async () => {
      const answer = await this.#api.testWebhook(endpointId);
      if (this.get().openId === endpointId) this.#change({ answer });
    });
  }

  sendAgain(delivery: number): void {
    const { openId } = this.get();
    void this.#work.run('saving', async () => {
      await this.#api.sendWebhookAgain(openId, delivery);
      await this.#look(openId);
    });
  }

  forgetSecret(): void {
    this.#change({ secret: undefined });
  }

  async #look(endpointId: string): Promise<void> {
    const deliveries = await this.#api.webhookDeliveries(endpointId);
    if (this.get().openId === endpointId) this.#change({ deliveries });
  }

  #without(endpointId: string): readonly Webhook[] {
    return this.get().endpoints.filter((one) => one.endpointId !== endpointId);
  }

  #keep(webhook: Webhook): void {
    const endpoints = [...this.#without(webhook.endpointId), webhook];
    endpoints.sort((one, other) => (one.name < other.name ? -1 : 1));
    this.#change({ endpoints, saved: webhook.endpointId, overtaken: false });
  }

  #change(changes: Partial<WebhooksSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
