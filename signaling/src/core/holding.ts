import {
  type Bus,
  type Holding,
  type SessionHeld,
  type SessionHeldInit,
  SessionPush,
  subjects,
} from '@weft/proto';

/** What an edge that has a session does when it hears who holds it. */
export type HoldingVerdict =
  /** Its own words, or nothing that matters here. */
  | 'ignore'
  /** The session went on there: this copy of it is dropped. */
  | 'yield'
  /** It was taken with a token that its client has replaced since: this edge says that it holds it. */
  | 'insist';

/**
 * Decides between two edges that both have a session: the one whose client has
 * shown the later resume token, and of equals the one that took it last, which
 * is the one that is heard.
 */
export function verdictOn(
  held: SessionHeld,
  own: { readonly holderId: string; readonly proven: number },
): HoldingVerdict {
  if (held.holderId === own.holderId || held.holding !== 'taken') return 'ignore';
  return held.generation >= own.proven ? 'yield' : 'insist';
}

/** What the kept messages of a session say of who holds it. */
export interface HoldingHistory {
  readonly over: boolean;
  /** The latest token that some edge knows the client to have had; 0 = none was told. */
  readonly proven: number;
}

/** Reads them. */
export function holdingHistory(helds: readonly SessionHeld[]): HoldingHistory {
  return {
    over: helds.some(({ holding }) => holding === 'over'),
    proven: helds.reduce(
      (highest, { holding, generation }) => (holding === 'taken' ? Math.max(highest, generation) : highest),
      0,
    ),
  };
}

/** What an edge said in a push. */
export const heldOf = ({ held }: SessionPush): readonly SessionHeld[] => (held === undefined ? [] : [held]);

/** Who went on with the session last: of what is kept, oldest first. Undefined = nobody took it from another edge. */
export function holderOf(helds: readonly SessionHeld[]): SessionHeld | undefined {
  return helds
    .filter(({ holding }) => holding === 'taken')
    .reduce<SessionHeld | undefined>(
      (last, held) => (last === undefined || held.generation >= last.generation ? held : last),
      undefined,
    );
}

/** Says of sessions what this edge does with them. */
export class Holdings {
  readonly #bus: Bus;
  /** This edge and this life of it. */
  readonly holderId: string;

  constructor(bus: Bus, holderId: string) {
    this.#bus = bus;
    this.holderId = holderId;
  }

  tell(
    sessionId: string,
    holding: Holding,
    more: Pick<SessionHeldInit, 'generation' | 'readingId'> = {},
  ): void {
    const held = { holderId: this.holderId, holding, ...more };
    this.#bus.publish(subjects.session(sessionId), SessionPush.encode({ held }));
  }
}
