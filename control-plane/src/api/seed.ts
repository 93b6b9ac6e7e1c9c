import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AgentRecord, type Directory, isId, keys, type Log } from '@weft/proto';
import { ConfigError } from '@weft/proto/node';
import { z } from 'zod';
import { isPasswordHash, MAX_PASSWORD_LENGTH, type Passwords } from './passwords.ts';

/** A start reads no more people than this from a file. */
const MAX_PEOPLE = 10_000;

const Person = z
  .strictObject({
    login: z.string().min(1).max(200),
    name: z.string().min(1).max(80),
    role: z.enum(['agent', 'supervisor', 'admin', 'operator']),
    password: z.string().min(8).max(MAX_PASSWORD_LENGTH).optional(),
    passwordHash: z.string().refine(isPasswordHash, 'not an argon2id hash in PHC text form').optional(),
  })
  .refine(
    ({ password, passwordHash }) => (password === undefined) !== (passwordHash === undefined),
    'needs a password or a passwordHash, and not both',
  );

const PeopleFile = z.strictObject({ people: z.array(Person).max(MAX_PEOPLE) });

type Person = z.infer<typeof Person>;

/** A person's id: the login where that can be one, else a text that follows from it. */
export const agentIdOf = (login: string): string =>
  isId(login) ? login : `agent-${createHash('sha256').update(login).digest('hex').slice(0, 24)}`;

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

/**
 * Puts the people of a JSON file into etcd: `{"people": [{"login", "name",
 * "role": "agent" | "supervisor" | "admin" | "operator", "password" or "passwordHash"}]}`. The file wins
 * over what etcd holds of the same login; people it does not name are left
 * alone. Throws ConfigError for a file that cannot be used.
 */
export async function seedPeople(
  file: string,
  {
    directory,
    passwords,
    log,
  }: { readonly directory: Directory; readonly passwords: Passwords; readonly log: Log },
): Promise<void> {
  const people = await read(file);
  let changed = 0;
  for (const person of people) {
    const agentId = agentIdOf(person.login);
    const key = keys.agent(agentId);
    const entry = await directory.get(key);
    const known = entry === undefined ? undefined : AgentRecord.fromJson(entry.value).passwordHash;
    const value = AgentRecord.toJson(
      AgentRecord.create({
        agentId,
        login: person.login,
        displayName: person.name,
        role: person.role === 'operator' ? 'operator' : 'agent',
        grants: person.role === 'supervisor' || person.role === 'admin' ? [person.role] : [],
        passwordHash: await hashFor(person, known, passwords),
      }),
    );
    if (entry?.value === value) continue;
    await directory.transact([{ do: 'put', key, value }]);
    changed += 1;
  }
  log.info({ people: people.length, changed }, 'people read');
}
