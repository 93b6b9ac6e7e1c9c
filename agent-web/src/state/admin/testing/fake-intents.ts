import { WeftError } from '@weft/proto';
import type { IntentPolicy, NamedIntent, VersionHead } from '../../types.ts';
import type { IntentsApi, IntentsOutcome } from '../intents-api.ts';

const policy = (...en: string[]): IntentPolicy => ({
  ...{ on: true, answer: { by: 'text', zh: '', en: 'Yes.' }, examples: { zh: [], en } },
});

/** A control plane with two intents, which learns when a test says so. */
export class FakeIntents implements IntentsApi {
  intents: Readonly<Record<string, IntentPolicy>> = {
    rental: policy('rent a crane'),
    repair: policy('repair it'),
  };
  heads: readonly VersionHead[] = [];
  learntVersion = 0;
  refusals: readonly string[] = [];
  /** What stands in the way of every question. */
  away: WeftError | undefined;
  readonly tried: string[] = [];

  get version(): number {
    return this.heads[0]?.version ?? 0;
  }

  /** Somebody saves, here or elsewhere. */
  keep(intents: Readonly<Record<string, IntentPolicy>>, note = '', copyOf = 0): void {
    this.intents = intents;
    const head = { version: this.version + 1, savedAtMs: 1, author: 'Mei', note, copyOf };
    this.heads = [head, ...this.heads];
  }

  now: IntentsApi['now'] = async () => {
    if (this.away !== undefined) throw this.away;
    const intents = Object.entries(this.intents).map(
      ([intent, one]): NamedIntent => ({ intent, ...structuredClone(one) }),
    );
    const none = { version: 0, savedAtMs: 0, author: '', note: '', copyOf: 0 };
    const { learntVersion } = this;
    return { head: this.heads[0] ?? none, learntVersion, threshold: 0.6, virtualAgent: true, intents };
  };
  versions: IntentsApi['versions'] = async () => this.heads;
  set: IntentsApi['set'] = async (intent, spec, note, basedOn) =>
    this.#save(basedOn, () => this.keep({ ...this.intents, [intent]: spec }, note));
  remove: IntentsApi['remove'] = async (intent, note, basedOn) =>
    this.#save(basedOn, () => {
      const { [intent]: _gone, ...rest } = this.intents;
      this.keep(rest, note);
    });
  restore: IntentsApi['restore'] = async (version, basedOn) =>
    this.#save(basedOn, () => this.keep(this.intents, '', version));
  attempt: IntentsApi['attempt'] = async (text) => {
    this.tried.push(text);
    return {
      ...{ text, intent: 'rental', confidence: 0.9, runnerUp: { intent: 'repair', confidence: 0.1 } },
      ...{ language: 'en', slots: [], because: ['crane'], does: 'answers', why: 'words', says: 'Yes.' },
      version: this.learntVersion,
    };
  };

  #save(basedOn: number, keep: () => void): IntentsOutcome {
    if (basedOn !== this.version) throw new WeftError('CONFLICT');
    if (this.refusals.length > 0) return { ok: false, version: basedOn, problems: this.refusals };
    keep();
    return { ok: true, version: this.version, problems: [] };
  }
}
