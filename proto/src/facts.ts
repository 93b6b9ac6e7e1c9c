import type { FactRecord, FactRecordInit } from './gen/facts.ts';

/** A fact's name on the wire, from its case: "callEnded" → "call.ended". */
export const factName = (body: NonNullable<FactRecord['body']>['case']): string =>
  body.replace(/[A-Z]/g, (letter) => `.${letter.toLowerCase()}`).replace(/\.([a-z]+)\.([a-z]+)$/, '.$1-$2');

export type FactBody = NonNullable<FactRecordInit['body']>;

/** The log of what happened: JetStream's FACTS stream. */
export interface FactLog {
  /**
   * Resolves when the stream has stored it. The fact's id deduplicates, so a
   * retry is safe. While JetStream is away appends wait in order, up to a
   * bound; beyond it the call throws UNAVAILABLE.
   */
  append(fact: {
    readonly factId: string;
    readonly atMs: number;
    readonly callId?: string;
    readonly epoch?: number;
    readonly body: FactBody;
  }): Promise<void>;
  /** Facts since a time, oldest first, ending with the last one stored at the call. Only those of the given cases when any are named. */
  replay(sinceMs: number, cases?: readonly FactBody['case'][]): AsyncIterable<FactRecord>;
}
