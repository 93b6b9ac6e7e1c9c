import type { Clock } from '@weft/proto';
import type { TextStore } from '../../state/storage.ts';
import type { AnsweredInvitation } from '../../state/types.ts';
import type { Visit } from '../host-messages.ts';
import { dueInvitation, type InvitationRule, type Shown } from './due.ts';

const KEY = 'weft-invitations';
/** Rules that a visitor was invited by and that are remembered; the longest ago are forgotten first. */
const MAX_REMEMBERED = 50;

export interface InvitationsOptions {
  /** The rules; none when they cannot be had. */
  readonly fetch: () => Promise<readonly InvitationRule[]>;
  /** Survives the visit. */
  readonly store: TextStore;
  readonly clock: Clock;
  /** Whether the visitor talks to somebody already, who needs no invitation. */
  readonly busy: () => boolean;
  readonly language: () => 'en' | 'zh';
  /** Shows these words at the launcher. */
  readonly invite: (text: string) => void;
}

function readShown(text: string | undefined): Map<string, Shown> {
  try {
    const entries: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(entries)) return new Map();
    return new Map(
      entries.flatMap((entry: unknown) => {
        const [ruleId, times, lastAtMs] = Array.isArray(entry) ? entry : [];
        const sound = typeof ruleId === 'string' && typeof times === 'number' && typeof lastAtMs === 'number';
        return sound ? [[ruleId, { times, lastAtMs }] as const] : [];
      }),
    );
  } catch {
    return new Map();
  }
}

/** Invites visitors to write, by rules and seldom. Everything is decided here: nothing about the visit leaves the browser. */
export class Invitations implements AnsweredInvitation {
  readonly #options: InvitationsOptions;
  readonly #rules: Promise<readonly InvitationRule[]>;
  /** The rule whose words are shown; empty = none are. */
  #shown = '';
  #taken = '';

  constructor(options: InvitationsOptions) {
    this.#options = options;
    this.#rules = options.fetch().catch(() => []);
  }

  /** The visitor did something, or nothing, for a while. */
  async visited(url: string, visit: Visit): Promise<void> {
    const rules = await this.#rules;
    const { store, clock, busy, language, invite } = this.#options;
    if (this.#shown !== '' || busy()) return;
    const shown = readShown(store.get(KEY));
    const nowMs = clock.now();
    const rule = dueInvitation(rules, url, visit, shown, nowMs);
    if (rule === undefined) return;
    this.#shown = rule.ruleId;
    const times = (shown.get(rule.ruleId)?.times ?? 0) + 1;
    shown.delete(rule.ruleId);
    const kept = [...shown, [rule.ruleId, { times, lastAtMs: nowMs }] as const].slice(-MAX_REMEMBERED);
    store.set(KEY, JSON.stringify(kept.map(([ruleId, one]) => [ruleId, one.times, one.lastAtMs])));
    invite(rule.text[language()]);
  }

  /** The visitor took the invitation or put it away. */
  answered(taken: boolean): void {
    this.#taken = taken ? this.#shown : '';
    this.#shown = '';
  }

  readonly ruleId = (): string => this.#taken;

  /** What they write from now on is no answer to it. */
  readonly told = (): void => {
    this.#taken = '';
  };
}
