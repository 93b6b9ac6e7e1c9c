import { ERRORS } from '@weft/proto';
import { z } from 'zod';
import { MAX_ACCOUNT_TOKEN_LENGTH } from '../contacts/account-token.ts';
import { MAX_PASSWORD_LENGTH } from './passwords.ts';
import { MAX_TOKEN_LENGTH } from './tokens.ts';

/** Every schema with a name in the OpenAPI document. The same schemas check what comes in and shape what goes out. */
export const named = z.registry<{ id: string; description?: string }>();

/** A schema that the OpenAPI document knows by its name. */
export const name = <Schema extends z.ZodType>(id: string, description: string, schema: Schema): Schema => {
  named.add(schema, { id, description });
  return schema;
};

// The contract's enums; a value that it gains and these lack is a type error where the answer is sent.
const Role = z.enum(['unspecified', 'customer', 'agent', 'operator']);
const CallKind = z.enum(['unspecified', 'voice', 'video']);
const CallPart = z.enum(['unspecified', 'listens', 'whispers', 'barges', 'confers']);
const CallStage = z.enum(['unspecified', 'queued', 'ringing', 'active', 'ended']);
const NodeState = z.enum(['unspecified', 'active', 'draining', 'silent', 'cut-off']);
const Presence = z.enum(['unspecified', 'available', 'busy', 'away', 'offline']);

const count = z.int().min(0);
const timeMs = z.number();

/** The answer to every request that was refused or failed. */
export const FaultBody = name(
  'Fault',
  'Why a request was refused or failed.',
  z.object({
    code: z.enum(Object.keys(ERRORS) as [string, ...string[]]),
    message: z.string().describe('For developers and logs, in English; pages translate by code.'),
    retryAfterMs: count.describe('How long to wait before trying again; 0 = not said.'),
  }),
);

const EdgeAddress = name(
  'EdgeAddress',
  'Where a page may connect to.',
  z.object({ edgeId: z.string(), region: z.string(), url: z.string() }),
);

export const EdgeList = name(
  'EdgeList',
  'The edges that take sessions now.',
  z.object({ edges: z.array(EdgeAddress) }),
);

export const GuestRequest = name(
  'GuestRequest',
  'A visitor asks for a session.',
  z.object({
    previous: z
      .string()
      .max(MAX_TOKEN_LENGTH)
      .optional()
      .describe("The visitor's last token: up to a day after its end it keeps the same subject."),
    name: z
      .string()
      .max(200)
      .optional()
      .describe('What to call the visitor; empty = "Guest" or the name before.'),
    account: z
      .string()
      .max(MAX_ACCOUNT_TOKEN_LENGTH)
      .optional()
      .describe(
        "The shop's signed word on who is signed in there; empty = nobody is (any more); absent = as before.",
      ),
  }),
);

export const GuestSession = name(
  'GuestSession',
  "A visitor's session token.",
  z.object({
    ...{ token: z.string(), expiresAtMs: timeMs, subjectId: z.string(), edges: z.array(EdgeAddress) },
    refusedAccount: z
      .string()
      .describe("Why the account token was not taken, a code; the session is a guest's then. Else empty."),
  }),
);

export const Continuation = name(
  'Continuation',
  'A one-time code for another device.',
  z.object({ code: z.string(), goodForMs: count }),
);

export const DemoAccount = name(
  'DemoAccount',
  "The demo shop's word on who is signed in there.",
  z.object({ token: z.string(), name: z.string() }),
);

export const RedeemRequest = name(
  'RedeemRequest',
  'A device shows the code that another got.',
  z.object({ code: z.string().min(4).max(32) }),
);

const InvitationRule = name(
  'InvitationRule',
  'When to invite a visitor to write: all conditions must hold; a condition that is left out always holds.',
  z.strictObject({
    ruleId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    on: z.boolean().default(true),
    text: z.strictObject({ en: z.string().trim().min(1).max(300), zh: z.string().trim().min(1).max(300) }),
    address: z
      .string()
      .max(200)
      .default('')
      .describe('A part of the page\'s address; "*" stands for anything.'),
    dwellMs: count.default(0).describe('Looked at the page for at least this long.'),
    scrolled: z.number().min(0).max(1).default(0).describe('Scrolled at least so far, 1 = to the end.'),
    cartItems: count.default(0).describe('At least so many items in the cart.'),
    pauseMs: count.default(86_400_000).describe('Not again within this, whatever the visitor did.'),
    times: z.int().min(1).max(100).default(1).describe('At most so often to one visitor.'),
  }),
);

export const InvitationRules = name(
  'InvitationRules',
  'The first rule whose conditions hold invites.',
  z.strictObject({
    rules: z.array(InvitationRule).max(50),
    version: z
      .string()
      .regex(/^\d{1,20}$/)
      .optional()
      .describe(
        'Of what holds. Given back with a change, that is refused (CONFLICT) where another came first.',
      ),
  }),
);

export const SignInRequest = name(
  'SignInRequest',
  'A person of the company signs in.',
  z.object({ login: z.string().min(1).max(200), password: z.string().min(1).max(MAX_PASSWORD_LENGTH) }),
);

export const SignInMethods = name(
  'SignInMethods',
  'How people of the company sign in, beside a password.',
  z.object({
    singleSignOn: z
      .string()
      .meta({ description: 'What the identity provider is called; empty = there is none.' }),
  }),
);

export const StaffSession = name(
  'StaffSession',
  "An agent's or operator's session token.",
  z.object({
    ...{ token: z.string(), expiresAtMs: timeMs },
    role: z.enum(['agent', 'operator']),
    ...{ name: z.string(), agentId: z.string(), edges: z.array(EdgeAddress) },
    grants: z
      .array(z.string())
      .describe('What an agent may do besides: "supervisor", "admin". Checked at every request.'),
    ownPassword: z.boolean().describe('Whether they may choose another password here.'),
  }),
);

const Participant = name(
  'Participant',
  'One person in one call.',
  z.object({
    participantId: z.string(),
    role: Role,
    displayName: z.string(),
    region: z.string().describe('Region of the media node that carries this participant.'),
  }),
);

const NodeLoad = name(
  'NodeLoad',
  'What a media node carries.',
  z.object({
    cpu: z.number().describe('Share of one core that the busiest worker uses.'),
    ...{ rooms: count, participants: count, consumers: count, pipes: count },
  }),
);

export const MeshNode = name(
  'MeshNode',
  'A media node.',
  z.object({
    ...{ nodeId: z.string(), region: z.string(), host: z.string(), state: NodeState },
    ...{ load: NodeLoad.optional(), startedAtMs: timeMs, version: z.string(), workers: count },
  }),
);

const MeshEdge = name(
  'MeshEdge',
  'A signaling edge.',
  z.object({
    ...{ edgeId: z.string(), region: z.string(), url: z.string(), sessions: count },
    ...{ startedAtMs: timeMs, draining: z.boolean() },
  }),
);

const MeshLeg = name(
  'MeshLeg',
  "One participant's way into a call.",
  z.object({
    ...{ participant: Participant.optional(), nodeId: z.string(), connected: z.boolean() },
    score: z.int().min(0).max(10).describe('Quality of what the participant sends, 10 = no loss.'),
    standbyNodeId: z.string().describe('The node that is ready to take over; empty = none.'),
    standbyReady: z.boolean().describe('The way to the standby is open.'),
    part: CallPart.describe('Of who is neither its customer nor its agent.'),
  }),
);

export const MeshCall = name(
  'MeshCall',
  'A live call.',
  z.object({
    ...{ callId: z.string(), kind: CallKind, stage: CallStage, epoch: count },
    ...{ homeNodeId: z.string(), legs: z.array(MeshLeg), requestedAtMs: timeMs, held: z.boolean() },
    moves: count.describe('How often it has moved to another node.'),
    answeredAtMs: timeMs.describe('0 = nobody has.'),
  }),
);

const MeshAgent = name(
  'MeshAgent',
  'An agent who is signed on.',
  z.object({
    ...{ agentId: z.string(), displayName: z.string(), presence: Presence, region: z.string() },
    sinceMs: timeMs.describe('Since when so; in a call, since it was answered.'),
    callId: z.string().describe("The agent's live call; empty = none."),
    pause: z.string().describe("What for they are busy or away, of the rules' `pauses`; empty = not said."),
  }),
);

const MeshQueue = name(
  'MeshQueue',
  'A queue.',
  z.object({
    queueId: z.string(),
    waiting: count,
    oldestRequestedAtMs: timeMs.describe('0 = nobody waits.'),
  }),
);

export const MeshState = name(
  'Mesh',
  'The whole mesh as this instance sees it.',
  z.object({
    ...{ atMs: timeMs, nodes: z.array(MeshNode), edges: z.array(MeshEdge), calls: z.array(MeshCall) },
    ...{ agents: z.array(MeshAgent), queues: z.array(MeshQueue) },
  }),
);

export const FloorState = name(
  'Floor',
  'Who is there and who waits.',
  z.object({
    ...{ atMs: timeMs, agents: z.array(MeshAgent) },
    queues: z.array(
      z.object({
        ...{ queueId: z.string(), waiting: count },
        oldestSinceMs: timeMs.describe('Since when the one who waits longest waits; 0 = nobody waits.'),
      }),
    ),
    calls: count.describe('Answered and not over.'),
    service: z
      .array(
        z.object({
          ...{ queueId: z.string(), title: z.string(), answered: count },
          abandoned: count.describe('Calls given up before they had an agent.'),
          averageWaitMs: z.number().describe('Of answered calls.'),
          percent: z
            .number()
            .optional()
            .describe(
              'Answered within the time, of those answered or given up after it; none = there was no call.',
            ),
          goalPercent: count,
          goalSeconds: count,
          promised: count.describe('Waits of customers who wrote that are over, and had a promise.'),
          late: count.describe('Of those, longer than promised.'),
        }),
      )
      .describe("Today by the rules' queues, the busiest first."),
    overdue: count.optional().describe('Customers who wait for longer than promised; none = not known now.'),
  }),
);

export const FloorCalls = name(
  'FloorCalls',
  'The calls that agents are in, those that were answered first at the top.',
  z.object({
    calls: z.array(
      z.object({
        ...{ callId: z.string(), kind: CallKind, answeredAtMs: timeMs, held: z.boolean() },
        ...{ customerName: z.string(), agentName: z.string() },
        customerNameClaimed: z.boolean().describe('Only the customer gave the name.'),
        guests: z
          .array(z.object({ displayName: z.string(), part: CallPart }))
          .describe('Supervisors and colleagues in it.'),
      }),
    ),
  }),
);

export const OwnCalls = name(
  'OwnCalls',
  "One's own calls of the last 24 hours whose customer has a name today, newest first.",
  z.object({
    calls: z.array(
      z.object({
        ...{ callId: z.string(), customerName: z.string() },
        customerNameClaimed: z.boolean().describe('Only the customer gave the name.'),
      }),
    ),
  }),
);

export const NodeList = name('NodeList', 'The media nodes.', z.object({ nodes: z.array(MeshNode) }));
export const CallList = name(
  'CallList',
  'The live calls, oldest first.',
  z.object({ calls: z.array(MeshCall) }),
);

export const DrainState = name(
  'DrainState',
  'What a node was told.',
  z.object({ nodeId: z.string(), draining: z.boolean() }),
);

export const PolicyChange = name(
  'PolicyChange',
  "What a queue's policy is to be.",
  z.object({
    hotAudio: z.boolean().describe('Sound of new calls is sent and received on both legs all the time.'),
  }),
);

export const PolicyState = name(
  'QueuePolicy',
  'How calls of a queue are carried.',
  z.object({ queueId: z.string(), hotAudio: z.boolean() }),
);

/** An answer without a body. */
export const Nothing = z.undefined();

/** An answer in plain text. */
export const PlainText = z.string();

/** The node in the address of a drain. */
export const NodeParams = z.object({ nodeId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });

/** The queue in the address of a policy. */
export const QueueParams = z.object({ queueId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });

export const UploadQuery = z.object({
  name: z.string().max(1_000).default(''),
  conversationId: z.string().max(64).default(''),
});

export const AttachmentParams = z.object({ attachmentId: z.string().max(64) });

export const UploadedFile = name(
  'Attachment',
  'A file that was taken in, to be posted by its id.',
  z.object({
    attachmentId: z.string(),
    fileName: z.string(),
    mediaType: z.string(),
    bytes: count,
    width: count,
    height: count,
    thumbnail: z.boolean(),
  }),
);

/** The bytes of a file, whatever they are. */
export const FileBytes = z.unknown();
