import { connect } from 'node:net';
import { type Clock, sleep } from '@weft/proto';
import { z } from 'zod';
import type { ServicePlan } from './plan.ts';

const PAUSE_MS = 20;
const ASK_TIMEOUT_MS = 2_000;
const MAX_ANSWER_LENGTH = 400;

const NatsInfo = z.object({ jetstream: z.boolean().optional() });
const EtcdHealth = z.object({ health: z.string() });

/** The first line a nats-server sends on a new connection, which tells what it can do. */
const natsGreeting = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.setTimeout(ASK_TIMEOUT_MS, () => socket.destroy(new Error('no greeting')));
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (!text.includes('\n')) return;
      socket.destroy();
      resolve(text.split('\n', 1)[0] ?? '');
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('no greeting')));
  });

async function askNats(url: string): Promise<string | undefined> {
  const greeting = await natsGreeting(Number(new URL(url).port));
  const info = NatsInfo.parse(JSON.parse(greeting.replace(/^INFO /, '')));
  return info.jetstream === true ? undefined : 'JetStream is off';
}

async function askEtcd(url: string): Promise<string | undefined> {
  const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
  const { health } = EtcdHealth.parse(await response.json());
  return health === 'true' ? undefined : 'it has no leader yet';
}

async function askService(url: string): Promise<string | undefined> {
  const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
  const text = (await response.text()).trim();
  return response.status === 200 ? undefined : text.slice(0, MAX_ANSWER_LENGTH);
}

/** Why a service cannot be used yet; undefined = it can. Never throws: what does not answer is a reason. */
export async function whyNotReady({
  kind,
  url,
}: Pick<ServicePlan, 'kind' | 'url'>): Promise<string | undefined> {
  try {
    if (kind === 'nats') return await askNats(url);
    if (kind === 'etcd') return await askEtcd(url);
    return await askService(url);
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return timedOut ? 'it does not answer' : 'it does not listen yet';
  }
}

/**
 * Asks until the service is ready, the time is over or `gone` says to give up.
 * Gives the last reason why it is not ready; undefined = it is.
 */
export async function waitUntilReady(
  service: Pick<ServicePlan, 'kind' | 'url'>,
  {
    clock,
    timeoutMs,
    gone,
  }: { readonly clock: Clock; readonly timeoutMs: number; readonly gone: () => boolean },
): Promise<string | undefined> {
  const untilMs = clock.monotonic() + timeoutMs;
  for (;;) {
    const reason = await whyNotReady(service);
    if (reason === undefined || gone() || clock.monotonic() >= untilMs) return reason;
    await sleep(clock, PAUSE_MS);
  }
}
