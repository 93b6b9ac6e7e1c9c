import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { DataFolder } from './data-folder.ts';
import { CommandFailure } from './failure.ts';

const SignIn = z.object({
  login: z.string(),
  name: z.string(),
  role: z.enum(['agent', 'supervisor', 'admin', 'operator']),
  password: z.string(),
});

/** Somebody who may sign in to a local stack. */
export type SignIn = z.infer<typeof SignIn>;

const SignInFile = z.object({ people: z.array(SignIn) });

/** The people that a local stack begins with. */
const FIRST_PEOPLE = [
  { login: 'anna', name: 'Anna', role: 'agent' },
  { login: 'wei', name: 'Wei', role: 'agent' },
  { login: 'mei', name: 'Mei', role: 'admin' },
  { login: 'ops', name: 'Operator', role: 'operator' },
] as const;

const PASSWORD_LENGTH = 12;
/** 32 letters and digits that are not mistaken for each other, so that each random byte gives five bits. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A password of 60 random bits that can be read aloud and typed: "k3mv-9qp2-xw7d". */
export function newPassword(): string {
  const letters = [...randomBytes(PASSWORD_LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length] ?? '');
  return [0, 4, 8].map((start) => letters.slice(start, start + 4).join('')).join('-');
}

/** The file they are in: the same that the control plane is seeded from. */
export const signInFile = (folder: DataFolder): string => folder.file('sign-ins.json');

/** The sign-ins of a data folder; undefined when it has none yet. Throws CommandFailure when the file is broken. */
export async function readSignIns(folder: DataFolder): Promise<readonly SignIn[] | undefined> {
  const file = signInFile(folder);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return SignInFile.parse(JSON.parse(text)).people;
  } catch {
    throw new CommandFailure(
      `${file} cannot be read as a list of people: mend it, or remove it for new sign-ins.`,
    );
  }
}

/** The sign-ins of a data folder, made with new passwords at its first start; readable by their owner only. */
export async function ensureSignIns(folder: DataFolder): Promise<readonly SignIn[]> {
  const known = await readSignIns(folder);
  if (known !== undefined) return known;
  const people = FIRST_PEOPLE.map((person) => ({ ...person, password: newPassword() }));
  const file = signInFile(folder);
  const next = `${file}.${process.pid}`;
  await writeFile(next, `${JSON.stringify({ people }, null, 2)}\n`, { mode: 0o600 });
  await rename(next, file);
  return people;
}
