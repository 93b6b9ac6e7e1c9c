import type { ErrorCode } from '@weft/proto';

/** A value over time; `useSyncExternalStore(x.subscribe, x.get)` fits. Both may be passed on unbound. */
export interface Readable<Value> {
  readonly get: () => Value;
  /** Calls after each change until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Why a microphone, camera or screen cannot be had. */
export type CaptureError =
  /** The person or a policy said no, and the browser will not ask again by itself. */
  | 'denied'
  /** The question was closed without an answer: asking again is possible. */
  | 'dismissed'
  | 'no-device'
  | 'in-use'
  /** The page is not served over https or from this machine. */
  | 'insecure-context'
  /** The page that embeds the widget does not let it use the device (the iframe's `allow`). */
  | 'blocked-by-page'
  | 'unknown';

/** What the person can do about a CaptureError. */
export type CaptureHint =
  | 'allow-in-browser-settings'
  | 'allow-in-system-settings'
  | 'ask-again'
  | 'plug-in-device'
  | 'close-other-program'
  | 'open-over-https'
  | 'tell-site-owner'
  | 'reload';

export type CaptureDevice = 'microphone' | 'camera' | 'screen';

/** What went wrong, to be told in the person's language. */
export type Problem =
  /** A row of the error table. `retryAfterMs` 0 = not said. */
  | {
      readonly name: 'fault';
      readonly code: ErrorCode;
      readonly retryable: boolean;
      readonly retryAfterMs: number;
    }
  | {
      readonly name: 'capture';
      readonly device: CaptureDevice;
      readonly error: CaptureError;
      readonly hint: CaptureHint;
    }
  /** Neither edge nor HTTP API can be reached. */
  | { readonly name: 'network' }
  /** The browser lacks WebRTC or a codec in common with the mesh. */
  | { readonly name: 'unsupported-browser' };

/** The connection to the signaling edge. Media goes on while it is interrupted. */
export type LinkSnapshot =
  | { readonly name: 'idle' }
  | { readonly name: 'connecting' }
  | { readonly name: 'ready'; readonly region: string; readonly edgeId: string }
  | { readonly name: 'interrupted'; readonly sinceAtMs: number; readonly attempt: number }
  | { readonly name: 'failed'; readonly problem: Problem };
