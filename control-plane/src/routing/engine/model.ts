/** This moment on a process's two clocks, in milliseconds. */
export interface Moment {
  /** Wall clock: for business hours, never for spans. */
  readonly nowMs: number;
  readonly monotonicMs: number;
}

export type Scalar = string | number | boolean;
export type Attribute = Scalar | readonly Scalar[];
export type Attributes = Readonly<Record<string, Attribute>>;
/** Skills with levels; 0 is the same as not there. */
export type Levels = Readonly<Record<string, number>>;

/** No work counts more than this; the bound on starvation is made of it. */
export const MAX_PRIORITY = 1_000;

/** A piece of work as it comes in: a call, a chat, a message to answer, a callback. */
export interface Work {
  readonly workId: string;
  readonly channel: string;
  /** Monotonic. Its age counts from here, however often it was offered, moved or given back. */
  readonly arrivedAtMs: number;
  /** 0 to MAX_PRIORITY; beyond, it is cut. */
  readonly priority: number;
  /** What the contact is worth to the company, in a unit of its own. */
  readonly value: number;
  readonly topic: string;
  readonly language: string;
  /** As high as any, and waits for no step to widen. */
  readonly urgent: boolean;
  /** What an agent must be able to do, at least at these levels. */
  readonly skills: Levels;
  /** Whatever else rules may ask of it. */
  readonly attributes: Attributes;
  /** Chosen already, as by a transfer: rules choose no other. */
  readonly queueId: string | undefined;
  readonly preferred: Preference | undefined;
  /** Monotonic; from then on it is as high as any. */
  readonly deadlineMs: number | undefined;
  /** Monotonic; it has been on its way through its queue's steps since then; undefined = it begins now. */
  readonly queuedAtMs: number | undefined;
  /** Monotonic; a callback's time: not offered before, and its age has counted all along. */
  readonly notBeforeMs: number | undefined;
  /** It was let in before, by another engine perhaps: neither a closed queue nor a full one refuses it. */
  readonly admitted: boolean;
}

/** The agent that work is for. */
export interface Preference {
  readonly agentId: string;
  /** For nobody else, until the queue's `directSeconds`; otherwise the queue's `stickySeconds`. */
  readonly only: boolean;
}

/** What an agent can do. */
export interface AgentTraits {
  readonly skills: Levels;
  readonly languages: readonly string[];
  readonly attributes: Attributes;
  /** Name of a capacity of the rules. */
  readonly capacity: string;
}

export type AgentPresence = 'available' | 'busy' | 'away' | 'offline';

/** Work of an ordinary kind, with what differs. */
export const workOf = (work: Partial<Work> & Pick<Work, 'workId' | 'channel' | 'arrivedAtMs'>): Work => ({
  priority: 0,
  value: 0,
  topic: '',
  language: '',
  urgent: false,
  skills: {},
  attributes: {},
  queueId: undefined,
  preferred: undefined,
  deadlineMs: undefined,
  queuedAtMs: undefined,
  notBeforeMs: undefined,
  admitted: false,
  ...work,
});

/** An agent who can do nothing in particular. */
export const PLAIN_TRAITS: AgentTraits = { skills: {}, languages: [], attributes: {}, capacity: 'default' };
