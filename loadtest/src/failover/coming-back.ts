import { connect } from 'node:net';
import { until } from '@weft/proto/testing';
import type { Stack } from './rig.ts';

/** The launcher pauses up to ten seconds before it starts one again that died often; a node without the bus tries every few seconds. */
const BACK_TIMEOUT_MS = 30_000;

/** Resolves when a service of the stack is ready again. Throws with its name when it does not come back. */
export async function untilBack(stack: Stack, name: string): Promise<void> {
  const service = stack.services.find((one) => one.name === name);
  if (service === undefined) throw new Error(`there is no ${name} in the stack`);
  const { kind, url } = service;
  const isServer = kind === 'nats' || kind === 'etcd';
  await until(async () => (await (isServer ? listens(url) : isReady(url))) || `${name} is not ready`, {
    timeoutMs: BACK_TIMEOUT_MS,
  });
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

const listens = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
