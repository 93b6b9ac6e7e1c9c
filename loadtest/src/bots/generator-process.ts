import { systemClock } from '@weft/proto';
import { BotReceiver } from './bot-receiver.ts';
import { BotSender } from './bot-sender.ts';
import type { GeneratorNews, GeneratorOrder, Heard } from './messages.ts';
import { Pacer } from './pace.ts';

/**
 * Many RTP peers in one process, without a browser: it sends what it is told to
 * play, and times what comes back. Ends when the benchmark's channel closes.
 */
const TICK_MS = 1;
/** What is under way when sending stops may still come for so long. */
const LINGER_MS = 300;

const sender = await BotSender.create();
const receiver = new BotReceiver();

const tell = (news: GeneratorNews): void => {
  process.send?.(news);
};
const wait = (ms: number): Promise<void> => new Promise((resolve) => systemClock.after(ms, resolve));
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

async function play({
  streams,
  copies,
  warmUpMs,
  measureMs,
}: GeneratorOrder & { readonly do: 'play' }): Promise<Heard> {
  const { monotonic } = systemClock;
  for (const copy of copies) receiver.expect(copy);
  const pacer = new Pacer(streams, monotonic());
  let [sent, expected] = [0, 0];
  const ticking = systemClock.every(TICK_MS, () =>
    pacer.due(monotonic(), (stream) => {
      sender.sendFrame(stream);
      sent += stream.packetsPerFrame;
      expected += stream.packetsPerFrame * stream.copies;
    }),
  );
  await wait(warmUpMs);
  receiver.startCounting(monotonic());
  [sent, expected] = [0, 0];
  const { skipped } = pacer;
  const [startedMs, startedCpuMs, startedUnread] = [monotonic(), cpuMs(), await receiver.unread()];
  await wait(measureMs);
  ticking.cancel();
  const tookMs = monotonic() - startedMs;
  const cpuShare = (cpuMs() - startedCpuMs) / tookMs;
  await wait(LINGER_MS);
  return {
    ...{ tookMs, sent, expected, cpuShare },
    skipped: pacer.skipped - skipped,
    unread: (await receiver.unread()) - startedUnread,
    ...receiver.counted,
  };
}

async function obey(order: GeneratorOrder): Promise<void> {
  switch (order.do) {
    case 'open':
      return tell({ is: 'open', ports: await receiver.open(order.sockets) });
    case 'play':
      return tell({ is: 'played', heard: await play(order) });
  }
}

process.on('message', (order: GeneratorOrder) => {
  obey(order).catch((error: unknown) => tell({ is: 'failed', why: String(error) }));
});
process.on('disconnect', () => process.exit(0));
