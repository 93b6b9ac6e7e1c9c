import { type Cores, pin } from '../bench/cores.ts';
import { Channel } from '../idle/channel.ts';
import { Amplifier } from './amplifier.ts';
import type {
  BlindNews,
  BlindOrder,
  ExpectedCopy,
  GeneratorNews,
  GeneratorOrder,
  Heard,
  PlayedStream,
} from './messages.ts';

/** The processes that bots live in, on a core of their own. */
export class Generator implements AsyncDisposable {
  readonly amplifier: Amplifier;
  /** Where copies are read. */
  readonly ports: readonly number[];
  /** Where copies go that nobody reads. */
  readonly blindPort: number;
  readonly #channel: Channel<GeneratorOrder, GeneratorNews>;
  readonly #owned: AsyncDisposableStack;

  private constructor(
    parts: Pick<Generator, 'amplifier' | 'ports' | 'blindPort'>,
    channel: Channel<GeneratorOrder, GeneratorNews>,
    owned: AsyncDisposableStack,
  ) {
    this.amplifier = parts.amplifier;
    this.ports = parts.ports;
    this.blindPort = parts.blindPort;
    this.#channel = channel;
    this.#owned = owned;
  }

  static async create(cores: Cores, sockets: number): Promise<Generator> {
    await using owned = new AsyncDisposableStack();
    const channel = owned.use(
      new Channel<GeneratorOrder, GeneratorNews>(
        'the generator',
        new URL('./generator-process.ts', import.meta.url),
      ),
    );
    const blind = owned.use(
      new Channel<BlindOrder, BlindNews>(
        'the process that reads nothing',
        new URL('./blind-process.ts', import.meta.url),
      ),
    );
    const { port: blindPort } = await blind.ask({ do: 'listen' }, 'blind');
    const { ports } = await channel.ask({ do: 'open', sockets }, 'open');
    await pin(channel.pid, cores.generator, cores);
    const amplifier = owned.use(await Amplifier.create(cores));
    return new Generator({ amplifier, ports, blindPort }, channel, owned.move());
  }

  /** Plays streams for a while, and says what came of them after the warm-up. */
  async play(
    traffic: { readonly streams: readonly PlayedStream[]; readonly copies: readonly ExpectedCopy[] },
    times: { readonly warmUpMs: number; readonly measureMs: number },
  ): Promise<Heard> {
    const { heard } = await this.#channel.ask({ do: 'play', ...traffic, ...times }, 'played');
    return heard;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#owned.disposeAsync();
  }
}
