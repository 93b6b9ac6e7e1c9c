import type { Call } from '@weft/proto';
import type { Link } from '../link/index.ts';
import type { CallDevices } from './devices/devices.ts';
import type { HangUpParts } from './hang-up.ts';
import type { CallMedia } from './live-call.ts';
import type { Timings } from './timings.ts';
import type { Diagnostics, MediaSnapshot, Readable } from './types.ts';

/** The media of a page's call: what a live call needs, and what the page's buttons do. */
export type PageMedia = CallMedia &
  Readable<MediaSnapshot> & {
    startScreen(): void;
    stopScreen(): void;
    pictureShown(trackId: string, height: number): void;
  };

/** What the link must offer to a page's state. */
export type PageLink = Pick<Link, 'state' | 'onState' | 'onPush' | 'onFresh' | 'start' | 'close'>;

/** What the state of a page with calls is made of: customer and desk alike. */
export interface CallPageParts extends HangUpParts {
  readonly link: PageLink;
  readonly devices: CallDevices;
  readonly createMedia: (callId: string, resync: () => Promise<Call | undefined>) => PageMedia;
  /** Does beforehand what the first call would wait for. */
  readonly prepare: () => Promise<void>;
  readonly timings: Timings;
  readonly diagnostics: Diagnostics;
}
