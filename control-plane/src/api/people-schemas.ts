import { isId } from '@weft/proto';
import { z } from 'zod';
import { MAX_PASSWORD_LENGTH } from './passwords.ts';
import { STAFF_ROLES } from './person-record.ts';
import { name } from './schemas.ts';

const MIN_PASSWORD_LENGTH = 8;
const login = z
  .string()
  .max(200)
  .regex(/^[^\s\p{C}]+$/u, 'a login without spaces');
const personName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{C}]+$/u, 'a name in one line');
const role = z.enum(STAFF_ROLES);
const password = z.string().describe('To begin with. It is told this once.');

export const PersonEntry = name(
  'PersonEntry',
  'Somebody who can sign in, or could.',
  z.object({
    ...{ agentId: z.string(), login: z.string(), name: z.string(), role: z.string() },
    grants: z.array(z.string()).describe('What an agent may do besides: supervisor, admin.'),
    active: z.boolean().describe('false = was shut out and cannot sign in.'),
    fromFile: z.boolean().describe('Kept in the file of people, and changed there only.'),
  }),
);

export const PeopleList = name(
  'PeopleList',
  'Who can sign in, by name.',
  z.object({ people: z.array(PersonEntry) }),
);

export const NewPerson = name(
  'NewPerson',
  'Somebody who is to sign in from now on.',
  z.strictObject({ login, name: personName, role }),
);

export const AddedPerson = name(
  'AddedPerson',
  'Somebody who can sign in now.',
  z.object({ person: PersonEntry, password }),
);

export const PersonChange = name(
  'PersonChange',
  'What is to be different; what is absent stays.',
  z.strictObject({
    name: personName.optional(),
    role: role.optional(),
    active: z.boolean().optional().describe('false shuts them out and ends their sessions at once.'),
  }),
);

export const RenewedPassword = name(
  'RenewedPassword',
  'Instead of the one before, whose sessions are over.',
  z.object({ password }),
);

export const OwnPassword = name(
  'OwnPassword',
  'A password of one’s own choice.',
  z.strictObject({
    password: z.string().min(1).max(MAX_PASSWORD_LENGTH).describe('The present one.'),
    newPassword: z.string().min(MIN_PASSWORD_LENGTH).max(MAX_PASSWORD_LENGTH),
    sessionId: z
      .string()
      .max(128)
      .default('')
      .describe('Of the page at an edge, which stays signed in; empty = every session ends.'),
  }),
);

export const PersonParams = z.object({ agentId: z.string().refine(isId, 'an id') });
