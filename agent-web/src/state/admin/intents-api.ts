import type { IntentPolicy, IntentsNow, IntentTrial, VersionHead } from '../types.ts';

/** What came of intents that were to be saved. */
export interface IntentsOutcome {
  readonly ok: boolean;
  readonly version: number;
  /** Why nothing was saved, in the server's words. */
  readonly problems: readonly string[];
}

/**
 * The intents as the control plane's HTTP API has them. A port. Rejects with WeftErrors, TypeErrors of the
 * network; what changes something with CONFLICT when another version than `basedOn` holds by now.
 */
export interface IntentsApi {
  now(): Promise<IntentsNow>;
  versions(): Promise<readonly VersionHead[]>;
  set(intent: string, spec: IntentPolicy, note: string, basedOn: number): Promise<IntentsOutcome>;
  remove(intent: string, note: string, basedOn: number): Promise<IntentsOutcome>;
  restore(version: number, basedOn: number): Promise<IntentsOutcome>;
  attempt(text: string): Promise<IntentTrial>;
}
