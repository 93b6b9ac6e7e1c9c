import type { Beat, MeshNode, NodeLoad, NodeRecord } from '@weft/proto';

/** Without a beat for this long a registered node counts as silent. */
const SILENT_AFTER_MS = 1_000;

/** "silent": registered, but no beat within SILENT_AFTER_MS. "cut-off": so, or not registered any more, but pages hear it. */
export type NodeCondition = 'active' | 'draining' | 'silent' | 'cut-off';

/** A registered media node as this instance sees it at one moment. */
export interface NodeView {
  readonly record: NodeRecord;
  /** From the last beat, else from the record. */
  readonly load: NodeLoad;
  readonly condition: NodeCondition;
  /** Monotonic time of the last beat; undefined = none heard since the node was first seen here. */
  readonly lastBeatAtMs: number | undefined;
  /** Participants placed here a moment ago that no beat tells of yet. */
  readonly expected: number;
}

/** What was heard of one node, with monotonic times of this process. */
export interface Heard {
  readonly seenAtMs: number;
  readonly beatAtMs: number | undefined;
  readonly beat: Beat | undefined;
  readonly expected: number;
}

const NO_LOAD: NodeLoad = { cpu: 0, rooms: 0, participants: 0, consumers: 0, pipes: 0 };

/**
 * Joins a node's record with its beats. A beat's state wins over the record's,
 * since it is younger; a node that was just seen has SILENT_AFTER_MS to beat.
 */
export function viewOf(record: NodeRecord, heard: Heard, nowMs: number): NodeView {
  const quietSinceMs = heard.beatAtMs ?? heard.seenAtMs;
  const state = heard.beat?.state ?? record.state;
  const condition =
    nowMs - quietSinceMs > SILENT_AFTER_MS ? 'silent' : state === 'draining' ? 'draining' : 'active';
  return {
    record,
    load: heard.beat?.load ?? record.load ?? NO_LOAD,
    condition,
    lastBeatAtMs: heard.beatAtMs,
    expected: heard.expected,
  };
}

/** The node as operators see it. */
export const meshNodeOf = (view: NodeView): MeshNode => ({
  nodeId: view.record.nodeId,
  region: view.record.region,
  host: view.record.host,
  state: view.condition,
  load: view.load,
  startedAtMs: view.record.startedAtMs,
  version: view.record.version,
  workers: view.record.workers,
});
