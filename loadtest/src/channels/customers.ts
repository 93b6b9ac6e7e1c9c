import type { Channel, Clock } from '@weft/proto';
import { sleep } from '@weft/proto';
import type { Entry, Ledger } from '../simulators/ledger.ts';
import type { Weather } from '../simulators/pusher.ts';
import type { Staff } from './staff.ts';
import { startSmsc, startSmsHttp, startWechat, startWeibo } from './vendors.ts';

/** How long the vendors' accounts may take to come up. */
const UP_MS = 60_000;
const RECEIPT_MS = 300;

/** Somebody who writes over one of the vendors. */
export interface Customer {
  readonly vendor: string;
  readonly channel: Channel;
  /** What the desk calls them. */
  readonly shown: string;
  /** Resolves when the vendor is done with it, whatever became of it. */
  says(text: string): Promise<unknown>;
  /** What the vendor saw of them, in order. */
  entries(): readonly Entry[];
}

/** The vendors, with customers of each. */
export interface Vendors extends AsyncDisposable {
  readonly customers: readonly Customer[];
  /** How the lines behave from now on. */
  setWeather(weather: Weather): void;
}

/** Plays every vendor, each with so many customers. */
export async function startVendors(options: {
  readonly stackUrl: string;
  readonly admin: Staff;
  readonly each: number;
  readonly clock: Clock;
  /** Where webhooks go, as a balancer in front of the control planes would choose. */
  readonly via: () => URL | undefined;
}): Promise<Vendors> {
  const { each, clock, via } = options;
  await using owned = new AsyncDisposableStack();
  const contract = { receiptMs: RECEIPT_MS, segmentsPerSecond: 0, messagesPerSecond: 0 };
  const smsHttp = owned.use(await startSmsHttp({ ...options, accountId: 'bench-sms-http', contract }));
  const { simulator: smsc } = owned.use(
    await startSmsc({ ...options, accountId: 'bench-smpp', contract, settings: { window: 50 } }),
  );
  const wechat = owned.use(await startWechat({ ...options, accountId: 'bench-wechat' }));
  const weibo = owned.use(await startWeibo({ ...options, accountId: 'bench-weibo' }));
  const pushers = [wechat.pusher, weibo.pusher, smsHttp.pusher];
  for (const pusher of pushers) pusher.via = via;
  await up(clock, () => wechat.platform.checkAddress());
  // Of those that were made before it the last: where it is known, all are. One after the other, so that each instance is asked.
  await up(clock, async () => {
    const known = [await weibo.platform.checkAddress(), await weibo.platform.checkAddress()];
    return known.every(Boolean);
  });
  await up(clock, () => Promise.resolve(smsc.center.bound > 0));

  const of = (vendor: string, channel: Channel, ledger: Ledger) => {
    return (person: string, shown: string, says: Customer['says']): Customer => ({
      ...{ vendor, channel, shown, says },
      entries: () => ledger.entries.filter((entry) => entry.person === person),
    });
  };
  const onWechat = of('wechat', 'wechat', wechat.platform.ledger);
  const onWeibo = of('weibo', 'weibo', weibo.platform.ledger);
  const onSmpp = of('smpp', 'sms', smsc.center.ledger);
  const onSmsHttp = of('sms-http', 'sms', smsHttp.provider.ledger);
  const customers = Array.from({ length: each }, (_, at): Customer[] => {
    const id = `${at}`.padStart(6, '0');
    const names = { openId: `oBench${id}`, unionId: `uBench${id}`, name: `Follower ${id}` };
    const follower = wechat.platform.add(names);
    const fan = weibo.platform.add(`9007199254${id}`, `Fan ${id}`);
    const [first, second] = [`+8613900${id}`, `+447700${id}`];
    return [
      onWechat(follower.openId, follower.name, (text) => wechat.platform.says(follower, text)),
      onWeibo(fan.uid, fan.name, (text) => weibo.platform.says(fan, text)),
      onSmpp(first, first, (text) => smsc.center.says(first, text)),
      onSmsHttp(second, second, (text) => smsHttp.provider.says(second, text)),
    ];
  }).flat();
  const running = owned.move();
  return {
    customers,
    setWeather: (weather) => {
      for (const pusher of pushers) pusher.weather = weather;
      // SMPP has no key to know a delivery by that comes twice over a connection that holds: its line is only shuffled.
      smsc.center.weather = { shuffledMs: weather.shuffledMs ?? 0 };
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function up(clock: Clock, isUp: () => Promise<boolean>): Promise<void> {
  const untilMs = clock.monotonic() + UP_MS;
  while (!(await isUp())) {
    if (clock.monotonic() > untilMs) throw new Error('a channel account does not come up');
    await sleep(clock, 200);
  }
}
