import { z } from 'zod';
import { CONTACT_ORDERS } from '../store/contact-search.ts';
import { named } from './schemas.ts';

const text = (most: number) => z.string().trim().max(most);
const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const Kind = z.enum(['account', 'visitor', 'phone', 'email', 'wechat', 'wechat-union', 'weibo']);

const register = <Schema extends z.ZodType>(name: string, description: string, schema: Schema): Schema => {
  named.add(schema, { id: name, description });
  return schema;
};

const ContactIdentity = register(
  'ContactIdentity',
  'One way to reach or recognise a contact.',
  z.object({
    ...{ kind: Kind, value: z.string(), shown: z.string(), source: z.string(), sinceMs: z.number() },
    verified: z.boolean().describe('Proved, and not only said.'),
    contactId: z.string().describe('Which of the joined contacts has it.'),
  }),
);

const JoinReason = register(
  'JoinReason',
  'One thing that speaks for two contacts being one person.',
  z.object({
    what: z.enum(['identity', 'claim', 'name', 'similar-email', 'similar-phone', 'agent']),
    kind: z.string().describe("The identity's kind, where it is one; empty = it is none."),
  }),
);

const ContactJoined = register(
  'ContactJoined',
  'Another contact that is the same person.',
  z.object({
    ...{ joinId: z.string(), contactId: z.string(), name: z.string(), atMs: z.number() },
    cause: z.enum(['same-identity', 'signed-in', 'accepted', 'by-hand']),
    byId: z.string().describe('The agent who joined them; empty = Weft.'),
    reasons: z.array(JoinReason),
  }),
);

const ContactProposal = register(
  'ContactProposal',
  'A contact that may be the same person.',
  z.object({
    ...{ contactId: z.string(), name: z.string(), atMs: z.number(), reasons: z.array(JoinReason) },
    score: z.number().min(0).max(1),
  }),
);

export const ContactNoteBody = register(
  'ContactNote',
  'What an agent wrote about a contact.',
  z.object({
    ...{ noteId: z.string(), contactId: z.string(), authorId: z.string(), authorName: z.string() },
    ...{ text: z.string(), atMs: z.number(), editedAtMs: z.number() },
  }),
);

export const ContactBody = register(
  'Contact',
  'One person, joined from contacts.',
  z.object({
    ...{ contactId: z.string(), displayName: z.string(), level: z.string(), value: z.number() },
    nameClaimed: z.boolean().describe('The customer says that they are called so, and nobody else.'),
    ...{ language: z.string(), attributes: z.record(z.string(), z.string()) },
    fields: z.record(z.string(), z.string()).describe("What the company's own fields say, by key."),
    ...{ identities: z.array(ContactIdentity), joins: z.array(ContactJoined) },
    ...{ proposals: z.array(ContactProposal), notes: z.array(ContactNoteBody) },
  }),
);

export const ContactList = register(
  'ContactList',
  'Contacts in the order that was asked for.',
  z.object({
    contacts: z.array(
      z.object({
        contactId: z.string(),
        displayName: z.string(),
        nameClaimed: z.boolean(),
        level: z.string(),
        identities: z.array(ContactIdentity),
      }),
    ),
    cursor: z.string().describe('For the next page; empty = nothing follows.'),
    levels: z.array(z.string()).describe('What can be narrowed to; with the first page only.'),
  }),
);

export const NewContact = register(
  'NewContact',
  'Somebody whom an agent writes down.',
  z.object({
    displayName: text(80).min(1),
    phone: text(254).default('').describe('Empty = not known.'),
    email: text(254).default('').describe('Empty = not known.'),
  }),
);

export const ContactChange = register(
  'ContactChange',
  'What is to be known of a contact; what is absent stays.',
  z.object({
    displayName: text(80).min(1).optional(),
    level: text(40).optional(),
    language: text(35).optional(),
    attributes: z
      .record(text(40).min(1), text(400))
      .refine((map) => Object.keys(map).length <= 40)
      .optional(),
  }),
);

export const NewIdentity = register(
  'NewIdentity',
  'A phone number or e-mail address that an agent was told; it joins nobody by itself.',
  z.object({ kind: z.enum(['phone', 'email']), value: text(254).min(1) }),
);

export const NewJoin = register(
  'NewJoin',
  'Two contacts are one person, an agent says.',
  z.object({ contactId: id }),
);

export const ProposalAnswer = register(
  'ProposalAnswer',
  'They are the same person, or are not.',
  z.object({ same: z.boolean() }),
);

export const NoteText = register('NoteText', 'What a note says.', z.object({ text: text(4_000).min(1) }));

export const ContactParams = z.object({ contactId: id });
export const JoinParams = z.object({ contactId: id, joinId: id });
export const ProposalParams = z.object({ contactId: id, otherId: id });
export const NoteParams = z.object({ contactId: id, noteId: id });
export const IdentityParams = z.object({ contactId: id, kind: Kind, value: z.string().min(1).max(254) });
export const ContactQuery = z.object({
  search: text(80).default(''),
  level: text(40).default('').describe('Only who has this level; empty = whoever.'),
  kind: z
    .union([Kind, z.literal('')])
    .default('')
    .describe('Only who is known by one of these.'),
  order: z.enum(CONTACT_ORDERS).default('recent'),
  // It holds the name where the page ended.
  cursor: z.string().max(1_000).default(''),
});
