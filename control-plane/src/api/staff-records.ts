import { randomInt } from 'node:crypto';
import { AgentRecord, type Clock, type Directory, keys, WeftError } from '@weft/proto';
import type { Passwords } from './passwords.ts';
import { agentIdOf, asRecorded, type StaffRole, signedOut } from './person-record.ts';

/** Without those that are read for one another. */
const PASSWORD_LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** 93 bits. */
const PASSWORD_LENGTH = 16;

/** A password to begin with, which nobody has chosen. */
const firstPassword = (): string =>
  Array.from({ length: PASSWORD_LENGTH }, () => PASSWORD_LETTERS[randomInt(PASSWORD_LETTERS.length)]).join(
    '',
  );

export interface StaffRecordsOptions {
  readonly directory: Directory;
  readonly passwords: Passwords;
  readonly clock: Clock;
}

/** The people who can sign in, as administrators change them. Nobody who is kept in the file of people is changed here. */
export class StaffRecords {
  readonly #options: StaffRecordsOptions;

  constructor(options: StaffRecordsOptions) {
    this.#options = options;
  }

  /** Adds somebody, with a password that is told this once. Throws CONFLICT when the login is taken. */
  async add(person: {
    readonly login: string;
    readonly name: string;
    readonly role: StaffRole;
  }): Promise<{ readonly record: AgentRecord; readonly password: string }> {
    const { directory, passwords } = this.#options;
    const { login, name } = person;
    const password = firstPassword();
    const record = AgentRecord.create({
      ...{ agentId: agentIdOf(login), login, displayName: name, ...asRecorded(person.role) },
      passwordHash: await passwords.hash(password),
    });
    const value = AgentRecord.toJson(record);
    const key = keys.agent(record.agentId);
    const done = await directory.transact([{ do: 'put', key, value, expect: 'absent' }]);
    if (done === undefined) throw new WeftError('CONFLICT', 'this login is taken');
    return { record, password };
  }

  /** Another name or role, or shut out or let in again. Their sessions end where they must. */
  change(
    agentId: string,
    { name, role, active }: { readonly name?: string; readonly role?: StaffRole; readonly active?: boolean },
  ): Promise<AgentRecord> {
    return this.#replace(agentId, (before) => ({
      ...before,
      ...(name === undefined ? {} : { displayName: name }),
      ...(role === undefined ? {} : asRecorded(role)),
      ...(active === undefined ? {} : { barred: !active }),
    }));
  }

  /** A new password to begin with, told this once; who is signed in with the old one is no longer. */
  async renewPassword(agentId: string): Promise<string> {
    const password = firstPassword();
    await this.setPassword(agentId, password, '');
    return password;
  }

  /** The password of their own choice. Every session but the kept one ends. */
  async setPassword(agentId: string, password: string, keptSessionId: string): Promise<AgentRecord> {
    const passwordHash = await this.#options.passwords.hash(password);
    return this.#replace(agentId, (before) => ({ ...before, passwordHash }), keptSessionId);
  }

  /** Throws RECORD_NOT_FOUND, FORBIDDEN for whom the file keeps, CONFLICT when somebody else was faster. */
  async #replace(
    agentId: string,
    change: (before: AgentRecord) => AgentRecord,
    keptSessionId = '',
  ): Promise<AgentRecord> {
    const { directory, clock } = this.#options;
    const key = keys.agent(agentId);
    const entry = await directory.get(key);
    if (entry === undefined) throw new WeftError('RECORD_NOT_FOUND');
    const before = AgentRecord.fromJson(entry.value);
    if (before.fromFile) throw new WeftError('FORBIDDEN', 'this person is kept in the file of people');
    const { record, changes } = signedOut(before, change(before), Math.floor(clock.now()), keptSessionId);
    const value = AgentRecord.toJson(record);
    const expect = { revision: entry.revision };
    const done = await directory.transact([{ do: 'put', key, value, expect }, ...changes]);
    if (done === undefined) throw new WeftError('CONFLICT');
    return record;
  }
}
