import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { startBrowser } from '../browser/chromium.ts';
import { DeskPage } from '../browser/desk-page.ts';
import { CALL_TIMEOUT_MS, MEDIA_TIMEOUT_MS } from '../browser/limits.ts';
import { ShopPage } from '../browser/shop-page.ts';
import { lives } from '../stack/processes.ts';
import { type Pipe, RoomReports } from '../stack/room-reports.ts';
import { storeOpened } from '../stack/store-opened.ts';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { connect, Loudness, untilSeenAndHeard } from './call.ts';
import { type Side, shortcomings, sideOf, wasMoved } from './report.ts';
import { screenshot } from './screenshot.ts';

/** Calls that are held at most, until one of them stayed where it began. */
const CALLS = 3;
/** Pictures that each side must have decoded: about three seconds of them. */
const FRAMES = 60;

/** What a demo call was like. */
export interface DemoReport {
  readonly ok: boolean;
  /** Why not ok, a sentence each. */
  readonly missing: readonly string[];
  readonly callId: string;
  /** How many calls were held; all else is of the last one. Those before it were moved by a machine that is full. */
  readonly calls: number;
  readonly customer: Side;
  readonly agent: Side;
  readonly nodes: readonly string[];
  readonly regions: readonly string[];
  readonly pipes: readonly Pipe[];
  readonly screenshots: readonly string[];
  readonly chromium: string;
  /** Services that still ran after everything was stopped. */
  readonly leftovers: readonly string[];
}

/** Starts everything, lets two browsers hold a video call over two regions, hangs up, stops everything. */
export async function demo(folder: string, progress: (text: string) => void): Promise<DemoReport> {
  await mkdir(folder, { recursive: true });
  progress('starting the mesh: two regions, four media nodes');
  const temporary = await startTemporaryStack();
  const { stack } = temporary;
  const { services } = stack;
  let seen: Held;
  let calls = 0;
  try {
    // Before that the desk would show that its list cannot be read yet.
    await storeOpened(stack.url, 'eu', systemClock);
    for (;;) {
      seen = await hold(stack, folder, progress);
      calls += 1;
      if (calls === CALLS || !wasMoved(seen.missing, seen.customer, seen.agent)) break;
      progress('the call went on at another node, for this machine is full: once more');
    }
  } finally {
    progress('stopping everything');
    await temporary[Symbol.asyncDispose]();
  }
  const leftovers = services.filter(({ pid }) => lives(pid)).map(({ name }) => name);
  return { ok: seen.missing.length === 0 && leftovers.length === 0, ...seen, calls, leftovers };
}

type Held = Omit<DemoReport, 'ok' | 'calls' | 'leftovers'>;
type Stack = Awaited<ReturnType<typeof startTemporaryStack>>['stack'];

async function hold(stack: Stack, folder: string, progress: (text: string) => void): Promise<Held> {
  const anna = stack.signIns.find((person) => person.role === 'agent');
  if (anna === undefined) throw new Error('the stack has no agent');
  await using reports = await RoomReports.create(stack.addresses.natsUrl);
  progress('opening two browsers: the shop in eu, the desk in ap');
  await using customerBrowser = await startBrowser();
  await using agentBrowser = await startBrowser();
  const agent = await DeskPage.open(agentBrowser.context, stack.url, anna, { region: 'ap' });
  const customer = await ShopPage.open(customerBrowser.context, stack.url, { region: 'eu' });

  progress('calling');
  const callId = await connect({ customer, agent });
  const heard = { customer: new Loudness(), agent: new Loudness() };
  await Promise.all([
    untilSeenAndHeard('customer', customer, FRAMES, heard.customer),
    untilSeenAndHeard('agent', agent, FRAMES, heard.agent),
  ]);
  // Rooms count their pipes every two seconds.
  await until(
    () => {
      const counted = reports.pipes(callId).filter((pipe) => pipe.outgoing && pipe.packets > 0);
      return counted.length >= 2 || `${counted.length} pipes have carried packets`;
    },
    { timeoutMs: MEDIA_TIMEOUT_MS },
  );
  const screenshots = [
    await screenshot(customer.page, join(folder, 'customer.png')),
    await screenshot(agent.page, join(folder, 'agent.png')),
  ];
  const ofCustomer = await customer.stats();
  const ofAgent = await agent.stats();
  const pipes = reports.pipes(callId);

  progress('hanging up');
  await customer.control('hangUp').click();
  await customer.untilState('ended', CALL_TIMEOUT_MS);
  await agent.untilWork('ended', CALL_TIMEOUT_MS);
  const sides = {
    customer: sideOf(ofCustomer, heard.customer.most),
    agent: sideOf(ofAgent, heard.agent.most),
  };
  return {
    missing: shortcomings(sides.customer, sides.agent, pipes),
    callId,
    ...sides,
    nodes: [sides.customer.nodeId, sides.agent.nodeId],
    regions: [sides.customer.region, sides.agent.region],
    pipes,
    screenshots,
    chromium: customerBrowser.version,
  };
}
