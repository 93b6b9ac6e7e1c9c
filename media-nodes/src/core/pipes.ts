import { type Log, type OpenPipe, type PipeOpenedInit, WeftError } from '@weft/proto';
import type { EngineRouter } from '../ports.ts';
import type { Ask } from './ask.ts';
import { meet, Pipe, pipeEnd } from './pipe.ts';

export interface PipesOptions {
  readonly nodeId: string;
  readonly region: string;
  readonly listenIp: string;
  readonly address: string;
  readonly frame: { readonly callId: string; readonly epoch: number };
  readonly router: EngineRouter;
  readonly ask: Ask;
  readonly log: Log;
  /** The pipe to this node is over, and with it every track that came or went by it. */
  readonly onClosed: (peerId: string) => void;
}

/** One room's pipes, at most one to each other node of the call. */
export class Pipes {
  readonly #options: PipesOptions;
  readonly #pipes = new Map<string, Pipe>();

  constructor(options: PipesOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#pipes.size;
  }

  get(peerId: string): Pipe | undefined {
    return this.#pipes.get(peerId);
  }

  /** The pipe to this node; opens one when there is none. */
  to(peerId: string): Pipe {
    const standing = this.#pipes.get(peerId);
    if (standing !== undefined) return standing;
    const pipe = this.#make(peerId, 'opening');
    const { frame, nodeId, region, ask } = this.#options;
    void pipe.open(ask, { callId: frame.callId, epoch: frame.epoch, nodeId, region });
    return pipe;
  }

  /** Another node opens a pipe to this one. Throws CONFLICT when this node's own attempt stands. */
  async accept(request: OpenPipe): Promise<PipeOpenedInit> {
    const peerId = request.fromNodeId;
    const far = pipeEnd(request);
    const standing = this.#pipes.get(peerId);
    const meeting = meet(standing === undefined ? 'none' : standing.standing, this.#options.nodeId, peerId);
    this.#options.log.debug({ peerNodeId: peerId, ...meeting }, 'pipe asked for');
    switch (meeting.do) {
      case 'refuse':
        throw new WeftError('CONFLICT', meeting.reason);
      case 'yield':
        return (standing ?? this.#make(peerId, 'answering')).answer(far);
      case 'replace':
        standing?.close();
        return this.#make(peerId, 'answering').answer(far);
      case 'accept':
        return this.#make(peerId, 'answering').answer(far);
    }
  }

  drop(peerId: string): void {
    this.#pipes.get(peerId)?.close();
  }

  /** Closes the pipes to every node but these. */
  keepOnly(nodeIds: ReadonlySet<string>): void {
    for (const peerId of [...this.#pipes.keys()]) if (!nodeIds.has(peerId)) this.drop(peerId);
  }

  close(): void {
    for (const pipe of [...this.#pipes.values()]) pipe.close();
  }

  #make(peerId: string, state: 'opening' | 'answering'): Pipe {
    const { router, listenIp, address, log } = this.#options;
    const pipe = new Pipe(
      {
        ...{ peerId, router, listenIp, address, log },
        onClosed: (closed) => {
          if (this.#pipes.get(peerId) !== closed) return;
          this.#pipes.delete(peerId);
          this.#options.onClosed(peerId);
        },
      },
      state,
    );
    this.#pipes.set(peerId, pipe);
    return pipe;
  }
}
