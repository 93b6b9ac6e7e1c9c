import type { RegionRtt } from '@weft/proto';
import type { NodeView } from '../registry/node-view.ts';
import { type RegionChoice, regionOrder } from './regions.ts';

/** A node whose busiest worker uses more of its core than this takes nobody new. */
const MAX_CPU = 0.9;
/** Loads that differ by less than this are the same: the number of participants decides. */
const LOAD_STEP = 0.05;

/** What placement decides from. */
export interface PlaceQuestion {
  readonly nodes: readonly NodeView[];
  /** The client's measurements; may be empty, may be nonsense. */
  readonly rtts: readonly RegionRtt[];
  readonly edgeRegion: string;
  /** Nodes that must not be chosen: those that just failed, those to be left. */
  readonly exclude?: ReadonlySet<string> | undefined;
  /** Chosen before others of its region when it can take one more: the call is there already. */
  readonly prefer?: string | undefined;
  /** A node's cap is this times its workers. */
  readonly participantsPerWorker: number;
}

/** Where a participant's media goes, or why nowhere. */
export type Placement =
  | {
      readonly placed: true;
      readonly home: NodeView;
      /** On another host than home; undefined when there is none. */
      readonly standby: NodeView | undefined;
      readonly reason: string;
    }
  | { readonly placed: false; readonly reason: string };

/**
 * Chooses a participant's home node and its standby. Pure: the same question
 * has the same answer, whatever the order of the nodes in it.
 *
 * Home: the first region of `regionOrder` with a usable node (active, not
 * excluded, under its caps); there the least loaded. Standby: the same rule
 * over nodes on other hosts.
 */
export function place(question: PlaceQuestion): Placement {
  const usable = question.nodes.filter((node) => refusal(node, question) === undefined);
  const order = regionOrder(
    question.rtts,
    question.edgeRegion,
    question.nodes.map((node) => node.record.region),
  );
  const home = best(usable, order, question);
  if (home === undefined) return { placed: false, reason: whyNone(question) };
  const elsewhere = usable.filter((node) => node.record.host !== home.record.host);
  const standby = best(elsewhere, order, { ...question, prefer: undefined });
  return { placed: true, home, standby, reason: why(home, standby, order, question) };
}

/** 0 (idle) upwards; 1 = a cap is reached. The worse of processor and participants. */
export function loadOf(node: NodeView, participantsPerWorker: number): number {
  const cap = Math.max(1, node.record.workers) * participantsPerWorker;
  return Math.max(node.load.cpu / MAX_CPU, (node.load.participants + node.expected) / cap);
}

function refusal(node: NodeView, question: PlaceQuestion): string | undefined {
  if (question.exclude?.has(node.record.nodeId) === true) return 'excluded';
  if (node.condition !== 'active') return node.condition;
  return loadOf(node, question.participantsPerWorker) >= 1 ? 'full' : undefined;
}

function best(
  nodes: readonly NodeView[],
  order: readonly RegionChoice[],
  question: PlaceQuestion,
): NodeView | undefined {
  for (const { region } of order) {
    const here = nodes.filter((node) => node.record.region === region);
    const preferred = here.find((node) => node.record.nodeId === question.prefer);
    if (preferred !== undefined) return preferred;
    const [first] = here.sort((a, b) => compare(a, b, question.participantsPerWorker));
    if (first !== undefined) return first;
  }
  return undefined;
}

function compare(a: NodeView, b: NodeView, participantsPerWorker: number): number {
  const step = (node: NodeView): number => Math.floor(loadOf(node, participantsPerWorker) / LOAD_STEP);
  const people = (node: NodeView): number => node.load.participants + node.expected;
  return step(a) - step(b) || people(a) - people(b) || (a.record.nodeId < b.record.nodeId ? -1 : 1);
}

function why(
  home: NodeView,
  standby: NodeView | undefined,
  order: readonly RegionChoice[],
  question: PlaceQuestion,
): string {
  const rank = order.findIndex(({ region }) => region === home.record.region);
  const choice = order[rank];
  const distance = choice?.rttMs === undefined ? "the edge's region" : `${choice.rttMs} ms away`;
  const nearer = order.slice(0, rank).map(({ region }) => region);
  const passed = nearer.length === 0 ? '' : `, none usable in ${nearer.join(', ')}`;
  const region = home.record.region;
  const where =
    choice?.rttMs === undefined && region !== question.edgeRegion ? region : `${region} (${distance})`;
  const load = loadOf(home, question.participantsPerWorker).toFixed(2);
  const kept = home.record.nodeId === question.prefer ? ', the call is there' : '';
  const second =
    standby === undefined ? 'no standby on another host' : `standby ${standby.record.nodeId} on another host`;
  return `${home.record.nodeId} in ${where} at load ${load}${kept}${passed}; ${second}`;
}

function whyNone(question: PlaceQuestion): string {
  if (question.nodes.length === 0) return 'no media node is registered';
  const counts = new Map<string, number>();
  for (const node of question.nodes) {
    const reason = refusal(node, question) ?? 'usable';
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const listed = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, count]) => `${count} ${reason}`);
  return `none of ${question.nodes.length} media nodes is usable: ${listed.join(', ')}`;
}
