import type { Log } from '@weft/proto';
import type { CallOwner } from './owner.ts';
import { guestsOf } from './step.ts';
import type { Supervision } from './supervision.ts';

/** What people may do, watched. */
export interface WatchedGrants {
  /** Told whenever anything about anybody changed. */
  onChange(listener: (agentId: string) => void): Disposable;
}

export interface SupervisionEndsOptions {
  readonly people: WatchedGrants;
  /** The calls of this instance. */
  readonly table: { readonly owners: readonly CallOwner[] };
  readonly supervision: Pick<Supervision, 'mayJoin'>;
  readonly log: Log;
}

/** Takes those out of the calls of others who were let in as supervisors and are none any more: a call may last for an hour. */
export class SupervisionEnds implements Disposable {
  readonly #options: SupervisionEndsOptions;
  readonly #listening: Disposable;

  constructor(options: SupervisionEndsOptions) {
    this.#options = options;
    this.#listening = options.people.onChange((agentId) => this.#look(agentId));
  }

  [Symbol.dispose](): void {
    this.#listening[Symbol.dispose]();
  }

  #look(subjectId: string): void {
    const { table, supervision, log } = this.#options;
    if (supervision.mayJoin(subjectId)) return;
    for (const owner of table.owners) {
      const { state } = owner;
      if (state.stage === 'ended' || !guestsOf(state).some((guest) => guest.subjectId === subjectId))
        continue;
      log.info({ callId: state.callId, subjectId }, 'a supervisor no more, and out of the call');
      owner.takeQuietly({ name: 'supervision-ended', subjectId });
    }
  }
}
