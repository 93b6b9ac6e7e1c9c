import { get } from 'node:http';
import { connect } from 'node:net';
import { type Clock, sleep } from '@weft/proto';
import { z } from 'zod';
import type { ServicePlan } from './plan.ts';

/** What of a plan it is asked by. */
type Asked = Pick<ServicePlan, 'kind' | 'url' | 'healthUrl'>;

const PAUSE_MS = 30;
/** While a service of ours does not listen yet, which takes it a second or more: to be refused costs the launcher as much as an answer, and a start has no processor to spare. */
const NOT_LISTENING_PAUSE_MS = 100;
const NOT_LISTENING = 'it does not listen';
/** Up within a tenth of a second, and all else waits for them. */
const SERVERS: readonly Asked['kind'][] = ['nats', 'etcd'];
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

async function askNats({ url, healthUrl }: Asked): Promise<string | undefined> {
  if (healthUrl !== undefined) {
    const { status } = await ask(healthUrl);
    if (status !== 200) return 'it has not found the others yet';
  }
  const greeting = await natsGreeting(Number(new URL(url).port));
  const info = NatsInfo.parse(JSON.parse(greeting.replace(/^INFO /, '')));
  return info.jetstream === true ? undefined : 'JetStream is off';
}

/** Plain node:http: while a stack starts this runs hundreds of times, and `fetch` costs several times as much. */
const ask = (url: string): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const request = get(url, { agent: false, timeout: ASK_TIMEOUT_MS }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text = (text + chunk).slice(0, MAX_ANSWER_LENGTH);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: text.trim() }));
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error('it does not answer')));
    request.on('error', reject);
  });

async function askEtcd(url: string): Promise<string | undefined> {
  const { text } = await ask(`${url}/health`);
  return EtcdHealth.parse(JSON.parse(text)).health === 'true' ? undefined : 'it has no leader yet';
}

async function askService(url: string): Promise<string | undefined> {
  const { status, text } = await ask(`${url}/readyz`);
  return status === 200 ? undefined : text;
}

/** Why a service cannot be used yet; undefined = it can. Never throws: what does not answer is a reason. */
export async function whyNotReady(service: Asked): Promise<string | undefined> {
  const { kind, url } = service;
  try {
    if (kind === 'nats') return await askNats(service);
    if (kind === 'etcd') return await askEtcd(url);
    return await askService(url);
  } catch (error) {
    const refused = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
    return refused ? NOT_LISTENING : 'it does not answer';
  }
}

/**
 * Asks until the service is ready, the time is over or `gone` says to give up.
 * Gives the last reason why it is not ready; undefined = it is.
 */
export async function waitUntilReady(
  service: Asked,
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
    const slow = reason === NOT_LISTENING && !SERVERS.includes(service.kind);
    await sleep(clock, slow ? NOT_LISTENING_PAUSE_MS : PAUSE_MS);
  }
}
