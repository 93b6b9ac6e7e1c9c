import type { MoveCause } from '@weft/proto';
import { afterGap, type BeatHistory, freshHistory, patienceMs } from './beat-history.ts';

/** That a node is dead, and by what it is known. */
export interface Verdict {
  readonly nodeId: string;
  readonly cause: Extract<MoveCause, 'node-disconnected' | 'node-silent-to-cluster'>;
  /** How long it had been silent, own stalls not counted. */
  readonly silentMs: number;
  /** How much silence it was allowed; 0 = a closed connection. */
  readonly patienceMs: number;
}

/** A node that is silent for longer than it may, and not yet for so long that it is dead. */
export type Suspicion = Omit<Verdict, 'cause'>;

/** What a look found that is new. */
export interface Findings {
  readonly suspected: readonly Suspicion[];
  readonly dead: readonly Verdict[];
}

/** Settings of a witness. */
export interface WitnessOptions {
  /** How often `tick` is called. */
  readonly tickMs: number;
  /** The least silence that counts. */
  readonly floorMs: number;
}

/** A connection that closed is a death, and one that broke a suspicion, when no beat follows within this. */
export const HINT_MS = 60;
/** Beats that were on their way when the connection closed arrive within this after it. */
const IN_FLIGHT_MS = 15;
/** Somebody else must have beaten within this for a silence to be the node's own. */
const OTHERS_MS = 110;
/** And this often since the node's last beat. */
const OTHERS_BEATS = 3;
/** After the bus was away each node has this long to come back to it. */
const GRACE_MS = 5_000;
/** When several fall silent at once, a server of the bus is the likelier death. */
const TOGETHER_FACTOR = 2;
/** A process that a full machine keeps waiting beats no more while its worker carries on: silence alone is a death only this much later. */
const SURE_AFTER_MS = 500;

/** After a silence that was taken for a death the node's former connection may yet be closed: no word of its process. */
const FORMER_MS = 10_000;

interface Watched {
  history: BeatHistory;
  /** Of the last beat, or of when waiting for the first began. */
  sinceMs: number;
  /** When it last beat again after it had been taken for dead by its silence. */
  backAtMs: number;
  /** A beat came since the node was first seen or the bus was away. */
  heard: boolean;
  /** All beats of all nodes at its last one. */
  beatsBefore: number;
  hint: { readonly atMs: number; readonly sure: boolean } | undefined;
  /** Its present silence has been told of. */
  suspected: boolean;
  verdict: Verdict | undefined;
}

/**
 * Who is dead, by beats and closed connections. Pure: times are given
 * (monotonic), nothing is asked. A silence is held against a node only while
 * others' beats go on: when all fall silent it is us, or the bus. Time in which
 * this process itself stood still is no time here. A closed connection is a death;
 * silence, and a connection that broke, is suspicious first, so that those whom the node carries can be asked.
 */
export class Witness {
  readonly #options: WitnessOptions;
  readonly #nodes = new Map<string, Watched>();
  #lastCallMs: number | undefined;
  #stalledMs = 0;
  #beats = 0;
  #echoAtMs = Number.NEGATIVE_INFINITY;
  #echoes = 0;

  constructor(options: WitnessOptions) {
    this.#options = options;
  }

  /** Starts to watch a node; one that is watched starts anew. */
  watch(nodeId: string, nowMs: number): void {
    const atMs = this.#ownTime(nowMs);
    this.#nodes.set(nodeId, {
      ...{ history: freshHistory(), sinceMs: atMs, heard: false, beatsBefore: this.#beats },
      ...{ hint: undefined, suspected: false, verdict: undefined, backAtMs: Number.NEGATIVE_INFINITY },
    });
  }

  /** Ends it. */
  forget(nodeId: string): void {
    this.#nodes.delete(nodeId);
  }

  /** A beat came. True when the node had been taken for dead. */
  beat(nodeId: string, nowMs: number): boolean {
    const atMs = this.#ownTime(nowMs);
    const node = this.#nodes.get(nodeId);
    this.#beats += 1;
    if (node === undefined) return false;
    if (node.heard) node.history = afterGap(node.history, atMs - node.sinceMs, atMs);
    if (node.heard && node.verdict?.cause === 'node-silent-to-cluster') node.backAtMs = atMs;
    node.sinceMs = atMs;
    node.heard = true;
    node.suspected = false;
    node.beatsBefore = this.#beats;
    if (node.hint !== undefined && atMs - node.hint.atMs > IN_FLIGHT_MS) node.hint = undefined;
    const wasDead = node.verdict !== undefined;
    node.verdict = undefined;
    return wasDead;
  }

  /** The bus answered us: for where there is no other node whose beats would show that it does. */
  echo(nowMs: number): void {
    this.#echoAtMs = this.#ownTime(nowMs);
    this.#echoes += 1;
  }

  /** The bus saw the node's connection close; `sure`: in good order, as a process's end does it, not broken as by what lies in between. */
  hint(nodeId: string, nowMs: number, sure = true): void {
    const atMs = this.#ownTime(nowMs);
    const node = this.#nodes.get(nodeId);
    if (node === undefined || node.verdict !== undefined || this.returned(nodeId, nowMs)) return;
    if (node.hint?.sure !== true) node.hint = { atMs, sure };
  }

  /** The bus was away and is back: nobody is held to what was not heard meanwhile. */
  reset(nowMs: number): void {
    const atMs = this.#ownTime(nowMs);
    for (const node of this.#nodes.values()) {
      if (node.verdict !== undefined) continue;
      node.sinceMs = atMs;
      node.heard = false;
      node.suspected = false;
      node.beatsBefore = this.#beats;
      node.hint = undefined;
    }
  }

  /** Decides; to be called every `tickMs` while the bus is connected. Who is suspected or dead since the last time. */
  tick(nowMs: number): Findings {
    const atMs = this.#ownTime(nowMs);
    const living = [...this.#nodes].filter(([, { verdict }]) => verdict === undefined);
    const quiet = living.filter(
      ([, node]) => node.heard && atMs - node.sinceMs > this.#patience(node, atMs) / 2,
    );
    const suspected: Suspicion[] = [];
    const dead: Verdict[] = [];
    for (const [nodeId, node] of living) {
      const silentMs = atMs - node.sinceMs;
      if (node.hint !== undefined && atMs - node.hint.atMs >= HINT_MS) {
        if (node.hint.sure) dead.push({ nodeId, cause: 'node-disconnected', silentMs, patienceMs: 0 });
        else if (!node.suspected) suspected.push({ nodeId, silentMs, patienceMs: 0 });
        node.suspected = true;
        node.hint = undefined;
        continue;
      }
      const factor = quiet.length > 1 ? TOGETHER_FACTOR : 1;
      const allowedMs = node.heard ? this.#patience(node, atMs) * factor : GRACE_MS;
      if (silentMs <= allowedMs || !this.#othersGoOn(node, atMs)) continue;
      const patienceMs = node.heard ? allowedMs + SURE_AFTER_MS : allowedMs;
      if (silentMs > patienceMs) {
        dead.push({ nodeId, cause: 'node-silent-to-cluster', silentMs, patienceMs });
      } else if (!node.suspected) {
        node.suspected = true;
        suspected.push({ nodeId, silentMs, patienceMs: allowedMs });
      }
    }
    for (const verdict of dead) {
      const node = this.#nodes.get(verdict.nodeId);
      if (node !== undefined) node.verdict = verdict;
    }
    return { suspected, dead };
  }

  /**
   * Its lease has ended: its silence counts whether others go on or not, for etcd does not hear it either. The verdict, when that
   * makes it dead now.
   */
  lapsed(nodeId: string, nowMs: number): Verdict | undefined {
    const atMs = this.#ownTime(nowMs);
    const node = this.#nodes.get(nodeId);
    if (node === undefined || !node.heard || node.verdict !== undefined) return undefined;
    const silentMs = atMs - node.sinceMs;
    const allowedMs = this.#patience(node, atMs) + SURE_AFTER_MS;
    if (silentMs <= allowedMs) return undefined;
    node.verdict = { nodeId, cause: 'node-silent-to-cluster', silentMs, patienceMs: allowedMs };
    return node.verdict;
  }

  /** Undefined = not known to be dead. */
  verdictOn(nodeId: string): Verdict | undefined {
    return this.#nodes.get(nodeId)?.verdict;
  }

  /** Whether its present silence is too long for it, or it is dead. */
  doubts(nodeId: string): boolean {
    const node = this.#nodes.get(nodeId);
    return node !== undefined && (node.suspected || node.verdict !== undefined);
  }

  /** Whether it has lately come back from a silence that was taken for a death: what is left of that may still arrive. */
  returned(nodeId: string, nowMs: number): boolean {
    const node = this.#nodes.get(nodeId);
    return node !== undefined && this.#ownTime(nowMs) - node.backAtMs < FORMER_MS;
  }

  /** Undefined = not watched, or not heard yet. */
  silenceOf(nodeId: string, nowMs: number): number | undefined {
    const node = this.#nodes.get(nodeId);
    return node?.heard === true ? this.#ownTime(nowMs) - node.sinceMs : undefined;
  }

  #patience(node: Watched, atMs: number): number {
    return patienceMs(node.history, this.#options.floorMs, atMs);
  }

  #othersGoOn(node: Watched, atMs: number): boolean {
    const others = [...this.#nodes.values()].filter((other) => other !== node && other.verdict === undefined);
    if (others.length === 0) return this.#echoes >= OTHERS_BEATS && atMs - this.#echoAtMs <= OTHERS_MS;
    const lately = others.some((other) => other.heard && atMs - other.sinceMs <= OTHERS_MS);
    return lately && this.#beats - node.beatsBefore >= OTHERS_BEATS;
  }

  /** The time that this process saw pass: being called late means that it stood still, and whatever came meanwhile is late too. */
  #ownTime(nowMs: number): number {
    const gapMs = nowMs - (this.#lastCallMs ?? nowMs);
    if (gapMs > 2 * this.#options.tickMs) this.#stalledMs += gapMs - this.#options.tickMs;
    this.#lastCallMs = nowMs;
    return nowMs - this.#stalledMs;
  }
}
