import type { Clock } from '@weft/proto';
import { Herd, pauseOf } from '../placement/herd.ts';
import type { Placement, PlaceQuestion } from '../placement/place.ts';
import type { NodeView } from '../registry/node-view.ts';
import type { Spot } from './state.ts';

/** A node for a participant in mid-call, or why there is none yet. */
export type SpotAnswer =
  | { readonly found: 'spot'; readonly spot: Spot }
  /** Every node that could take it has had its share for the moment. */
  | { readonly found: 'later'; readonly inMs: number }
  | { readonly found: 'none' };

/** What a spot is looked for by. */
export interface SpotQuestion {
  readonly callId: string;
  /** Its home now, and the region it is in: the new node is on another host, and in that region if it can be. */
  readonly from: Spot;
  /** Nodes not to be chosen. */
  readonly exclude: ReadonlySet<string>;
  /** The host of the home now will do, too. */
  readonly anyHost?: boolean;
}

/** Finds nodes for participants of calls that lost one, many at once. */
export class Spots {
  readonly #herd = new Herd();
  readonly #clock: Clock;
  readonly #nodes: () => readonly NodeView[];
  readonly #place: (question: Pick<PlaceQuestion, 'rtts' | 'edgeRegion' | 'exclude'>) => Placement;

  /** `place` counts the chosen node's participant as expected. */
  constructor(options: {
    clock: Clock;
    nodes: () => readonly NodeView[];
    place: (question: Pick<PlaceQuestion, 'rtts' | 'edgeRegion' | 'exclude'>) => Placement;
  }) {
    this.#clock = options.clock;
    this.#nodes = options.nodes;
    this.#place = options.place;
  }

  find({ callId, from, exclude, anyHost = false }: SpotQuestion): SpotAnswer {
    const nowMs = this.#clock.monotonic();
    const nodes = this.#nodes();
    const host = nodes.find(({ record }) => record.nodeId === from.nodeId)?.record.host;
    const never = new Set([...exclude, from.nodeId]);
    for (const { record } of nodes) if (record.host === host && !anyHost) never.add(record.nodeId);
    const full = this.#herd.full(nowMs);
    const question = { rtts: [], edgeRegion: from.region };
    const placement = this.#place({ ...question, exclude: new Set([...never, ...full]) });
    if (placement.placed) {
      const { nodeId, region } = placement.home.record;
      this.#herd.took(nodeId, nowMs);
      return { found: 'spot', spot: { nodeId, region } };
    }
    const held = [...full].some((nodeId) => !never.has(nodeId));
    return held ? { found: 'later', inMs: pauseOf(callId) } : { found: 'none' };
  }
}
