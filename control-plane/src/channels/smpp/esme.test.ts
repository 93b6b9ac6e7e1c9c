import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { silentLog, systemClock, WeftError } from '@weft/proto';
import { freePort, until } from '@weft/proto/testing';
import { createServer, type PDU, type Session } from 'smpp';
import type { AccountTools, Arrival, Outbound } from '../channel.ts';
import { Esme } from './esme.ts';
import { SmppSettings } from './settings.ts';

const message = (text: string, messageId = 'm-1'): Outbound => ({
  ...{
    messageId,
    conversationId: 'c-1',
    text,
    file: undefined,
    choices: [],
    subject: '',
    authorName: 'Anna',
    inReplyTo: [],
  },
  to: { kind: 'phone', value: '+8613800000001', shown: '', displayName: '', also: [] },
});

/** An account at a port, and what arrives there. */
function account(port: number, more: object = {}, arrived?: AccountTools['arrived'], sureMs?: number) {
  const settings = SmppSettings.parse({
    ...{ host: '127.0.0.1', port, systemId: 'weft', password: 'secret', sender: '10690000', ...more },
  });
  const arrivals: Arrival[] = [];
  const kept: string[] = [];
  const tools: AccountTools = {
    arrived: arrived ?? ((some) => Promise.resolve(void arrivals.push(...some))),
    memory: {
      read: () => Promise.resolve(undefined),
      write: (text) => Promise.resolve(void kept.push(text)),
    },
    epoch: 7,
  };
  const options = { settings, tools, clock: systemClock, log: silentLog };
  return { esme: new Esme({ ...options, sureMs }), arrivals, kept };
}

/** npm's smpp as the carrier. */
async function carrier(submitted: (pdu: PDU, session: Session) => void, password = 'secret') {
  const sessions: Session[] = [];
  const server = createServer((session) => {
    session.on('error', () => undefined);
    session.on('bind_transceiver', (pdu) => {
      if (pdu.password !== password) return session.send(pdu.response({ command_status: 0xe }));
      sessions.push(session);
      return session.send(pdu.response({ system_id: 'npm' }));
    });
    session.on('submit_sm', (pdu) => submitted(pdu, session));
    session.on('enquire_link', (pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu) => session.send(pdu.response()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    sessions,
    [Symbol.asyncDispose]: async () => {
      for (const session of sessions) session.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const up = (esme: Esme) => until(() => esme.health.is === 'up' || esme.health.is);

test("Debian's Net::SMPP takes what is sent and its answers and receipts arrive", async () => {
  const port = await freePort();
  const script = fileURLToPath(new URL('testing/net-smpp.pl', import.meta.url));
  const perl = spawn('perl', [script, `${port}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  createInterface(perl.stdout).on('line', (line) => lines.push(line));
  await until(() => lines.length > 0 || 'not listening');
  const { esme, arrivals } = account(port, { window: 1 });
  await up(esme);
  const sent = await esme.send(message('您好'));
  assert.deepEqual(sent, { is: 'sent', carrierIds: ['perl-1'], segments: 1 });
  const long = await esme.send(message(`${'x'.repeat(200)}€`, 'm-2'));
  assert.deepEqual(long, { is: 'sent', carrierIds: ['perl-2', 'perl-3'], segments: 2 });
  await until(() => arrivals.length === 4 || `${arrivals.length} arrived`);
  assert.equal(lines[1], 'submit 8613800000001 8 0 60a8597d');
  assert.match(lines[2] ?? '', /^submit 8613800000001 0 64 050003..0201(78){153}$/);
  const said = arrivals.find(({ is }) => is === 'message');
  assert.ok(said?.is === 'message' && said.text === '收到' && said.from.value === '+8613800000001');
  const receipts = arrivals.flatMap((one) => (one.is === 'receipt' ? [one.receipt] : []));
  assert.deepEqual(
    receipts.map(({ carrierId, state }) => [carrierId, state]),
    ['perl-1', 'perl-2', 'perl-3'].map((id) => [id, 'delivered']),
  );
  const exit = once(perl, 'exit');
  await esme[Symbol.asyncDispose]();
  await exit;
});

test('a message throttled in the middle is finished, not sent again', async () => {
  const taken: string[] = [];
  let throttle = 1;
  await using smsc = await carrier((pdu, session) => {
    const udh = pdu.short_message.udh?.[0]?.toString('hex') ?? '';
    if (udh.endsWith('02') && throttle > 0) {
      throttle -= 1;
      return session.send(pdu.response({ command_status: 0x58 }));
    }
    taken.push(udh);
    return session.send(pdu.response({ message_id: `n-${taken.length}` }));
  });
  const { esme } = account(smsc.port);
  await up(esme);
  const text = 'y'.repeat(400);
  const first = await esme.send(message(text));
  assert.deepEqual(first, { is: 'later', code: 'ESME_RTHROTTLED', afterMs: 0, throttled: true });
  const second = await esme.send(message(text));
  assert.ok(second.is === 'sent' && second.carrierIds.length === 3);
  assert.equal(taken.length, 3);
  // One reference in all parts, each part once.
  assert.equal(new Set(taken.map((udh) => udh.slice(0, 8))).size, 1);
  assert.equal(new Set(taken).size, 3);
  await esme[Symbol.asyncDispose]();
});

test('no bind has more under way than its window, and several share the work', async () => {
  const perSession = new Map<Session, number>();
  let most = 0;
  await using smsc = await carrier((pdu, session) => {
    const now = (perSession.get(session) ?? 0) + 1;
    perSession.set(session, now);
    most = Math.max(most, now);
    setImmediate(() => {
      perSession.set(session, (perSession.get(session) ?? 0) - 1);
      session.send(pdu.response({ message_id: `n-${Math.random()}` }));
    });
  });
  const { esme } = account(smsc.port, { binds: 2, window: 3 });
  await up(esme);
  assert.equal(esme.window, 6);
  // The second one may come up a little later.
  await until(async () => {
    const sent = await Promise.all(
      Array.from({ length: 40 }, (_, at) => esme.send(message('hi', `m-${at}`))),
    );
    assert.ok(sent.every(({ is }) => is === 'sent'));
    return perSession.size === 2 || `${perSession.size} has work`;
  });
  assert.ok(most <= 3, `${most}`);
  await esme[Symbol.asyncDispose]();
});

test('what a carrier may be delivering again after its owner died says so, and what it was, for a while', async () => {
  await using smsc = await carrier(() => undefined);
  const { esme, arrivals, kept } = account(smsc.port, {}, undefined, 1_000);
  await using _ = esme;
  await up(esme);
  const delivery = { source_addr: '8613800000001', destination_addr: '10690000', short_message: 'hello' };
  smsc.sessions[0]?.deliver_sm(delivery);
  smsc.sessions[0]?.deliver_sm({ ...delivery, short_message: 'other' });
  await until(() => arrivals.length === 2 || 'not delivered');
  const [first, second] = arrivals.map((one) => (one.is === 'message' ? one : undefined));
  assert.equal(first?.doubt?.fromMs, 1_000);
  assert.ok(first.doubt.untilMs <= first.atMs && /^[a-z0-9]+$/.test(first.doubt.beginsWith));
  assert.ok(first.sourceId.startsWith(first.doubt.beginsWith));
  assert.notEqual(second?.doubt?.beginsWith, first.doubt.beginsWith);
  // For the next owner: nothing of what was delivered may be taken for answered.
  await until(() => kept.length > 0 || 'nothing is noted');
  const { sureMs } = JSON.parse(kept[0] ?? '') as { sureMs: number };
  assert.ok(sureMs <= systemClock.now() - 2_000, `${sureMs}`);
});

test('a carrier that goes away is bound again, and what it delivers again is the same', async () => {
  await using smsc = await carrier((pdu, session) => session.send(pdu.response({ message_id: 'n-1' })));
  const { esme, arrivals } = account(smsc.port);
  await up(esme);
  const delivery = {
    source_addr_ton: 1,
    source_addr: '8613800000001',
    destination_addr: '1069',
    short_message: 'again?',
  };
  smsc.sessions[0]?.deliver_sm(delivery);
  await until(() => arrivals.length === 1 || 'not delivered');
  smsc.sessions[0]?.destroy();
  await until(() => smsc.sessions.length === 2 || 'not bound again');
  smsc.sessions[1]?.deliver_sm(delivery);
  await until(() => arrivals.length === 2 || 'not delivered again');
  // Somebody who says the same once more is another matter.
  smsc.sessions[1]?.deliver_sm(delivery);
  await until(() => arrivals.length === 3 || 'not delivered');
  const ids = arrivals.map((one) => (one.is === 'message' ? one.sourceId : ''));
  assert.equal(ids[0], ids[1]);
  assert.notEqual(ids[1], ids[2]);
  await esme[Symbol.asyncDispose]();
});

test('what cannot be stored is not acknowledged: the carrier keeps it', async () => {
  await using smsc = await carrier(() => undefined);
  const away = (): Promise<void> => Promise.reject(new WeftError('UNAVAILABLE'));
  const { esme } = account(smsc.port, {}, away);
  await up(esme);
  const status = await new Promise<number>((answered) => {
    smsc.sessions[0]?.deliver_sm({ source_addr: '1', destination_addr: '2', short_message: 'x' }, (pdu) =>
      answered(pdu.command_status),
    );
  });
  assert.equal(status, 0x64);
  await esme[Symbol.asyncDispose]();
});

test('what a carrier takes and never answers is not submitted for ever', async () => {
  let taken = 0;
  await using smsc = await carrier(() => {
    taken += 1;
  });
  const { esme } = account(smsc.port, { responseMs: 1_000 });
  await using owned = esme;
  await up(owned);
  const answers = [];
  for (let tries = 0; tries < 3; tries += 1) answers.push(await esme.send(message('hello')));
  const codes = answers.map((sent) => (sent.is === 'sent' ? sent.is : [sent.is, sent.code]));
  assert.deepEqual(codes, [
    ['later', 'TIMEOUT'],
    ['later', 'TIMEOUT'],
    ['refused', 'outcome-unknown'],
  ]);
  assert.equal(taken, 3);
});

test('a wrong password is said, and the account says that it is down', async () => {
  await using smsc = await carrier(() => undefined, 'another');
  const { esme } = account(smsc.port);
  await until(() => esme.health.is === 'down' || esme.health.is);
  assert.match(esme.health.is === 'down' ? esme.health.reason : '', /0xe/);
  const sent = await esme.send(message('hi'));
  assert.ok(sent.is === 'later' && !sent.throttled);
  await esme[Symbol.asyncDispose]();
});
