import type { Mesh } from '@weft/proto';
import type { LinkSnapshot, Problem, Readable } from './basics.ts';

export type OpsState =
  | { readonly name: 'restoring' }
  | { readonly name: 'signed-out'; readonly problem: Problem | undefined }
  | { readonly name: 'signing-in' }
  | {
      readonly name: 'signed-in';
      readonly displayName: string;
      /** Undefined until the first state arrived. `stale` = the link is interrupted. */
      readonly mesh: Mesh | undefined;
      readonly stale: boolean;
      /** Nodes whose drain was asked for and not yet confirmed by the mesh. */
      readonly draining: readonly string[];
      readonly problem: Problem | undefined;
    };

export interface OpsSnapshot {
  readonly link: LinkSnapshot;
  readonly state: OpsState;
}

/** Made by `createOps(options)` of state/ops-page.ts: each page has its own, so that none carries another's code. */
export interface Ops extends Readable<OpsSnapshot>, AsyncDisposable {
  open(): void;
  signIn(login: string, password: string): void;
  signOut(): void;
  /** False takes a drain back. */
  drain(nodeId: string, on: boolean): void;
  dismiss(): void;
}

export interface OpsOptions {
  readonly apiUrl: string;
  readonly client: string;
  readonly region?: string;
}
