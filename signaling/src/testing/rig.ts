import { type Clock, type Ids, type Log, silentLog, systemClock, uuidIds } from '@weft/proto';
import { EtcdDirectory, NatsBus } from '@weft/proto/node';
import { startEtcd, startNats, type TestServer } from '@weft/proto/testing';
import { type EdgeConfig, type RunningEdge, readEdgeConfig, startEdge } from '../main.ts';
import { FrameClient } from './frame-client.ts';
import { type TokenClaims, TokenMint } from './token-mint.ts';

/** A mesh for one edge: real servers, a key for tokens, and a connection for whoever plays the services. */
export class Rig implements AsyncDisposable {
  readonly nats: TestServer;
  readonly etcd: TestServer;
  readonly bus: NatsBus;
  readonly directory: EtcdDirectory;
  readonly mint: TokenMint;
  readonly #owned: AsyncDisposableStack;

  private constructor(
    parts: Pick<Rig, 'nats' | 'etcd' | 'bus' | 'directory' | 'mint'>,
    owned: AsyncDisposableStack,
  ) {
    this.nats = parts.nats;
    this.etcd = parts.etcd;
    this.bus = parts.bus;
    this.directory = parts.directory;
    this.mint = parts.mint;
    this.#owned = owned;
  }

  static async create(): Promise<Rig> {
    await using stack = new AsyncDisposableStack();
    const nats = stack.use(await startNats());
    const etcd = stack.use(await startEtcd());
    const log = silentLog;
    const bus = stack.use(await NatsBus.create({ servers: nats.url, name: 'rig', log }));
    const directory = stack.use(
      await EtcdDirectory.create({ endpoints: etcd.url, leaseTtlMs: 5_000, log, clock: systemClock }),
    );
    const mint = await TokenMint.create();
    await mint.publish(directory);
    return new Rig({ nats, etcd, bus, directory, mint }, stack.move());
  }

  /** An edge's settings in this mesh; `settings` are WEFT_EDGE_ variables without the prefix. */
  config(settings: Readonly<Record<string, string>> = {}): EdgeConfig {
    const given = Object.entries(settings).map(([name, value]) => [`WEFT_EDGE_${name}`, value]);
    return readEdgeConfig({
      WEFT_NATS_URL: this.nats.url,
      WEFT_ETCD_URL: this.etcd.url,
      WEFT_EDGE_PORT: '0',
      WEFT_EDGE_DRAIN_MS: '0',
      ...Object.fromEntries(given),
    });
  }

  /** Starts an edge, which may have a way of its own to NATS. The caller disposes of it. */
  edge(
    settings: Readonly<Record<string, string>> = {},
    {
      natsUrl = this.nats.url,
      ...ports
    }: { readonly log?: Log; readonly clock?: Clock; readonly ids?: Ids; readonly natsUrl?: string } = {},
  ): Promise<RunningEdge> {
    const config = { ...this.config(settings), natsUrl };
    return startEdge(config, { log: silentLog, clock: systemClock, ids: uuidIds, ...ports });
  }

  /** A signed-in client of that edge. */
  async client(edge: RunningEdge, claims: TokenClaims = {}) {
    return FrameClient.connect(edge.url, { token: await this.mint.token(claims) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }
}
