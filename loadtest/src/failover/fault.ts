import type { LiveCall } from './live-call.ts';
import type { Rig } from './rig.ts';

/** A fault that has been brought about. */
export interface Injected {
  /** The moment just before, in milliseconds since the Unix epoch. */
  readonly atMs: number;
  /** What was hit, for the raw samples. */
  readonly target: string;
  /** Takes back what does not pass by itself. Resolves when it is taken back; safe to call once. */
  heal(): Promise<void>;
}

/** What a fault is brought about on. */
export interface Scene
  extends Pick<Rig, 'stack' | 'networks' | 'doors' | 'database' | 'customers' | 'agents'> {
  readonly call: LiveCall;
}

/** One kind of death. */
export interface Fault {
  readonly name: string;
  /** What is done to what, in a line. */
  readonly does: string;
  /** How long the ends are watched after it. */
  readonly watchMs: number;
  /** Whether media is to move to another node; otherwise it is to go on untouched. */
  readonly moves: boolean;
  /** Nothing dies: whatever moves all the same moves for nothing. */
  readonly harmless?: true;
  /** What it cannot be brought about without: root, or also a network of its own for each media node; three nats-servers and etcds; a PostgreSQL; a way of its own to the servers for each media node. */
  readonly needs?: 'root' | 'networks' | 'servers' | 'database' | 'doors';
  inject(scene: Scene): Promise<Injected>;
}
