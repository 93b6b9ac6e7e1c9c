import { type AgentRecord, WeftError } from '@weft/proto';
import type { FastifyRequest } from 'fastify';
import type { People } from '../ports.ts';
import { bearerToken } from './bearer.ts';
import type { Tokens } from './tokens.ts';

/** What an agent may do: each may what those before it may. */
const GRANTS = ['agent', 'supervisor', 'admin'] as const;
export type Grant = (typeof GRANTS)[number];

/** The agent who asks. */
export interface StaffMember {
  readonly agentId: string;
  readonly name: string;
  readonly grant: Grant;
}

/** Whether one grant is enough where another is asked for. */
export const covers = (grant: Grant, asked: Grant): boolean => GRANTS.indexOf(grant) >= GRANTS.indexOf(asked);

/** The most that is granted to an agent. */
export const grantOf = ({ grants }: Pick<AgentRecord, 'grants'>): Grant =>
  GRANTS.findLast((one) => one === 'agent' || grants.includes(one)) ?? 'agent';

/** Lets agents in by what they may do now: what was granted is looked up at each request, so that taking it away holds at once. */
export class StaffGuard {
  readonly #tokens: Tokens;
  readonly #people: People;
  readonly #members = new WeakMap<FastifyRequest, StaffMember>();

  constructor(tokens: Tokens, people: People) {
    this.#tokens = tokens;
    this.#people = people;
  }

  /** For a route's onRequest: throws TOKEN_INVALID, TOKEN_EXPIRED, or FORBIDDEN for whoever may not. */
  readonly allow =
    (asked: Grant) =>
    async (request: FastifyRequest): Promise<void> => {
      const { role, subjectId } = await this.#tokens.readSession(bearerToken(request));
      const person = role === 'agent' ? this.#people.byId(subjectId) : undefined;
      if (person === undefined) throw new WeftError('FORBIDDEN', 'only agents may do this');
      const grant = grantOf(person);
      if (!covers(grant, asked)) throw new WeftError('FORBIDDEN', `only a ${asked} may do this`);
      this.#members.set(request, { agentId: subjectId, name: person.displayName, grant });
    };

  /** Who was let in. */
  of(request: FastifyRequest): StaffMember {
    const member = this.#members.get(request);
    if (member === undefined) throw new Error('a route without its guard');
    return member;
  }
}
