import { get } from 'node:http';
import { json } from 'node:stream/consumers';
import { sleep, systemClock } from '@weft/proto';
import { WebSocket } from 'ws';

/** Where Node's inspector listens when a process is asked for it by SIGUSR1. */
const INSPECTOR = 'http://127.0.0.1:9229/json';
const TRIES = 100;
const PAUSE_MS = 100;
const ANSWER_MS = 20_000;

/** What a process evaluates: its own number, what lives in its heap, and an end to the inspection. */
const WEIGH = `(() => {
  const { heapUsed, external } = process.memoryUsage();
  setTimeout(() => process.getBuiltinModule('node:inspector').close(), 50);
  return JSON.stringify({ pid: process.pid, bytes: heapUsed + external });
})()`;

/**
 * Bytes that a Node process of this machine really holds: those of its JavaScript objects and buffers that are left
 * after a full collection of garbage. A resident set has garbage in it, which comes and goes by the collector's mood.
 * One process at a time: all are inspected at one port. Throws when that port is another's.
 */
export async function liveHeapOf(pid: number): Promise<number> {
  await portFree();
  process.kill(pid, 'SIGUSR1');
  const socket = new WebSocket(await inspectorUrl());
  try {
    await ask(socket, 1, 'HeapProfiler.enable');
    // What the first finds to be garbage may have held what the second then finds.
    await ask(socket, 2, 'HeapProfiler.collectGarbage');
    await ask(socket, 3, 'HeapProfiler.collectGarbage');
    const { result } = (await ask(socket, 4, 'Runtime.evaluate', { expression: WEIGH })) as {
      readonly result: { readonly value: string };
    };
    const found = JSON.parse(result.value) as { readonly pid: number; readonly bytes: number };
    if (found.pid !== pid) throw new Error(`the inspector at ${INSPECTOR} is that of process ${found.pid}`);
    return found.bytes;
  } finally {
    socket.terminate();
  }
}

async function inspectorUrl(): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const [first] = (await read(INSPECTOR)) as readonly { readonly webSocketDebuggerUrl: string }[];
      if (first !== undefined) return first.webSocketDebuggerUrl;
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
    await sleep(systemClock, PAUSE_MS);
  }
}

/** Resolves when the process that was weighed before has given the port back: a second one would not get it, and says so to nobody. */
async function portFree(): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const taken = await read(INSPECTOR).then(
      () => true,
      () => false,
    );
    if (!taken) return;
    await sleep(systemClock, PAUSE_MS);
  }
  throw new Error(`another process is inspected at ${INSPECTOR}`);
}

/** By a connection that is closed at once: an inspector that is to end waits for all of them, and its process with it. */
function read(url: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, timeout: ANSWER_MS }, (response) =>
      json(response).then(resolve, reject),
    );
    request.on('error', reject);
    request.on('timeout', () => request.destroy(new Error(`no answer from ${url}`)));
  });
}

/** One question of the inspector's protocol (Chrome DevTools Protocol 1.3). */
function ask(socket: WebSocket, id: number, method: string, params: object = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no answer to ${method}`)), ANSWER_MS);
    const done = (settle: () => void): void => {
      clearTimeout(late);
      socket.off('message', heard);
      settle();
    };
    const heard = (data: Buffer): void => {
      const answer = JSON.parse(data.toString()) as { readonly id?: number; readonly result?: unknown };
      if (answer.id === id) done(() => resolve(answer.result));
    };
    socket.on('message', heard);
    socket.once('error', (error) => done(() => reject(error)));
    const question = JSON.stringify({ id, method, params });
    if (socket.readyState === WebSocket.OPEN) socket.send(question);
    else socket.once('open', () => socket.send(question));
  });
}
