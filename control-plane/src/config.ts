import { isId } from '@weft/proto';
import { fromText, readEnvironment, sharedEnvironment, variablesOf } from '@weft/proto/node';
import { z } from 'zod';
import { apiSettings } from './api/settings.ts';

const isPostgres = (url: string): boolean =>
  URL.canParse(url) && ['postgres:', 'postgresql:'].includes(new URL(url).protocol);

const isWeb = (url: string): boolean =>
  URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);

const isTimeZone = (zone: string): boolean => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const id = z.string().refine(isId, 'an id is 1 to 64 letters, digits, hyphens or underscores');

const shape = {
  ...sharedEnvironment,
  ...apiSettings,
  /** This instance's id: the name in the owner records it writes. */
  id,
  httpHost: z.string().min(1).default('127.0.0.1'),
  /** 0 = a free port. */
  httpPort: fromText.whole(0, 65_535).default(8080),
  /** Private JWK (EdDSA) that session tokens are signed with; made when missing. */
  keyFile: z.string().min(1).default('.weft/control-key.json'),
  /** Keys that wrap the keys of channels' secrets, the same file at every instance; made when missing. */
  channelKeyFile: z.string().min(1).default('.weft/channel-keys'),
  /** The regions whose clients this instance answers; at least one. */
  regions: fromText
    .list()
    .refine((regions) => regions.length > 0 && regions.every(isId), 'a comma-separated list of region ids')
    .default(['eu', 'ap']),
  /** The built pages; empty = none are served. */
  pagesDir: z.string().default(''),
  /** Whether the demo shop's customer may sign in there: for trying Weft out, never beside a real shop. */
  demoShop: z
    .enum(['on', 'off'])
    .default('off')
    .transform((value) => value === 'on'),
  /** A shop's order service (docs/orders.md), "https://shop.example/api"; empty = no orders are known. */
  ordersUrl: z
    .string()
    .refine((url) => url === '' || /^https?:/.test(url), 'an address such as https://shop.example/api')
    .default(''),
  /** What the shop knows this instance by; sent as a bearer token. */
  ordersSecret: z.string().default(''),
  /** How long the shop may take. */
  ordersTimeoutMs: fromText.whole(100, 30_000).default(1_200),
  /** Whether webhooks may go to http addresses and into one's own network: for trying them out, and for receivers that stand there. */
  webhooksOwnNetwork: z
    .enum(['on', 'off'])
    .default('off')
    .transform((value) => value === 'on'),
  /** Whether customers' texts are looked at before an agent is rung. */
  virtualAgent: z
    .enum(['on', 'off'])
    .default('on')
    .transform((value) => value === 'on'),
  /** Where customers are, for the times that they are told: "Asia/Shanghai"; empty = this machine's. */
  timeZone: z
    .string()
    .refine((zone) => zone === '' || isTimeZone(zone), 'a time zone such as Asia/Shanghai')
    .default(''),
  /** What browsers reach the HTTP API at; empty = http://host:port. */
  publicUrl: z
    .string()
    .refine((url) => url === '' || isWeb(url), 'an http or https address')
    // What stands behind it begins with a slash, and vendors sign the whole.
    .transform((url) => url.replace(/\/+$/, ''))
    .default(''),
  /** JSON seed of the people who sign in; empty = none is read. */
  agentsFile: z.string().default(''),
  /** nats-server as a user of its system account, "nats://user:password@host:port"; empty = beats alone tell of deaths. */
  systemUrl: z.string().default(''),
  /** nats-servers that keep each stream: as many as there are, an odd number. */
  streamReplicas: fromText.whole(1, 5).default(1),
  /** The least silence by which a media node may be taken for dead while others beat. */
  silenceFloorMs: fromText.whole(100, 60_000).default(200),
  /** How long this instance's owner keys outlive it. */
  leaseTtlMs: fromText.whole(1_000, 60_000).default(5_000),
  /** PostgreSQL, "postgres://user:password@host:port/database"; empty = the store is embedded, for one instance only. */
  databaseUrl: z
    .string()
    .refine(
      (url) => url === '' || isPostgres(url),
      'an address such as postgres://user:password@host/database',
    )
    .default(''),
  /** Without DATABASE_URL: kept in a folder, in memory for as long as the process lives, or not at all. */
  store: z.enum(['folder', 'memory', 'none']).default('folder'),
  storeDir: z.string().min(1).default('.weft/store'),
  /** Live calls this instance owns at most; beyond, RequestCall is refused with UNAVAILABLE. */
  maxOwnedCalls: fromText.whole(1, 1_000_000).default(20_000),
  /** Calls that wait in a queue at most; beyond, QUEUE_FULL. */
  maxQueuedCalls: fromText.whole(1, 1_000_000).default(1_000),
  /** Desks signed on to a queue at most; beyond, UNAVAILABLE. */
  maxDesks: fromText.whole(1, 1_000_000).default(5_000),
  /** How long an agent has to answer an offer. */
  offerTimeoutMs: fromText.whole(100, 600_000).default(20_000),
  /** How long a customer's page rings for a callback. */
  callbackRingMs: fromText.whole(1_000, 300_000).default(25_000),
  /** How long until a customer who was not reached is called again; twice as long before the last time. */
  callbackPauseMs: fromText.whole(100, 86_400_000).default(300_000),
  /** Client requests of one subject: sustained rate and burst at this instance. */
  requestsPerSecond: fromText.whole(1, 10_000).default(20),
  requestBurst: fromText.whole(1, 10_000).default(60),
  /** RequestCall alone, of one subject. */
  callsPerMinute: fromText.whole(1, 10_000).default(60),
  callBurst: fromText.whole(1, 10_000).default(20),
  /** Messages and edits of one subject. */
  messagesPerMinute: fromText.whole(1, 100_000).default(120),
  messageBurst: fromText.whole(1, 100_000).default(30),
  /** Where files of conversations are; several instances share one folder. */
  attachmentsDir: z.string().min(1).default('.weft/attachments'),
  maxAttachmentBytes: fromText.whole(1, 1_000_000_000).default(20_000_000),
  /** Where the model of the intents is kept, so that a start need not learn it again. */
  intentModelFile: z.string().min(1).default('.weft/intent-model'),
  /** A virus scanner and its arguments, comma-separated, called with a file's path: 0 = clean. Empty = none is asked. */
  scanner: fromText.list().default([]),
  /** Participants a media node carries per worker before placement passes it over. */
  participantsPerWorker: fromText.whole(1, 10_000).default(200),
};

/** Everything one instance of the control plane is told; durations in milliseconds. */
export type ControlConfig = Readonly<z.infer<z.ZodObject<typeof shape>>>;

/** Every variable that an instance reads. */
export const CONTROL_VARIABLES = variablesOf('WEFT_CONTROL_', shape);

/** Reads WEFT_CONTROL_*, DATABASE_URL, WEFT_NATS_URL, WEFT_ETCD_URL and WEFT_LOG_LEVEL. Throws ConfigError with one sentence. */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>): ControlConfig =>
  readEnvironment('WEFT_CONTROL_', shape, environment);
