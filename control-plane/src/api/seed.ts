import { readFile } from 'node:fs/promises';
import { AgentRecord, type Clock, type Directory, keys, type Log } from '@weft/proto';
import { ConfigError } from '@weft/proto/node';
import { z } from 'zod';
import { isPasswordHash, MAX_PASSWORD_LENGTH, type Passwords } from './passwords.ts';
import { agentIdOf, asRecorded, STAFF_ROLES, signedOut } from './person-record.ts';

/** A start reads no more people than this from a file. */
const MAX_PEOPLE = 10_000;

const Person = z
  .strictObject({
    login: z.string().min(1).max(200),
    name: z.string().min(1).max(80),
    role: z.enum(STAFF_ROLES),
    password: z.string().min(8).max(MAX_PASSWORD_LENGTH).optional(),
    passwordHash: z.string().refine(isPasswordHash, 'not an argon2id hash in PHC text form').optional(),
  })
  .refine(
    ({ password, passwordHash }) => (password === undefined) !== (passwordHash === undefined),
    'needs a password or a passwordHash, and not both',
  );

const PeopleFile = z.strictObject({ people: z.array(Person).max(MAX_PEOPLE) });

type Person = z.infer<typeof Person>;

async function read(file: string): Promise<readonly Person[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new ConfigError(`the people in ${file} cannot be read: ${String(error)}`);
  });
  try {
    return PeopleFile.parse(JSON.parse(text)).people;
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
    const what =
      issue === undefined ? 'it is not JSON' : `${issue.path.map(String).join('.')}: ${issue.message}`;
    throw new ConfigError(`the people in ${file} cannot be used: ${what}`);
  }
}

/** The record's hash while it fits the person's password, so that a start leaves what is signed in signed in. */
async function hashFor(person: Person, known: string | undefined, passwords: Passwords): Promise<string> {
  if (person.password === undefined) return person.passwordHash ?? '';
  if (known !== undefined && (await passwords.verify(person.password, known))) return known;
  return passwords.hash(person.password);
}

/** Whom a file of before named and this one does not is an administrator's to change. */
async function leaveOthers(directory: Directory, named: ReadonlySet<string>): Promise<void> {
  for (const { key, value, revision } of await directory.list(keys.agents)) {
    const record = AgentRecord.fromJson(value);
    if (!record.fromFile || named.has(key)) continue;
    const left = AgentRecord.toJson({ ...record, fromFile: false });
    await directory.transact([{ do: 'put', key, value: left, expect: { revision } }]);
  }
}

export interface SeedOptions {
  readonly directory: Directory;
  readonly passwords: Passwords;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Puts the people of a JSON file into etcd: `{"people": [{"login", "name",
 * "role": "agent" | "supervisor" | "admin" | "operator", "password" or "passwordHash"}]}`. The file wins
 * over what etcd holds of the same login; people it does not name stay. Throws ConfigError for a file that cannot be used.
 */
export async function seedPeople(
  file: string,
  { directory, passwords, clock, log }: SeedOptions,
): Promise<void> {
  const people = await read(file);
  let changed = 0;
  for (const person of people) {
    const agentId = agentIdOf(person.login);
    const key = keys.agent(agentId);
    const entry = await directory.get(key);
    const known = entry === undefined ? undefined : AgentRecord.fromJson(entry.value);
    const wanted = AgentRecord.create({
      ...{
        agentId,
        login: person.login,
        displayName: person.name,
        ...asRecorded(person.role),
        fromFile: true,
      },
      passwordHash: await hashFor(person, known?.passwordHash, passwords),
      signedOutMs: known?.signedOutMs ?? 0,
    });
    const nowMs = Math.floor(clock.now());
    const { record, changes } =
      known === undefined ? { record: wanted, changes: [] } : signedOut(known, wanted, nowMs);
    const value = AgentRecord.toJson(record);
    if (entry?.value === value) continue;
    await directory.transact([{ do: 'put', key, value }, ...changes]);
    changed += 1;
  }
  await leaveOthers(directory, new Set(people.map(({ login }) => keys.agent(agentIdOf(login)))));
  log.info({ people: people.length, changed }, 'people read');
}
