import type { AgentDesk } from './queue.ts';
import { emptyIndex, type Index, Register } from './register.ts';
import type { Change } from './tree.ts';

const NOBODY: readonly string[] = [];

/** The agents signed on to a queue, found by id, by session and by the call they are in; never changed in place. */
export class DeskTable {
  static readonly empty = new DeskTable(Register.empty(), emptyIndex(), emptyIndex());

  readonly #desks: Register<AgentDesk>;
  /** Agents by the session of their desk. */
  readonly #ofSession: Index<string>;
  /** By call: its agents, in the order in which they signed on. */
  readonly #crews: Index<readonly string[]>;

  private constructor(desks: Register<AgentDesk>, ofSession: Index<string>, crews: Index<readonly string[]>) {
    this.#desks = desks;
    this.#ofSession = ofSession;
    this.#crews = crews;
  }

  static of(desks: Iterable<AgentDesk>): DeskTable {
    let table = DeskTable.empty;
    for (const desk of desks) table = table.with(desk);
    return table;
  }

  get size(): number {
    return this.#desks.size;
  }

  /** Agents with a connected desk. */
  get connected(): number {
    return this.#ofSession.size;
  }

  get(agentId: string): AgentDesk | undefined {
    return this.#desks.get(agentId);
  }

  has(agentId: string): boolean {
    return this.#desks.has(agentId);
  }

  /** In the order in which they signed on. */
  values(): Iterable<AgentDesk> {
    return this.#desks.values();
  }

  /** The desk of a session; undefined when it is nobody's present one. */
  ofSession(sessionId: string): AgentDesk | undefined {
    return this.#desks.get(this.#ofSession.get(sessionId) ?? '');
  }

  /** Who is in a call, in the order in which they signed on. */
  inCall(callId: string): readonly AgentDesk[] {
    return (this.#crews.get(callId) ?? NOBODY).flatMap((agentId) => this.#desks.get(agentId) ?? []);
  }

  with(desk: AgentDesk): DeskTable {
    const { agentId } = desk;
    const before = this.#desks.get(agentId);
    const desks = this.#desks.with(agentId, desk);
    return new DeskTable(
      desks,
      before?.sessionId === desk.sessionId ? this.#ofSession : this.#sessions(before, desk),
      callOf(before) === callOf(desk) ? this.#crews : this.#crewsWith(before, desk, desks),
    );
  }

  without(agentId: string): DeskTable {
    const before = this.#desks.get(agentId);
    if (before === undefined) return this;
    const desks = this.#desks.without(agentId);
    return new DeskTable(desks, this.#sessions(before, undefined), this.#crewsWith(before, undefined, desks));
  }

  /** Desks that are other than in a table that this one came from, in the order in which they signed on. */
  changesSince(before: DeskTable): readonly Change<AgentDesk>[] {
    return this.#desks.changesSince(before.#desks);
  }

  #sessions(before: AgentDesk | undefined, now: AgentDesk | undefined): Index<string> {
    let index = this.#ofSession;
    if (before !== undefined && index.get(before.sessionId) === before.agentId)
      index = index.without(before.sessionId);
    return now === undefined || now.sessionId === '' ? index : index.with(now.sessionId, now.agentId);
  }

  #crewsWith(
    before: AgentDesk | undefined,
    now: AgentDesk | undefined,
    desks: Register<AgentDesk>,
  ): Index<readonly string[]> {
    let crews = this.#crews;
    const left = callOf(before);
    if (before !== undefined && left !== '') {
      const crew = (crews.get(left) ?? NOBODY).filter((agentId) => agentId !== before.agentId);
      crews = crew.length === 0 ? crews.without(left) : crews.with(left, crew);
    }
    const joined = callOf(now);
    if (now === undefined || joined === '') return crews;
    const crew = [...(crews.get(joined) ?? NOBODY), now.agentId];
    const number = (agentId: string): number => desks.numberOf(agentId) ?? 0;
    return crews.with(
      joined,
      crew.sort((a, b) => number(a) - number(b)),
    );
  }
}

/** The call that an agent is in; empty = none. */
const callOf = (desk: AgentDesk | undefined): string =>
  desk?.work.name === 'in-call' ? desk.work.callId : '';
