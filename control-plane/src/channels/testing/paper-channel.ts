import { WeftError } from '@weft/proto';
import { z } from 'zod';
import type {
  Arrival,
  Capabilities,
  Channel,
  ChannelContact,
  ChannelKind,
  Health,
  Outbound,
  Sent,
} from '../channel.ts';

const Settings = z.object({ token: z.string().min(1), segmentsPerSecond: z.number().default(0) });
type Settings = z.output<typeof Settings>;

const Pushed = z.array(
  z.union([
    z.object({
      ...{ id: z.string(), from: z.string(), text: z.string(), name: z.string().default('') },
      claimed: z.boolean().default(false),
      file: z.string().default(''),
    }),
    z.object({
      carrierId: z.string(),
      state: z.enum(['sent', 'delivered', 'read', 'failed']),
      failure: z.string().default(''),
    }),
    z.object({ ignore: z.string() }),
  ]),
);

const CAPABILITIES: Capabilities = {
  ...{ maxTextLength: 1_000, files: [], maxFileBytes: 0, receipts: 'delivered' },
  ...{ remaining: undefined, untilMs: undefined, closed: undefined },
};

/** The other side of a channel that is only played: what was sent to it, and how it answers. */
export class PaperCarrier {
  readonly sent: Outbound[] = [];
  /** How many accounts are open now. */
  open = 0;
  /** Messages that it was asked to take, whatever it said. */
  asked = 0;
  /** The account that was opened last is up, as `probe` finds it. */
  comesBack: () => void = () => undefined;
  /** It does not answer; `probe` finds out when it does again. */
  away = false;
  /** Until when its customers are not to be disturbed, by the time; undefined = they may be. */
  quietUntil: (nowMs: number) => number | undefined = () => undefined;
  /** Gives a file of a message; the default has none. */
  fetchFile: (reference: string) => Promise<Uint8Array> = () =>
    Promise.reject(new WeftError('BAD_REQUEST', 'no such file'));
  /** Answers a message; the default takes it. */
  answer: (message: Outbound) => Sent | Promise<Sent> = (message) => ({
    is: 'sent',
    carrierIds: [`carrier-${message.messageId}`],
    segments: 1,
  });

  /** The channel itself. @param sendsAgain what may have gone goes again */
  channel({ sendsAgain = true } = {}): Channel<Settings> {
    return {
      ...(sendsAgain ? ({ sendsAgain } as const) : {}),
      // None of the product's own.
      kind: 'paper' as ChannelKind,
      channel: 'sms',
      settings: Settings,
      secrets: ['token'],
      verify: (request, account) => {
        if (request.query.get('token') !== account.settings.token) throw new WeftError('SIGNATURE_REFUSED');
        const answer = { status: 200, contentType: 'text/plain', body: request.query.get('echo') ?? 'ok' };
        return request.method === 'GET'
          ? { is: 'answer', answer }
          : { is: 'payload', payload: request.body, answer };
      },
      parse: (payload) => {
        const { data } = Pushed.safeParse(JSON.parse(Buffer.from(payload).toString()));
        if (data === undefined) throw new WeftError('BAD_REQUEST');
        return data.map((one): Arrival => {
          if ('ignore' in one) return { is: 'ignored', why: one.ignore };
          if ('carrierId' in one)
            return {
              is: 'receipt',
              sourceId: `${one.carrierId} ${one.state}`,
              receipt: { ...one, atMs: 1_750_000_000_000 },
            };
          const from: ChannelContact = {
            kind: 'phone',
            value: one.from,
            shown: one.from,
            displayName: one.name,
            also: [],
            ...(one.claimed ? { claimed: true } : {}),
          };
          return {
            is: 'message',
            sourceId: one.id,
            from,
            atMs: 1_750_000_000_000,
            text: one.text,
            files:
              one.file === ''
                ? []
                : [{ fileName: one.file, mediaType: '', from: { is: 'remote', reference: one.file } }],
            inReplyTo: [],
          };
        });
      },
      capabilities: (_account, record) => ({
        ...CAPABILITIES,
        closed: record.optedOutAtMs === undefined ? undefined : 'opted-out',
      }),
      quietHours: () => ({ until: (_to, nowMs) => this.quietUntil(nowMs) }),
      open: () => {
        this.open += 1;
        let health: Health = { is: 'up', sinceMs: 0 };
        const comesBack = (): void => {
          health = { is: 'up', sinceMs: 0 };
        };
        this.comesBack = comesBack;
        return Promise.resolve({
          get health() {
            return health;
          },
          probe: () => {
            if (!this.away) comesBack();
            return Promise.resolve();
          },
          window: 10,
          fetch: (reference: string) => this.fetchFile(reference),
          send: async (message: Outbound) => {
            this.asked += 1;
            if (this.away) {
              health = { is: 'down', sinceMs: 0, reason: 'away' };
              return { is: 'later', code: 'away', afterMs: 0, throttled: false } as const;
            }
            const answer = await this.answer(message);
            if (answer.is === 'sent') this.sent.push(message);
            return answer;
          },
          [Symbol.asyncDispose]: () => {
            this.open -= 1;
            return Promise.resolve();
          },
        });
      },
    };
  }
}
