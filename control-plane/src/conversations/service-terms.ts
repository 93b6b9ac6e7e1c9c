import { type Clock, type Conversation, DEFAULT_QUEUE } from '@weft/proto';
import type { Opening } from '../calendar.ts';
import { callWork } from '../routing/call-work.ts';
import {
  type CompiledQueue,
  classify,
  type Moment,
  type QueueRule,
  type Work,
} from '../routing/engine/index.ts';
import type { RoutingRules } from '../routing/live-rules.ts';
import type { NewCall } from '../routing/queue.ts';
import { textWork } from './text-work.ts';

const MINUTE_MS = 60_000;
const ALWAYS: Opening = { open: true, untilMs: undefined };

/** What the routing rules promise customers who write. */
export class ServiceTerms {
  readonly #routing: Pick<RoutingRules, 'current'>;
  readonly #clock: Clock;

  constructor(routing: Pick<RoutingRules, 'current'>, clock: Clock) {
    this.#routing = routing;
    this.#clock = clock;
  }

  /** Whether work can be given to this queue: one of the rules', or the one that all work is in, whose rules say where it goes. */
  hasQueue(queueId: string): boolean {
    return queueId === DEFAULT_QUEUE || this.#routing.current.queues.has(queueId);
  }

  /** The rules' queue that a conversation is in. */
  queueOf(head: Conversation): string {
    return this.#queueOf(head).queueId;
  }

  /** What a customer is asked for before this conversation begins. */
  askFirst(head: Conversation): QueueRule['askFirst'] {
    return this.#queueOf(head).rule.askFirst;
  }

  /** By when a wait that begins now is to be over (wall clock); 0 = the queue promises nothing. */
  dueAtMs(head: Conversation): number {
    const { rule, hours } = this.#queueOf(head);
    const { firstMinutes, nextMinutes } = rule.answerWithin;
    const minutes = head.answeredAtMs === 0 ? (firstMinutes ?? nextMinutes) : nextMinutes;
    if (minutes === undefined) return 0;
    const { waitingSinceMs } = head;
    if (hours === undefined) return waitingSinceMs + minutes * MINUTE_MS;
    return hours.after(waitingSinceMs, minutes * MINUTE_MS) ?? 0;
  }

  /**
   * Whether the queue that a conversation goes to is open, and until when. One that hands over what
   * comes while it is closed is as open as the one it hands it to; of several that are closed the first to open counts.
   */
  opening(head: Conversation): Opening {
    return this.#openingFrom(this.#queueOf(head));
  }

  /** The same of the queue that a call would wait in. */
  callOpening(call: NewCall): Opening {
    return this.#openingFrom(this.#classify(callWork(call, this.#now(), false)));
  }

  #openingFrom(first: CompiledQueue): Opening {
    const nowMs = this.#clock.now();
    const seen = new Set<string>();
    let opensMs = Number.POSITIVE_INFINITY;
    let queue: CompiledQueue | undefined = first;
    while (queue !== undefined && !seen.has(queue.queueId)) {
      const opening = queue.hours?.at(nowMs);
      if (opening === undefined || opening.open) return opening ?? ALWAYS;
      opensMs = Math.min(opensMs, opening.untilMs ?? Number.POSITIVE_INFINITY);
      seen.add(queue.queueId);
      const { closed }: CompiledQueue['rule'] = queue.rule;
      queue = closed.do === 'overflow' ? this.#routing.current.queues.get(closed.to) : undefined;
    }
    return { open: false, untilMs: Number.isFinite(opensMs) ? opensMs : undefined };
  }

  /** The rules' queues whose conversations are closed when nothing has happened in them for so long. */
  idle(): readonly { readonly queueId: string; readonly afterMs: number }[] {
    return [...this.#routing.current.queues.values()].flatMap(({ queueId, rule: { closeAfterHours } }) =>
      closeAfterHours === undefined ? [] : [{ queueId, afterMs: closeAfterHours * 60 * MINUTE_MS }],
    );
  }

  #queueOf(head: Conversation): CompiledQueue {
    return this.#classify(textWork(head, this.#routing.current, this.#now()));
  }

  #classify(work: Work): CompiledQueue {
    return classify(this.#routing.current, work).queue;
  }

  #now(): Moment {
    return { nowMs: this.#clock.now(), monotonicMs: this.#clock.monotonic() };
  }
}
