import type { Call, CallSummary, ControlPush, Desk as DeskMessage, Offer } from '@weft/proto';
import { talkedMs, viewOf } from './call-view.ts';
import type { SignInState } from './sign-in.ts';
import type { DeskState, DeskWork, OfferView } from './types.ts';

/** An offer as the desk shows it. */
export const offerView = ({
  offerId,
  callId,
  conversationId,
  kind,
  customer,
  page,
  waitedMs,
  invitedBy,
  callback,
}: Offer): OfferView => ({
  offerId,
  callId,
  conversationId,
  kind,
  customer,
  page,
  waitedMs,
  invitedBy,
  callback,
});

/** What came of a callback whose ringing the agent stopped: the page was done with it before the mesh had said. */
export function afterNews(work: DeskWork, call: Call): DeskWork {
  const concerned = work.name === 'ended' && work.cause === 'not-reached' && call.stage === 'ended';
  if (!concerned || work.call.callId !== call.callId) return work;
  return { ...work, call: viewOf(call), cause: call.endCause, durationMs: talkedMs(call) };
}

/** What the mesh says of a desk: all of it, or calls of its day. */
export type DeskNews = Extract<ControlPush['body'], { readonly case: 'desk' | 'pastCalls' }>;

/** The desk as it is known after news; calls are not known of a desk that is not. */
export function afterDeskNews(known: DeskMessage | undefined, news: DeskNews): DeskMessage | undefined {
  if (news.case === 'desk')
    return { ...news.value, history: withCalls(known?.history ?? [], news.value.history) };
  return known === undefined ? undefined : { ...known, history: withCalls(known.history, news.value.calls) };
}

/** As many as the mesh keeps for an agent's day. */
const MAX_CALLS = 200;

/** Calls that are known with those that are told, newest first: what is told may be known, and need not be all. */
function withCalls(known: CallSummary[], told: readonly CallSummary[]): CallSummary[] {
  const ids = new Set(known.map(({ callId }) => callId));
  const added = told.filter(({ callId }) => !ids.has(callId));
  if (added.length === 0) return known;
  return [...known, ...added].sort((a, b) => b.endedAtMs - a.endedAtMs).slice(0, MAX_CALLS);
}

/** The calls that ended since midnight where the page is. */
export function callsOfToday(history: readonly CallSummary[], nowMs: number): readonly CallSummary[] {
  const midnightMs = new Date(nowMs).setHours(0, 0, 0, 0);
  return history.filter(({ endedAtMs }) => endedAtMs >= midnightMs);
}

/** Until when the last call is wrapped up, by the clock of whoever hears of it now. */
export const wrapUpUntil = ({ wrapUpLeftMs }: DeskMessage, nowMs: number): number =>
  wrapUpLeftMs === 0 ? 0 : nowMs + wrapUpLeftMs;

/** What the page itself knows of a signed-in desk, beside what the mesh says of it. */
type OwnState = Pick<
  Extract<DeskState, { name: 'signed-in' }>,
  'work' | 'lastOffer' | 'asked' | 'problem' | 'wrapUpUntilMs'
>;

/** The desk as the page shows it; `desk` is undefined until the mesh has answered. */
export function deskState(
  signIn: SignInState,
  desk: DeskMessage | undefined,
  own: OwnState,
  nowMs: number,
): DeskState {
  if (signIn.name !== 'signed-in') return signIn;
  const { subjectId, name, grants, ownPassword } = signIn.grant;
  return {
    ...own,
    name: 'signed-in',
    agentId: subjectId,
    displayName: desk?.displayName || name,
    supervises: grants.includes('supervisor') || grants.includes('admin'),
    ownPassword,
    presence: desk?.presence ?? 'unspecified',
    presenceReason: desk?.presenceReason ?? '',
    chosen: desk?.chosen ?? 'unspecified',
    pause: desk?.pause ?? '',
    pauses: desk?.pauses ?? [],
    waiting: desk?.waiting ?? 0,
    history: callsOfToday(desk?.history ?? [], nowMs),
  };
}
