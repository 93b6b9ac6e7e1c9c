import type { Readable } from './basics.ts';

/** How the desk calls for attention; kept over visits. */
export interface AlertSettings {
  readonly messageSound: boolean;
  readonly waitingSound: boolean;
  /** 0 to 1. */
  readonly volume: number;
  /** Browser notifications, while the agent looks at something else. */
  readonly notifications: boolean;
}

/** Something that the agent is not looking at. */
export type DeskAlert =
  | {
      readonly name: 'message';
      readonly conversationId: string;
      readonly from: string;
      /** A colleague's private note; else the customer wrote. */
      readonly note: boolean;
      readonly preview: string;
    }
  | { readonly name: 'waiting'; readonly count: number };

/** Sounds and notifications. */
export interface Alerts extends Readable<AlertSettings> {
  set(changes: Partial<AlertSettings>): void;
  /** Plays the sound once, to hear how loud it is. */
  play(): void;
  /** Tells what a browser notification is wanted for, until the returned function is called. */
  onAlert(listener: (alert: DeskAlert) => void): () => void;
}
