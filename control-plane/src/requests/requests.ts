import {
  type Bus,
  type BusMessage,
  type BusSubscription,
  type Clock,
  type ControlReplyInit,
  isId,
  type Log,
  type Principal,
  RelayedReply,
  RelayedRequest,
  type Role,
  subjects,
  WeftError,
} from '@weft/proto';
import type { AuditTrail } from '../api/audit-trail.ts';
import { drained } from '../api/mesh.ts';
import type { RateLimit } from '../api/rate-limit.ts';
import type { Calls } from '../calls/calls.ts';
import type { Callers } from '../contacts/callers.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { MeshQueries } from '../ports.ts';
import { type Command, parseCommand } from './commands.ts';
import type { Desks } from './desks.ts';
import { relayedReply } from './reply.ts';
import type { MeshWatches } from './watches.ts';

/** Requests under way at one instance; beyond, UNAVAILABLE at once. */
const MAX_UNDER_WAY = 5_000;

const ROLES: Readonly<Record<Command['name'], readonly Role[]>> = {
  'request-call': ['customer'],
  'hang-up': ['customer', 'agent'],
  'sync-call': ['customer', 'agent'],
  'set-hold': ['agent'],
  'transfer-call': ['agent'],
  'invite-colleague': ['agent'],
  'withdraw-invitation': ['agent'],
  'release-guest': ['agent'],
  // Who of them may is what the call's owner asks.
  'supervise-call': ['agent'],
  'ask-callback': ['customer'],
  'answer-callback': ['customer'],
  'report-gap': ['customer', 'agent'],
  'standby-failed': ['customer', 'agent'],
  'node-heard': ['customer', 'agent'],
  'set-presence': ['agent'],
  'answer-offer': ['agent'],
  'sync-desk': ['agent'],
  'watch-mesh': ['operator'],
  'drain-node': ['operator'],
  'sync-conversation': ['customer', 'agent'],
  'post-item': ['customer', 'agent'],
  'edit-item': ['customer', 'agent'],
  'mark-seen': ['customer', 'agent'],
  'set-typing': ['customer', 'agent'],
  'rate-conversation': ['customer'],
  'list-conversations': ['agent'],
  'focus-conversation': ['agent'],
  'take-conversation': ['agent'],
  'transfer-conversation': ['agent'],
  'close-conversation': ['customer', 'agent'],
  'tag-conversation': ['agent'],
  'prioritize-conversation': ['agent'],
  'snooze-conversation': ['agent'],
  'wake-conversation': ['agent'],
  'block-customer': ['agent'],
  'follow-conversation': ['agent'],
  'change-conversations': ['agent'],
};

/** What requests are answered with. */
export interface RequestParts {
  readonly bus: Bus;
  readonly regions: readonly string[];
  readonly calls: Calls;
  /** Whether a customer may call. */
  readonly callers: Pick<Callers, 'admit'>;
  readonly desks: Desks;
  readonly conversations: Conversations;
  readonly mesh: MeshQueries;
  readonly watches: MeshWatches;
  readonly trail: Pick<AuditTrail, 'tell'>;
  /** Every request of a subject. */
  readonly rates: RateLimit;
  /** RequestCall alone. */
  readonly callRates: RateLimit;
  /** What is written: PostItem, EditItem and RateConversation. */
  readonly postRates: RateLimit;
  readonly log: Log;
  /** For the metrics: what was asked, the code it was answered with ("ok"), and how long it took. */
  readonly answered: (name: string, code: string, durationMs: number) => void;
  readonly clock: Clock;
}

/** Takes clients' requests of its regions, as one of the queue group, and answers each exactly once. */
export class Requests implements Disposable {
  readonly #parts: RequestParts;
  readonly #subscriptions: readonly BusSubscription[];
  #underWay = 0;

  constructor(parts: RequestParts) {
    this.#parts = parts;
    this.#subscriptions = parts.regions.map((region) =>
      parts.bus.subscribe(subjects.control(region), (message) => void this.#answer(message), {
        queue: subjects.controlGroup,
      }),
    );
  }

  /** Takes no more; what is under way is still answered. */
  [Symbol.dispose](): void {
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
  }

  async #answer(message: BusMessage): Promise<void> {
    const { clock, log, answered } = this.#parts;
    const startedAtMs = clock.monotonic();
    let name = 'unreadable';
    this.#underWay += 1;
    const reply = await relayedReply(
      () => {
        if (this.#underWay > MAX_UNDER_WAY) throw new WeftError('UNAVAILABLE', 'too much to do');
        const relayed = decode(message.data);
        const who = admitted(relayed.principal);
        this.#limit(this.#parts.rates, who);
        const command = parseCommand(relayed.body);
        name = command.name;
        if (!ROLES[command.name].includes(who.role)) throw new WeftError('FORBIDDEN');
        return this.#serve(relayed, who, command);
      },
      (error) => log.error({ request: name, error: describe(error) }, 'request failed'),
    );
    this.#underWay -= 1;
    message.respond(RelayedReply.encode(reply));
    const code = reply.result?.case === 'fault' ? (reply.result.value.code ?? '') : 'ok';
    answered(name, code, clock.monotonic() - startedAtMs);
  }

  async #serve(relayed: RelayedRequest, who: Principal, command: Command): Promise<ControlReplyInit> {
    const { calls, callers, desks, conversations, mesh, watches, callRates, postRates } = this.#parts;
    switch (command.name) {
      case 'request-call':
        this.#limit(callRates, who);
        await callers.admit(who.subjectId);
        return calls.request({ relayed, who, command });
      case 'sync-call':
        return calls.serve({ relayed, who, command }, command.callId === '' ? undefined : command.callId);
      case 'hang-up':
      case 'set-hold':
      case 'transfer-call':
      case 'supervise-call':
      case 'invite-colleague':
      case 'withdraw-invitation':
      case 'release-guest':
      case 'ask-callback':
      case 'answer-callback':
      case 'report-gap':
      case 'standby-failed':
      case 'node-heard':
        return calls.serve({ relayed, who, command }, command.callId);
      case 'set-presence':
      case 'answer-offer':
      case 'sync-desk':
        return desks.serve(relayed);
      case 'watch-mesh':
        if (command.on) return { body: { case: 'mesh', value: watches.on(who.sessionId) } };
        watches.off(who.sessionId);
        return { body: { case: 'accepted', value: {} } };
      case 'drain-node':
        await mesh.drain(command.nodeId, command.on);
        this.#parts.trail.tell({ actorId: who.subjectId, ...drained(command.nodeId, command.on) });
        return { body: { case: 'accepted', value: {} } };
      case 'post-item':
      case 'edit-item':
      case 'rate-conversation':
        this.#limit(postRates, who);
        return conversations.serve(who, command);
      default:
        return conversations.serve(who, command);
    }
  }

  #limit(rates: RateLimit, { subjectId }: Principal): void {
    const retryAfterMs = rates.take(subjectId);
    if (retryAfterMs > 0) throw new WeftError('RATE_LIMITED', undefined, { retryAfterMs });
  }
}

function decode(bytes: Uint8Array): RelayedRequest {
  try {
    return RelayedRequest.decode(bytes);
  } catch (error) {
    throw new WeftError('BAD_REQUEST', 'not a RelayedRequest', { cause: error });
  }
}

/** Edges make principals; a broken one is refused all the same, since its ids become subjects and keys. */
function admitted(principal: Principal | undefined): Principal {
  if (principal === undefined) throw new WeftError('BAD_REQUEST', 'nobody asks');
  const { sessionId, subjectId, region } = principal;
  if (!isId(sessionId) || !isId(subjectId) || !isId(region)) {
    throw new WeftError('BAD_REQUEST', 'the principal is not of our making');
  }
  return principal;
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
