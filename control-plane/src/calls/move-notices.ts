import type { Sessions } from './sessions.ts';
import type { LegMove, LiveCall, MoveNotice } from './state.ts';
import { legsOf } from './step.ts';

/** Who was told to move: once for each epoch, whoever finds first that they have to. Bound: the participants of one call. */
export class MoveNotices {
  readonly #sessions: Pick<Sessions, 'push'>;
  /** The epoch that each participant was told last. */
  readonly #told = new Map<string, number>();

  constructor(sessions: Pick<Sessions, 'push'>) {
    this.#sessions = sessions;
  }

  /** The participant's page knows of its move in this epoch: it asked for it. */
  known(participantId: string, epoch: number): void {
    this.#told.set(participantId, epoch);
  }

  /** Tells those who do not know yet. */
  tell(notices: readonly MoveNotice[]): void {
    for (const { leg, push } of notices) {
      if (this.#told.get(leg.participantId) === push.epoch) continue;
      this.#told.set(leg.participantId, push.epoch ?? 0);
      this.#sessions.push(leg.sessionId, { body: { case: 'moveNow', value: push } });
    }
  }

  /** The same of moves that are about to be made: a page that can go at once is not kept waiting for anything the owner does meanwhile. */
  tellEarly(call: LiveCall, moves: readonly LegMove[]): void {
    const epoch = call.epoch + 1;
    this.tell(
      moves.flatMap(({ participantId, fromNodeId, to, cause }) =>
        legsOf(call)
          .filter((leg) => leg.participantId === participantId)
          .map((leg) => ({
            leg,
            push: { callId: call.callId, epoch, fromNodeId, toNodeId: to.nodeId, cause },
          })),
      ),
    );
  }
}
