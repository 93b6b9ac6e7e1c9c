import { MediaPush, type MediaRequestInit, type MediaTargetInit, rtp, type Stats } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { EdgeClient } from '../wire/edge-client.ts';
import type { OfferedTrack, PeerReplies, PeerRequest } from './messages.ts';
import { offeredIn, transportOf } from './wire.ts';

/** The signaling half of one peer: its session, and what its page asks of the media node over it. */
export class Peer implements Disposable {
  readonly name: string;
  readonly #client: EdgeClient;
  readonly #target: MediaTargetInit;
  readonly #offered: OfferedTrack[] = [];
  readonly #pushes: Disposable;

  constructor(name: string, client: EdgeClient, target: MediaTargetInit) {
    this.name = name;
    this.#client = client;
    this.#target = target;
    this.#pushes = client.onPush(({ source }) => {
      if (source?.case !== 'media') return;
      const offered = offeredIn(MediaPush.decode(source.value));
      if (offered !== undefined) this.#offered.push(offered);
    });
  }

  /** Answers the page. Throws the node's fault. */
  async answer(request: PeerRequest): Promise<PeerReplies[keyof PeerReplies]> {
    switch (request.ask) {
      case 'join': {
        const capabilities = rtp.capabilitiesToWire(request.capabilities as rtp.Capabilities);
        const reply = await this.ask({ case: 'join', value: { capabilities } });
        if (reply.case !== 'joined') throw new Error(`join was answered with ${reply.case}`);
        return { send: transportOf(reply.value.send), receive: transportOf(reply.value.receive) };
      }
      case 'connect': {
        const { transportId, dtlsParameters } = request;
        const dtls = { role: dtlsParameters.role ?? 'auto', fingerprints: dtlsParameters.fingerprints };
        await this.ask({ case: 'connectTransport', value: { transportId, dtls } });
        return null;
      }
      case 'produce': {
        const { transportId, kind, rtpParameters } = request;
        const parameters = rtp.parametersToWire(rtpParameters as rtp.Parameters);
        const value = {
          transportId,
          kind,
          source: kind === 'video' ? 'camera' : 'microphone',
          rtp: parameters,
        } as const;
        const reply = await this.ask({ case: 'produce', value });
        if (reply.case !== 'produced') throw new Error(`produce was answered with ${reply.case}`);
        return { id: reply.value.trackId };
      }
      case 'resume':
        await this.ask({ case: 'setConsumer', value: { consumerId: request.consumerId, paused: false } });
        return null;
    }
  }

  /** Waits until the node offers this track. */
  async offered(trackId: string): Promise<OfferedTrack> {
    const find = (): OfferedTrack | undefined => this.#offered.find((one) => one.trackId === trackId);
    await until(() => find() !== undefined || `${this.name} is not offered ${trackId} yet`);
    const found = find();
    if (found === undefined) throw new Error(`${trackId} is gone`);
    return found;
  }

  /** What this peer's node counts. */
  async stats(): Promise<Stats> {
    const reply = await this.ask({ case: 'getStats', value: {} });
    if (reply.case !== 'stats') throw new Error(`a question for statistics was answered with ${reply.case}`);
    return reply.value;
  }

  [Symbol.dispose](): void {
    this.#pushes[Symbol.dispose]();
  }

  ask(body: NonNullable<MediaRequestInit['body']>): ReturnType<EdgeClient['media']> {
    return this.#client.media(this.#target, { body });
  }
}
