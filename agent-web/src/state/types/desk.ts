import type {
  CallKind,
  CallSummary,
  EndCause,
  OfferOutcome,
  PageContext,
  Participant,
  Presence,
} from '@weft/proto';
import type { AgentConversations } from './agent-conversations.ts';
import type { LinkSnapshot, Problem, Readable } from './basics.ts';
import type { CallView, VideoWish } from './customer.ts';
import type { Devices, NoiseSnapshot } from './devices.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { CallControls, MediaSnapshot } from './media.ts';
import type { AskedColleague, CallColleagues, Mode } from './supervision.ts';
import type { Thread, TransferTarget } from './threads.ts';

/** An offer as the desk shows it. */
export interface OfferView {
  readonly offerId: string;
  readonly callId: string;
  /** What the call belongs to; empty = nothing. */
  readonly conversationId: string;
  readonly kind: CallKind;
  readonly customer: Participant | undefined;
  readonly page: PageContext | undefined;
  readonly waitedMs: number;
  /** Who asks this agent into their own call; empty = the call would be this agent's. */
  readonly invitedBy: string;
  /** The customer is not there: they are called when it is accepted. */
  readonly callback: boolean;
}

export type DeskWork =
  | { readonly name: 'none' }
  /** Rings. The countdown is `Desk.countdown`. */
  | { readonly name: 'offered'; readonly offer: OfferView }
  | { readonly name: 'accepting'; readonly offer: OfferView }
  | { readonly name: 'in-call'; readonly call: CallView; readonly phase: 'active' | 'held' }
  /** The call just ended; `dismiss()` or the next offer clears it. */
  | {
      readonly name: 'ended';
      readonly call: CallView;
      readonly cause: EndCause;
      readonly durationMs: number;
    };

export type DeskState =
  /** Finding out whether the refresh cookie of before still signs in. */
  | { readonly name: 'restoring' }
  /** `problem`: why the last sign-in failed, or why a signed-in desk was put out (SIGNED_IN_ELSEWHERE). */
  | { readonly name: 'signed-out'; readonly problem: Problem | undefined }
  | { readonly name: 'signing-in' }
  | {
      readonly name: 'signed-in';
      readonly agentId: string;
      readonly displayName: string;
      /** May come into the calls of others. */
      readonly supervises: boolean;
      /** They may choose another password here. */
      readonly ownPassword: boolean;
      /** 'unspecified' until the control plane has answered. */
      readonly presence: Presence;
      /** "chosen", "in-call", "wrap-up", "not-responding", "signed-off"; empty when not known. */
      readonly presenceReason: string;
      /** What they chose to be, which holds when a call is over; 'unspecified' until the control plane has answered. */
      readonly chosen: Presence;
      /** What for they chose to be busy or away; empty = not said. */
      readonly pause: string;
      /** What they may say. */
      readonly pauses: readonly string[];
      /** Until when the last call is wrapped up, by the page's clock; 0 = none is. */
      readonly wrapUpUntilMs: number;
      /** Customers in the queue. */
      readonly waiting: number;
      /** Today's calls, newest first. */
      readonly history: readonly CallSummary[];
      readonly work: DeskWork;
      /** What became of the last offer, until the next one. */
      readonly lastOffer: OfferOutcome | undefined;
      /** The colleague who was asked into the call last. */
      readonly asked: AskedColleague | undefined;
      /** The last action that failed; `dismiss()` clears it. */
      readonly problem: Problem | undefined;
    };

export interface DeskSnapshot {
  readonly link: LinkSnapshot;
  readonly state: DeskState;
  readonly media: MediaSnapshot;
  readonly noise: NoiseSnapshot;
  /**
   * Offers are accepted at once (`?auto=1` or the switch). While it is on and the agent is available,
   * microphone and camera stay open (once allowed), so that nobody waits for them.
   */
  readonly autoAccept: boolean;
  /** The ring tone sounds for offers. */
  readonly ring: boolean;
}

/** Time left of the ringing offer; both 0 when none rings. Changes four times a second. */
export interface Countdown {
  readonly leftMs: number;
  readonly totalMs: number;
}

/** Made by `createDesk(options)` of state/desk-page.ts: each page has its own, so that none carries another's code. */
export interface OwnPasswordSnapshot {
  readonly step: 'none' | 'saving' | 'saved';
  /** Why it is the one of before; SIGN_IN_REFUSED = the present one was not right. */
  readonly problem: Problem | undefined;
}

/** The password of who is signed in. */
export interface OwnPassword extends Readable<OwnPasswordSnapshot> {
  change(password: string, newPassword: string): void;
  /** What came of the last change is of no interest any more. */
  forget(): void;
}

export interface Desk extends Readable<DeskSnapshot>, CallControls, AsyncDisposable {
  readonly devices: Devices;
  readonly callSeconds: Readable<number>;
  readonly countdown: Readable<Countdown>;
  readonly diagnostics: Diagnostics;
  readonly conversations: AgentConversations;
  readonly colleagues: CallColleagues;
  readonly ownPassword: OwnPassword;
  /** Tries the refresh cookie of before. Call once. */
  open(): void;
  signIn(login: string, password: string): void;
  signOut(): void;
  /** Resolves when it holds or was refused. */
  setPresence(presence: 'available' | 'busy' | 'away', pause?: string): Promise<void>;
  accept(): void;
  decline(): void;
  setHold(on: boolean): void;
  /** A conversation goes to another agent or back to a queue; a live call in it goes along. */
  transfer(thread: Thread, to: TransferTarget, note: string): void;
  /** Comes into a colleague's call, or goes on in it in another mode; `hangUp` leaves it. For supervisors. */
  supervise(callId: string, mode: Mode): void;
  setAutoAccept(on: boolean): void;
  setNoiseSuppression(on: boolean): void;
  /** Whether the ring tone sounds for offers; remembered. */
  setRing(on: boolean): void;
  dismiss(): void;
}

export interface DeskOptions {
  readonly apiUrl: string;
  readonly client: string;
  readonly region?: string;
  /** Start value of the auto-accept switch (`?auto=1`). */
  readonly autoAccept?: boolean;
  readonly video?: VideoWish;
}
