import type { Call, Desk as DeskMessage, InvitationEnded } from '@weft/proto';
import type { LiveCall } from './live-call.ts';
import type { PageMedia } from './page-parts.ts';
import type { AskedColleague, CallColleagues, Colleague } from './types.ts';

export interface ColleaguesParts {
  /** The agent's own call; undefined = there is none. */
  readonly live: () => LiveCall<PageMedia> | undefined;
  /** Does what the agent asked for; a failure is shown, not thrown. */
  readonly act: (action: () => Promise<void>) => void;
  readonly changed: () => void;
  /** For how long the call has been the agent's. */
  readonly callMs: () => number;
}

/** The colleagues whom an agent has in the call: asked in, handed the call, let go again. */
export class AskedIn implements CallColleagues {
  readonly #parts: ColleaguesParts;
  #asked: AskedColleague | undefined;
  /** The mesh has said that it rings; before, it need not know of it. */
  #rings = false;

  constructor(parts: ColleaguesParts) {
    this.#parts = parts;
  }

  /** Who was asked last, until they are in it. */
  get asked(): AskedColleague | undefined {
    return this.#asked;
  }

  ask({ agentId, displayName }: Colleague, hold: boolean): void {
    // Shown before the mesh has answered: what became of it may be told first.
    const asked: AskedColleague = { agentId, displayName, state: 'ringing' };
    this.#do(async (live) => {
      if (this.#asked?.state === 'ringing') return;
      const held = hold && !live.call.held;
      this.#set(asked);
      try {
        if (held) await live.setHold(true);
        await live.invite(agentId, held);
        if (this.#asked === asked) this.#rings = true;
      } catch (error) {
        if (this.#asked === asked) this.#set(undefined);
        // Nobody comes: the customer does not wait for them.
        if (held) await live.setHold(false).catch(() => undefined);
        throw error;
      }
    });
  }

  withdraw(): void {
    const asked = this.#asked;
    if (asked?.state !== 'ringing') return;
    this.#do(async (live) => {
      await live.withdraw(asked.agentId);
      // Told by then, as one who could not come: the agent knows better. One who came in just before stays.
      const now = this.#asked;
      if (now?.agentId === asked.agentId && now.state !== 'declined') this.#set(undefined);
    });
  }

  handOver(agentId: string): void {
    this.#do((live) => live.transfer({ agentId }, this.#parts.callMs()));
  }

  letGo(participantId: string): void {
    this.#do((live) => live.release(participantId));
  }

  told({ agentId, outcome }: InvitationEnded): void {
    // Of an asking that is still under way whoever rings from now on will tell.
    if (agentId === '' && this.#rings) this.#missed(this.#parts.live()?.call);
    if (this.#asked?.agentId !== agentId) return;
    this.#set(outcome === 'accepted' ? undefined : { ...this.#asked, state: outcome });
  }

  /** What the mesh knows in a new session: a page that was loaded again forgot at whom it rings, and one that was away missed what became of it. */
  found({ askedIn, call }: DeskMessage): void {
    if (askedIn !== undefined) {
      this.#rings = true;
      this.#set({ ...askedIn, state: 'ringing' });
      return;
    }
    if (this.#rings) this.#missed(call);
  }

  /** There is no call any more. */
  clear(): void {
    this.#asked = undefined;
    this.#rings = false;
  }

  /** It rings no more, and what became of it was told to nobody: they are in the call, or nobody came. */
  #missed(call: Pick<Call, 'guests'> | undefined): void {
    const asked = this.#asked;
    if (asked === undefined) return;
    const came = call?.guests.some(({ agentId }) => agentId === asked.agentId) === true;
    this.#set(came ? undefined : { ...asked, state: 'rescinded' });
  }

  #do(action: (live: LiveCall<PageMedia>) => Promise<void>): void {
    const live = this.#parts.live();
    if (live !== undefined) this.#parts.act(() => action(live));
  }

  #set(asked: AskedColleague | undefined): void {
    this.#asked = asked;
    if (asked?.state !== 'ringing') this.#rings = false;
    this.#parts.changed();
  }
}
