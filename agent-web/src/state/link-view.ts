import { WeftError } from '@weft/proto';
import type { LinkState } from '../link/index.ts';
import { problemOf } from './problem.ts';
import type { LinkSnapshot } from './types.ts';

/** The link's state as pages show it. */
export function linkView(state: LinkState): LinkSnapshot {
  switch (state.name) {
    case 'idle':
      return { name: 'idle' };
    case 'connecting':
      return { name: 'connecting' };
    case 'ready':
      return { name: 'ready', region: state.region, edgeId: state.edgeId };
    case 'interrupted':
      return { name: 'interrupted', sinceAtMs: state.sinceAtMs, attempt: state.attempt };
    case 'failed':
      return { name: 'failed', problem: problemOf(new WeftError(state.code)) };
  }
}
