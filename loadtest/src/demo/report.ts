import type { CallStats, RemoteTrackStats } from '../browser/diagnostics.ts';
import type { Pipe } from '../stack/room-reports.ts';

/** What one side of the call saw of the other. */
export interface Side {
  readonly region: string;
  readonly nodeId: string;
  readonly edgeId: string;
  readonly framesDecoded: number;
  readonly width: number;
  readonly height: number;
  /** The loudest moment that was sampled, 0 to 1. */
  readonly audioLevel: number;
  readonly totalAudioEnergy: number;
  readonly codec: string;
  readonly audioCodec: string;
  /** How often this side went on at another node. */
  readonly moves: number;
  /** Milliseconds from the click (on "Video call", or on accepting) on; absent = did not happen. */
  readonly joinMs: Readonly<Record<string, number>>;
}

const of = (stats: CallStats, source: RemoteTrackStats['source']): RemoteTrackStats | undefined =>
  stats.remote.find((track) => track.source === source);

/** A side's part of the report, from its page's last word and the loudest moment before. */
export function sideOf(stats: CallStats, loudest: number): Side {
  const video = of(stats, 'camera');
  const audio = of(stats, 'microphone');
  const { click = 0, ...later } = stats.timings;
  return {
    region: stats.region,
    nodeId: stats.nodeId,
    edgeId: stats.edgeId,
    framesDecoded: video?.framesDecoded ?? 0,
    width: video?.width ?? 0,
    height: video?.height ?? 0,
    audioLevel: loudest,
    totalAudioEnergy: audio?.totalAudioEnergy ?? 0,
    codec: video?.codec ?? '',
    audioCodec: audio?.codec ?? '',
    moves: stats.moves,
    joinMs: Object.fromEntries(Object.entries(later).map(([name, atMs]) => [name, Math.round(atMs - click)])),
  };
}

/** What the demo must have seen for its `ok`; each sentence says what was missing. */
export function shortcomings(customer: Side, agent: Side, pipes: readonly Pipe[]): readonly string[] {
  const missing: string[] = [];
  for (const [name, side, region] of [
    ['customer', customer, 'eu'],
    ['agent', agent, 'ap'],
  ] as const) {
    if (side.region !== region) missing.push(`the ${name} was carried in ${side.region}, not in ${region}`);
    if (side.framesDecoded === 0) missing.push(`the ${name} decoded no picture`);
    if (side.width === 0 || side.height === 0) missing.push(`the ${name} saw a picture without size`);
    if (!(side.audioLevel > 0)) missing.push(`the ${name} heard nothing`);
  }
  for (const [from, to] of [
    ['eu', 'ap'],
    ['ap', 'eu'],
  ] as const) {
    const crossed = pipes.some(
      (one) => one.outgoing && one.region === from && one.peerRegion === to && one.packets > 0,
    );
    if (!crossed) missing.push(`no packet went through a pipe from ${from} to ${to}`);
  }
  return missing;
}

/**
 * Whether another call may show what this one did not: a machine that is full can
 * hold a media node up until its call goes on at another one, in another region too.
 */
export const wasMoved = (missing: readonly string[], ...sides: readonly Side[]): boolean =>
  missing.length > 0 && sides.some(({ moves }) => moves > 0);
