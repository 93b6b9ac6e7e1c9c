import type { ErrorCode } from '@weft/proto';
import type { AgentPresence, AgentTraits, Preference, Work } from './model.ts';
import type { Token } from './offer.ts';
import type { Decision } from './why.ts';

/** What happens to the engine. Times in it are monotonic. */
export type EngineEvent =
  | { readonly name: 'work-arrived'; readonly work: Work }
  /** Abandoned, cancelled, done elsewhere: wherever it is, it is no more. */
  | { readonly name: 'work-gone'; readonly workId: string }
  /** The agent is done with it; a wrap-up may follow. */
  | { readonly name: 'work-finished'; readonly workId: string }
  /** The agent is done wrapping up, before the time or without one. */
  | { readonly name: 'wrapped-up'; readonly workId: string }
  /** From its agent back to waiting, with its age: a transfer, or a seat that was not to be had. */
  | {
      readonly name: 'work-returned';
      readonly workId: string;
      /** undefined = as the rules say. */
      readonly queueId: string | undefined;
      readonly preferred: Preference | undefined;
      /** Whoever had it is not offered it again before others. */
      readonly notAgain: boolean;
      /** From the first step on; otherwise where it was, as if it had gone on waiting. */
      readonly afresh: boolean;
    }
  /** An agent has work that the engine did not give: before a restart, or taken by hand. */
  | { readonly name: 'holding'; readonly agentId: string; readonly work: Work }
  /** Signs on, or is another than before. */
  | {
      readonly name: 'agent-set';
      readonly agentId: string;
      readonly traits: AgentTraits;
      readonly presence: AgentPresence;
      readonly reason: string;
      /** Since when the agent waits for work; undefined = as it is, or since now for one who was not available. */
      readonly idleSinceMs: number | undefined;
    }
  /** Will not come back soon. */
  | { readonly name: 'agent-forgotten'; readonly agentId: string }
  | { readonly name: 'answered'; readonly token: Token; readonly agentId: string; readonly accept: boolean }
  /** Time has passed. */
  | { readonly name: 'tick' };

export interface Refusal {
  readonly code: ErrorCode;
  readonly reason: string;
}

/** What came of an event. A refused event changes nothing; what time had brought about is decided all the same. */
export interface Outcome {
  readonly decisions: readonly Decision[];
  readonly refusal: Refusal | undefined;
}
