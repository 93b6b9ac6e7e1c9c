import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '@weft/proto';
import { faultNamed } from '../failover/faults.ts';
import { Rig } from '../failover/rig.ts';
import type { EndSample } from '../failover/sample.ts';
import { tryFault } from '../failover/trial.ts';
import { lives } from '../stack/processes.ts';
import { screenshot } from './screenshot.ts';

/** What one end went through. */
export interface Survivor {
  readonly from: string;
  readonly to: string;
  /** Largest distance between received audio frames around the death, and in the two seconds before. */
  readonly audioGapMs: number;
  readonly audioGapBeforeMs: number;
  readonly videoFreezeMs: number;
  /** From the kill to the move; absent = this end did not have to move. */
  readonly detectionMs?: number;
}

/** How a call went on when its node was killed. */
export interface KillReport {
  readonly ok: boolean;
  /** Why not ok, a sentence each. */
  readonly missing: readonly string[];
  readonly survived: boolean;
  readonly callId: string;
  readonly killed: string;
  readonly customer: Survivor;
  readonly agent: Survivor;
  readonly screenshots: readonly string[];
  /** Services that still ran after everything was stopped. */
  readonly leftovers: readonly string[];
}

/** Lets two browsers hold a video call, kills the customer's media node in the middle of it, and watches the call go on. */
export async function demoKill(folder: string, progress: (text: string) => void): Promise<KillReport> {
  await mkdir(folder, { recursive: true });
  progress('starting the mesh: two regions, four media nodes, and two browsers');
  const rig = await Rig.create({ video: 'own', stack: { controls: 1 } });
  const { services } = rig.stack;
  let seen: Omit<KillReport, 'ok' | 'leftovers'>;
  try {
    seen = await killOnce(rig, folder, progress);
  } finally {
    progress('stopping everything');
    await rig[Symbol.asyncDispose]();
  }
  const leftovers = services.filter(({ pid }) => lives(pid)).map(({ name }) => name);
  return { ok: seen.missing.length === 0 && leftovers.length === 0, ...seen, leftovers };
}

async function killOnce(
  rig: Rig,
  folder: string,
  progress: (text: string) => void,
): Promise<Omit<KillReport, 'ok' | 'leftovers'>> {
  progress('calling');
  const call = await rig.call();
  await call.untilSteady();
  const pictures = async (when: string): Promise<readonly string[]> => [
    await screenshot(call.customer.page, join(folder, `customer-${when}.png`)),
    await screenshot(call.agent.page, join(folder, `agent-${when}.png`)),
  ];
  const before = await pictures('before-kill');
  progress("kill -9 of the customer's media node and its worker");
  const { target, ends, lost } = await tryFault(faultNamed('node-kill'), rig, call, systemClock);
  // As good as new: both see and hear each other, and could lose the next node as well.
  const lacking = lost === undefined ? await call.untilSteady().then(nothing, String) : undefined;
  const after = await pictures('after-kill');
  progress(lost === undefined ? 'the call goes on; hanging up' : 'the call is lost');
  const [customer, agent] = ends.map(survivorOf);
  if (customer === undefined || agent === undefined) throw new Error('an end was not watched');
  if (lost === undefined) await call.hangUp();
  const missing = lost === undefined ? [] : [`the call was lost: ${lost}`];
  if (lacking !== undefined) missing.push(`the call is not as good as new: ${lacking}`);
  if (customer.to === '') missing.push('the customer did not move to another node');
  return {
    missing,
    survived: lost === undefined,
    callId: call.callId,
    killed: target,
    customer,
    agent,
    screenshots: [...before, ...after],
  };
}

const nothing = (): undefined => undefined;

const survivorOf = (end: EndSample): Survivor => ({
  from: end.home,
  to: end.to,
  audioGapMs: Math.round(end.audioGapMs),
  audioGapBeforeMs: Math.round(end.audioBeforeMs),
  videoFreezeMs: Math.round(end.videoFreezeMs),
  ...(end.detectionMs === undefined ? {} : { detectionMs: Math.round(end.detectionMs) }),
});

/** The report for people. */
export function killStory({ ok, missing, survived, killed, screenshots, ...report }: KillReport): string {
  const end = (name: 'customer' | 'agent'): string => {
    const { from, to, audioGapMs, audioGapBeforeMs, videoFreezeMs, detectionMs } = report[name];
    const moved =
      to === '' ? `stayed at ${from}` : `went from ${from} to ${to} after ${detectionMs ?? '?'} ms`;
    return `  ${name} ${moved}: sound away for ${audioGapMs} ms (largest gap before: ${audioGapBeforeMs} ms), picture for ${videoFreezeMs} ms`;
  };
  return [
    survived ? `The call survived: ${killed} was killed in the middle of it.` : 'The call did not survive.',
    ...missing.map((sentence) => `  ${sentence}`),
    ...(ok ? [] : report.leftovers.map((name) => `  ${name} still runs`)),
    end('customer'),
    end('agent'),
    ...screenshots.map((file) => `  ${file}`),
  ].join('\n');
}
