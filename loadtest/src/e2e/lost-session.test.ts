import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SessionPush, silentLog, sleep, subjects, systemClock } from '@weft/proto';
import { NatsBus } from '@weft/proto/node';
import { until } from '@weft/proto/testing';
import { workersOf } from '../failover/processes.ts';
import { startTemporaryStack, type TemporaryStack } from '../stack/temporary-stack.ts';
import { leftOf } from '../webrtc/leftovers.ts';
import { NAMES, Party } from '../webrtc/party.ts';

/** All bots and the whole mesh wait for the same two cores. */
const PATIENCE = { timeoutMs: 60_000, intervalMs: 200 };
/** Longer than a session that nobody holds counts as such, the looks at it included. */
const AWAY_MS = 45_000;

let temporary: TemporaryStack;
let bus: NatsBus;
let party: Party;
before(async () => {
  temporary = await startTemporaryStack({ pages: false });
  const { natsUrl: servers } = temporary.stack.addresses;
  bus = await NatsBus.create({ servers, name: 'lost-session', log: silentLog });
  party = await Party.start(temporary.stack, { mei: 'whisper', wei: true }, systemClock);
});
after(async () => {
  await party?.[Symbol.asyncDispose]();
  await bus?.[Symbol.asyncDispose]();
  await temporary?.[Symbol.asyncDispose]();
});

const joins = (): readonly number[] => NAMES.map((name) => party.bot(name).joinsAtHome);

/** All are there as before, hear of what is new, and nothing that carries them was made anew. */
async function untouched(joinsBefore: readonly number[]): Promise<void> {
  await party.untilWhole();
  for (const on of [true, false]) {
    await party.bot('anna').setHold(on);
    const deaf = () => NAMES.find((name) => party.bot(name).call?.held !== on);
    await until(async () => deaf() === undefined || `${deaf()} is not told of the hold`, PATIENCE);
  }
  await party.untilWhole();
  assert.deepEqual(joins(), joinsBefore);
  assert.deepEqual(party.leaks, []);
}

test('a call goes on, its media untouched, when an edge gives up the session of any of those in it', async () => {
  const before = joins();
  for (const name of NAMES) {
    const bot = party.bot(name);
    const { sessionId, sessions } = bot;
    // As an edge does whose frames a client does not take fast enough.
    const closeWith = { code: 'TOO_SLOW', message: 'a test', retryAfterMs: 0 };
    bus.publish(subjects.session(sessionId), SessionPush.encode({ closeWith }));
    await until(async () => bot.sessions > sessions || `${name} has no other session`, PATIENCE);
    await untouched(before);
  }
});

test('a call goes on, its media untouched, when all edges are away for longer than a session is kept', async () => {
  const { stack } = temporary;
  const before = joins();
  const sessions = NAMES.map((name) => party.bot(name).sessions);
  const edges = stack.services.filter(({ kind }) => kind === 'edge').map(({ name }) => name);
  for (const name of edges) stack.end(name);
  await sleep(systemClock, AWAY_MS);
  // A standby may be lost meanwhile on a busy machine, and is made anew when somebody can be asked.
  await until(async () => party.silence ?? true, PATIENCE);
  await Promise.all(edges.map((name) => stack.restart(name)));
  const without = () => NAMES.find((name, i) => party.bot(name).sessions === sessions[i]);
  await until(async () => without() === undefined || `${without()} has no other session`, PATIENCE);
  await untouched(before);
});

test('after all that the death of a node moves the call as ever, and nothing of it is left at the end', async () => {
  const { stack } = temporary;
  const { nodeId } = party.bot('customer').failover;
  for (const pid of await workersOf(stack, nodeId)) process.kill(pid, 'SIGKILL');
  const stays = () => NAMES.find((name) => party.bot(name).failover.nodeId === nodeId);
  await until(async () => stays() === undefined || `${stays()} stays at ${nodeId}`, PATIENCE);
  await until(async () => (await workersOf(stack, nodeId)).length > 0 || `${nodeId} has no worker`, PATIENCE);
  await party.untilWhole();
  await party.hangUp();
  await until(async () => {
    const left = await leftOf(stack);
    return left.length === 0 || left.join(', ');
  }, PATIENCE);
});
