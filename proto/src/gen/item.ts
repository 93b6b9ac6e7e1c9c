// Made by scripts/generate.mjs from proto/schema/item.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';

/** Words with what the customer may answer by one press: buttons where the
 * channel has them, else lines with numbers. */
export interface Choices {
  text: string;
  /** At most 8. */
  choices: Choice[];
  /** Said before the lines with numbers, in the language of the text. */
  hint: string;
}

/** What Choices.encode takes: absent fields are their zero value. */
export interface ChoicesInit {
  readonly text?: string | undefined;
  readonly choices?: readonly ChoiceInit[] | undefined;
  readonly hint?: string | undefined;
}

export function writeChoices(m: ChoicesInit, w: Writer): Writer {
  if (m.text !== undefined && m.text !== '') w.uint32(10).string(m.text);
  for (const v of m.choices ?? []) writeChoice(v, w.uint32(18).fork()).ldelim();
  if (m.hint !== undefined && m.hint !== '') w.uint32(26).string(m.hint);
  return w;
}

export function readChoices(r: Reader, end: number): Choices {
  const m: Choices = { text: '', choices: [], hint: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.text = r.string(); break;
      case 18: m.choices.push(readChoice(r, r.uint32() + r.pos)); break;
      case 26: m.hint = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Choices');
}

export function fromChoices(value: unknown): Choices {
  const o = json.object(value);
  return {
    text: json.text(o['text']),
    choices: json.list(o['choices']).map((v) => fromChoice(v)),
    hint: json.text(o['hint']),
  };
}

export const Choices: Codec<Choices, ChoicesInit> = codec(writeChoices, readChoices, fromChoices);

export interface Choice {
  /** What is on the button, and what pressing it says in the customer's name; at most 60 characters. */
  label: string;
  /** What it means to the virtual agent, whatever the words seem to want. */
  means:
    | { readonly case: 'orderNumber'; readonly value: string }
    | { readonly case: 'person'; readonly value: boolean }
    | undefined;
}

/** What Choice.encode takes: absent fields are their zero value. */
export interface ChoiceInit {
  readonly label?: string | undefined;
  readonly means?:
    | { readonly case: 'orderNumber'; readonly value: string }
    | { readonly case: 'person'; readonly value: boolean }
    | undefined;
}

export function writeChoice(m: ChoiceInit, w: Writer): Writer {
  if (m.label !== undefined && m.label !== '') w.uint32(10).string(m.label);
  switch (m.means?.case) {
    case 'orderNumber': w.uint32(18).string(m.means.value); break;
    case 'person': w.uint32(24).bool(m.means.value); break;
    case undefined: break;
  }
  return w;
}

export function readChoice(r: Reader, end: number): Choice {
  const m: Choice = { label: '', means: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.label = r.string(); break;
      case 18: m.means = { case: 'orderNumber', value: r.string() }; break;
      case 24: m.means = { case: 'person', value: r.bool() }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Choice');
}

export function fromChoice(value: unknown): Choice {
  const o = json.object(value);
  return {
    label: json.text(o['label']),
    means: json.choice<NonNullable<Choice['means']>>(o['means'], {
      orderNumber: (v) => ({ case: 'orderNumber', value: json.text(v) }) as const,
      person: (v) => ({ case: 'person', value: json.bool(v) }) as const,
    }),
  };
}

export const Choice: Codec<Choice, ChoiceInit> = codec(writeChoice, readChoice, fromChoice);

/** Why routing gave work to an agent, to be said in the reader's language. */
export interface RoutingWhy {
  queueId: string;
  /** From 0. */
  step: number;
  /** How often the needed levels had been dropped. */
  ring: number;
  /** Rules that took part, in order. */
  rules: string[];
  waitedMs: number;
  priority: number;
  urgent: boolean;
  /** Its deadline is near. */
  raised: boolean;
  /** It was kept for this agent. */
  preferred: boolean;
  /** The agent had declined it, and nobody else was free. */
  again: boolean;
  /** By what the agent was the first of those who may have it. */
  order: AgentOrder;
  idleMs: number;
}

/** What RoutingWhy.encode takes: absent fields are their zero value. */
export interface RoutingWhyInit {
  readonly queueId?: string | undefined;
  readonly step?: number | undefined;
  readonly ring?: number | undefined;
  readonly rules?: readonly string[] | undefined;
  readonly waitedMs?: number | undefined;
  readonly priority?: number | undefined;
  readonly urgent?: boolean | undefined;
  readonly raised?: boolean | undefined;
  readonly preferred?: boolean | undefined;
  readonly again?: boolean | undefined;
  readonly order?: AgentOrder | undefined;
  readonly idleMs?: number | undefined;
}

export function writeRoutingWhy(m: RoutingWhyInit, w: Writer): Writer {
  if (m.queueId !== undefined && m.queueId !== '') w.uint32(10).string(m.queueId);
  if (m.step !== undefined && m.step !== 0) w.uint32(16).uint32(m.step);
  if (m.ring !== undefined && m.ring !== 0) w.uint32(24).uint32(m.ring);
  for (const v of m.rules ?? []) w.uint32(34).string(v);
  if (m.waitedMs !== undefined && m.waitedMs !== 0) w.uint32(41).double(m.waitedMs);
  if (m.priority !== undefined && m.priority !== 0) w.uint32(48).uint32(m.priority);
  if (m.urgent !== undefined && m.urgent !== false) w.uint32(56).bool(m.urgent);
  if (m.raised !== undefined && m.raised !== false) w.uint32(64).bool(m.raised);
  if (m.preferred !== undefined && m.preferred !== false) w.uint32(72).bool(m.preferred);
  if (m.again !== undefined && m.again !== false) w.uint32(80).bool(m.again);
  if (m.order !== undefined && m.order !== 'unspecified') w.uint32(88).int32(AgentOrderNumber[m.order]);
  if (m.idleMs !== undefined && m.idleMs !== 0) w.uint32(97).double(m.idleMs);
  return w;
}

export function readRoutingWhy(r: Reader, end: number): RoutingWhy {
  const m: RoutingWhy = { queueId: '', step: 0, ring: 0, rules: [], waitedMs: 0, priority: 0, urgent: false, raised: false, preferred: false, again: false, order: 'unspecified', idleMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.queueId = r.string(); break;
      case 16: m.step = r.uint32(); break;
      case 24: m.ring = r.uint32(); break;
      case 34: m.rules.push(r.string()); break;
      case 41: m.waitedMs = r.double(); break;
      case 48: m.priority = r.uint32(); break;
      case 56: m.urgent = r.bool(); break;
      case 64: m.raised = r.bool(); break;
      case 72: m.preferred = r.bool(); break;
      case 80: m.again = r.bool(); break;
      case 88: m.order = (AgentOrderText[r.int32()] ?? 'unspecified'); break;
      case 97: m.idleMs = r.double(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RoutingWhy');
}

export function fromRoutingWhy(value: unknown): RoutingWhy {
  const o = json.object(value);
  return {
    queueId: json.text(o['queueId']),
    step: json.number(o['step']),
    ring: json.number(o['ring']),
    rules: json.list(o['rules']).map((v) => json.text(v)),
    waitedMs: json.number(o['waitedMs']),
    priority: json.number(o['priority']),
    urgent: json.bool(o['urgent']),
    raised: json.bool(o['raised']),
    preferred: json.bool(o['preferred']),
    again: json.bool(o['again']),
    order: json.oneOf(AgentOrderNumber, o['order']),
    idleMs: json.number(o['idleMs']),
  };
}

export const RoutingWhy: Codec<RoutingWhy, RoutingWhyInit> = codec(writeRoutingWhy, readRoutingWhy, fromRoutingWhy);

export type AgentOrder = 'unspecified' | 'longest-idle' | 'least-busy' | 'highest-level';

export const AgentOrderNumber: Readonly<Record<AgentOrder, number>> = {
  'unspecified': 0,
  'longest-idle': 1,
  'least-busy': 2,
  'highest-level': 3,
};

export const AgentOrderText: Readonly<Record<number, AgentOrder>> = {
  0: 'unspecified',
  1: 'longest-idle',
  2: 'least-busy',
  3: 'highest-level',
};

/** The conversation as a mail to the customer, who asked for it: made of what
 * both sides see when it is sent. */
export interface Transcript {
  address: string;
  /** "zh" or "en". */
  language: string;
  /** The customer's, as IANA names it. */
  timeZone: string;
}

/** What Transcript.encode takes: absent fields are their zero value. */
export interface TranscriptInit {
  readonly address?: string | undefined;
  readonly language?: string | undefined;
  readonly timeZone?: string | undefined;
}

export function writeTranscript(m: TranscriptInit, w: Writer): Writer {
  if (m.address !== undefined && m.address !== '') w.uint32(10).string(m.address);
  if (m.language !== undefined && m.language !== '') w.uint32(18).string(m.language);
  if (m.timeZone !== undefined && m.timeZone !== '') w.uint32(26).string(m.timeZone);
  return w;
}

export function readTranscript(r: Reader, end: number): Transcript {
  const m: Transcript = { address: '', language: '', timeZone: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.address = r.string(); break;
      case 18: m.language = r.string(); break;
      case 26: m.timeZone = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Transcript');
}

export function fromTranscript(value: unknown): Transcript {
  const o = json.object(value);
  return {
    address: json.text(o['address']),
    language: json.text(o['language']),
    timeZone: json.text(o['timeZone']),
  };
}

export const Transcript: Codec<Transcript, TranscriptInit> = codec(writeTranscript, readTranscript, fromTranscript);

/** What the virtual agent thinks that the customer wants; a note, seen by agents only. */
export interface IntentGuess {
  intent: string;
  /** 0 to 1. */
  confidence: number;
  runnerUp: string;
  runnerUpConfidence: number;
  /** Words that spoke most for it. */
  because: string[];
  /** As named in the message; empty = it names none. */
  orderNumber: string;
  date: string;
  /** What an agent may send as it is; empty = nothing is suggested. */
  suggestion: string;
  /** The item it is about. */
  askedSeq: number;
}

/** What IntentGuess.encode takes: absent fields are their zero value. */
export interface IntentGuessInit {
  readonly intent?: string | undefined;
  readonly confidence?: number | undefined;
  readonly runnerUp?: string | undefined;
  readonly runnerUpConfidence?: number | undefined;
  readonly because?: readonly string[] | undefined;
  readonly orderNumber?: string | undefined;
  readonly date?: string | undefined;
  readonly suggestion?: string | undefined;
  readonly askedSeq?: number | undefined;
}

export function writeIntentGuess(m: IntentGuessInit, w: Writer): Writer {
  if (m.intent !== undefined && m.intent !== '') w.uint32(10).string(m.intent);
  if (m.confidence !== undefined && m.confidence !== 0) w.uint32(17).double(m.confidence);
  if (m.runnerUp !== undefined && m.runnerUp !== '') w.uint32(26).string(m.runnerUp);
  if (m.runnerUpConfidence !== undefined && m.runnerUpConfidence !== 0) w.uint32(33).double(m.runnerUpConfidence);
  for (const v of m.because ?? []) w.uint32(42).string(v);
  if (m.orderNumber !== undefined && m.orderNumber !== '') w.uint32(50).string(m.orderNumber);
  if (m.date !== undefined && m.date !== '') w.uint32(58).string(m.date);
  if (m.suggestion !== undefined && m.suggestion !== '') w.uint32(66).string(m.suggestion);
  if (m.askedSeq !== undefined && m.askedSeq !== 0) w.uint32(72).uint32(m.askedSeq);
  return w;
}

export function readIntentGuess(r: Reader, end: number): IntentGuess {
  const m: IntentGuess = { intent: '', confidence: 0, runnerUp: '', runnerUpConfidence: 0, because: [], orderNumber: '', date: '', suggestion: '', askedSeq: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.intent = r.string(); break;
      case 17: m.confidence = r.double(); break;
      case 26: m.runnerUp = r.string(); break;
      case 33: m.runnerUpConfidence = r.double(); break;
      case 42: m.because.push(r.string()); break;
      case 50: m.orderNumber = r.string(); break;
      case 58: m.date = r.string(); break;
      case 66: m.suggestion = r.string(); break;
      case 72: m.askedSeq = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'IntentGuess');
}

export function fromIntentGuess(value: unknown): IntentGuess {
  const o = json.object(value);
  return {
    intent: json.text(o['intent']),
    confidence: json.number(o['confidence']),
    runnerUp: json.text(o['runnerUp']),
    runnerUpConfidence: json.number(o['runnerUpConfidence']),
    because: json.list(o['because']).map((v) => json.text(v)),
    orderNumber: json.text(o['orderNumber']),
    date: json.text(o['date']),
    suggestion: json.text(o['suggestion']),
    askedSeq: json.number(o['askedSeq']),
  };
}

export const IntentGuess: Codec<IntentGuess, IntentGuessInit> = codec(writeIntentGuess, readIntentGuess, fromIntentGuess);
