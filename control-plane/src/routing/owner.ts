import {
  type BusMessage,
  type BusSubscription,
  type Enqueue,
  QueueReply,
  type QueueReplyInit,
  QueueRequest,
  type QueueStanding,
  RelayedReply,
  RelayedRequest,
  SessionGone,
  subjects,
  toFault,
  WeftError,
} from '@weft/proto';
import { isDeskCommand, parseCommand } from '../requests/commands.ts';
import { KeptReplies } from '../requests/kept-replies.ts';
import { relayedReply } from '../requests/reply.ts';
import { AgentCalls } from './agent-calls.ts';
import type { QueueContext } from './context.ts';
import { QueueCore } from './core.ts';
import { DeskPushes, momentOf } from './desk-pushes.ts';
import { DeskService } from './desk-service.ts';
import { DeskStore } from './desk-store.ts';
import { QueueEffects } from './effects.ts';
import { EngineChooser } from './engine-chooser.ts';
import type { QueueEvent } from './next.ts';
import type { QueueState } from './queue.ts';
import { awaitingIn, crewNews, desksOf, recordNews, remember, waitingOf } from './recover.ts';
import { Standings, standingOf } from './standings.ts';
import { QueueSweep } from './sweep.ts';

/**
 * The one that acts for a queue, from winning its owner key to losing it. What
 * it knows is in memory; what the next owner needs is in etcd (desks, and the
 * calls' own records).
 */
export class QueueOwner implements AsyncDisposable {
  readonly #context: QueueContext;
  readonly #core: QueueCore;
  readonly #calls: AgentCalls;
  readonly #service: DeskService;
  readonly #pushes: DeskPushes;
  readonly #store: DeskStore;
  readonly #standings: Standings;
  readonly #sweep: QueueSweep;
  readonly #answered = new KeptReplies();
  readonly #subscriptions: readonly (BusSubscription | Disposable)[];
  readonly #recovered: Promise<void>;

  /** `lost` is called when a write shows that the queue has another owner. */
  constructor(context: QueueContext, ownerRevision: string, lost: () => void) {
    this.#context = context;
    const { queueId, rules, routing, texts, clock, ids, bus, directory, log } = context;
    const core = new QueueCore({
      queueId,
      rules,
      chooser: new EngineChooser(routing, clock, texts),
      clock,
      offerId: () => ids.next('offer'),
      listener: (before, now, effects) => work.follow(before, now, effects),
    });
    const calls = new AgentCalls(context, ownerRevision);
    const pushes = new DeskPushes(context, calls, () => core.state);
    const store = new DeskStore({ directory, clock, log, queueId, ownerRevision, lost });
    const standings = new Standings(bus, clock);
    const take = (event: QueueEvent): void => core.take(event);
    const work = new QueueEffects({ context, calls, pushes, store, standings, take });
    this.#core = core;
    this.#calls = calls;
    this.#pushes = pushes;
    this.#store = store;
    this.#standings = standings;
    this.#service = new DeskService({ context, core, calls, pushes, effects: work });
    this.#sweep = new QueueSweep(context, core);
    // Listening starts before etcd is read; what comes meanwhile waits, so that no newer call is offered first.
    this.#subscriptions = [
      bus.subscribe(subjects.queue(queueId), (message) => void this.#answerQueue(message)),
      bus.subscribe(subjects.desk(queueId), (message) => void this.#answerDesk(message)),
      bus.subscribe(subjects.allSessionsGone, ({ data }) => void this.#sessionGone(SessionGone.decode(data))),
      routing.onChange(() => {
        void this.#take({ name: 'tick' });
        pushes.rulesChanged();
      }),
      texts.follow(() => void this.#take({ name: 'tick' })),
      context.live.records.onChange((callId, now, before) => {
        const event = recordNews(callId, now?.value, before?.value);
        if (event !== undefined) void this.#take(event);
        for (const news of crewNews(callId, now?.value, before?.value)) void this.#take(news);
      }),
    ];
    this.#recovered = this.#recover();
  }

  /** Resolves when the queue is rebuilt; throws why it cannot be. */
  get recovered(): Promise<void> {
    return this.#recovered;
  }

  get state(): QueueState {
    return this.#core.state;
  }

  /** Answers an agent's desk, as the queue's subject would. */
  async serve(relayed: RelayedRequest): ReturnType<DeskService['serve']> {
    const { principal, requestId, body } = relayed;
    if (principal === undefined) throw new WeftError('BAD_REQUEST', 'nobody asks');
    const command = parseCommand(body);
    if (!isDeskCommand(command)) throw new WeftError('BAD_REQUEST', 'not a request of a desk');
    await this.#recovered;
    if (command.name !== 'answer-offer') return this.#service.serve(principal, command);
    const answer = () => this.#service.serve(principal, command);
    return this.#answered.answer(principal.sessionId, requestId, answer);
  }

  /** Acts no more; whoever comes next starts from etcd. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const subscription of this.#subscriptions) subscription[Symbol.dispose]();
    this.#sweep[Symbol.dispose]();
    this.#standings[Symbol.dispose]();
    this.#pushes[Symbol.dispose]();
    this.#core[Symbol.dispose]();
    this.#store.close();
    await this.#recovered.catch(() => undefined);
  }

  async #recover(): Promise<void> {
    const { directory, queueId, log, clock } = this.#context;
    const memory = await remember(directory, queueId, log);
    this.#core.restore(desksOf(memory, momentOf(clock)));
    for (const call of waitingOf(memory)) this.#takeSafely({ name: 'enqueued', call, again: true });
    this.#pushes.takenOver();
    for (const { callId, byAgentId } of awaitingIn(memory)) {
      this.#calls.nobodyCame(callId, byAgentId).catch((error: unknown) => {
        log.debug({ callId, byAgentId, error: String(error) }, 'the call is over, or keeps its hold');
      });
    }
    this.#sweep.sweep();
    log.info({ queueId, calls: memory.calls.length, desks: memory.desks.length }, 'queue taken over');
  }

  /** An event that nobody waits for, after the recovery. */
  async #take(event: QueueEvent): Promise<void> {
    await this.#recovered.then(
      () => this.#takeSafely(event),
      () => undefined,
    );
  }

  #takeSafely(event: QueueEvent): void {
    try {
      this.#core.take(event);
    } catch (error) {
      this.#context.log.warn({ event: event.name, error: String(error) }, 'event refused');
    }
  }

  #sessionGone({ role, sessionId }: SessionGone): void {
    if (role === 'agent') void this.#take({ name: 'session-gone', sessionId });
  }

  async #answerQueue(message: BusMessage): Promise<void> {
    try {
      await this.#recovered;
      message.respond(QueueReply.encode(this.#queueReply(QueueRequest.decode(message.data))));
    } catch (error) {
      message.respond(QueueReply.encode({ result: { case: 'fault', value: toFault(error) } }));
    }
  }

  #queueReply({ body }: QueueRequest): QueueReplyInit {
    switch (body?.case) {
      case 'enqueue':
        return { result: { case: 'standing', value: this.#enqueue(body.value) } };
      case 'invite': {
        const { call, agentId, ...by } = body.value;
        if (call === undefined) throw new WeftError('BAD_REQUEST', 'nothing to be asked into');
        const invitation = { call: { ...call, pausedUntilMs: new Map() }, ...by };
        this.#core.take({ name: 'invited', agentId, invitation });
        return { result: { case: 'done', value: {} } };
      }
      case 'withdraw': {
        const { callId, agentId } = body.value;
        this.#core.take({ name: 'invitation-withdrawn', callId, agentId });
        return { result: { case: 'done', value: {} } };
      }
      case 'dequeue':
      case 'callFinished':
        this.#core.take({ name: 'call-over', callId: body.value.callId });
        return { result: { case: 'done', value: {} } };
      case undefined:
        throw new WeftError('BAD_REQUEST', 'the request asks nothing');
    }
  }

  #enqueue(enqueue: Enqueue): QueueStanding {
    const { callId } = enqueue;
    // A healing Enqueue may have been overtaken by the end.
    if (this.#context.live.records.get(callId)?.value.stage === 'ended') throw new WeftError('CALL_ENDED');
    this.#core.take({ name: 'enqueued', call: enqueue });
    const standing = standingOf(this.#core.state, callId);
    // It was answered meanwhile: the call's owner knows.
    if (standing === undefined) throw new WeftError('NOT_AVAILABLE', 'the call waits no more');
    this.#standings.noteTold(standing);
    return standing;
  }

  async #answerDesk(message: BusMessage): Promise<void> {
    const reply = await relayedReply(
      () => this.serve(RelayedRequest.decode(message.data)),
      (error) => this.#context.log.error({ error: String(error) }, 'desk request failed'),
    );
    message.respond(RelayedReply.encode(reply));
  }
}
