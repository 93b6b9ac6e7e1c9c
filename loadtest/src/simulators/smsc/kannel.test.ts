import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { hasKannel, Kannel } from './kannel.ts';
import { SmscSimulator } from './simulator.ts';

const CONTRACT = {
  ...{ systemId: 'weft', password: 'secret', number: '10690000' },
  ...{ segmentsPerSecond: 0, receiptMs: 10 },
};
const TELEPHONE = '+8613800000001';

describe("the simulated carrier, for Debian's Kannel", {
  skip: hasKannel() ? false : 'kannel is not installed',
}, () => {
  let simulator: SmscSimulator;
  let kannel: Kannel;
  const send = (text: string, name: string): Promise<void> =>
    kannel.send({ from: CONTRACT.number, to: TELEPHONE.slice(1), text }, name);
  const received = (): readonly string[] =>
    simulator.center.ledger
      .of(TELEPHONE, 100)
      .flatMap((entry) => (entry.is === 'received' ? entry.text : []));

  before(async () => {
    simulator = await SmscSimulator.start({ contract: CONTRACT, clock: systemClock });
    const { systemId, password } = CONTRACT;
    kannel = await Kannel.start({ smscPort: simulator.center.port, systemId, password });
    await until(() => simulator.center.bound === 1 || 'not bound');
  });
  after(async () => {
    await kannel[Symbol.asyncDispose]();
    await simulator[Symbol.asyncDispose]();
  });

  it('brings a text to a telephone, and a receipt that it knows as its own', async () => {
    await send('您的订单已发货。', 'short');
    await until(() => kannel.receipts.has('short') || 'no receipt');
    assert.deepEqual(kannel.receipts.get('short'), ['delivered']);
    assert.deepEqual(received(), ['您的订单已发货。']);
  });

  it('puts a long text together, which it cuts through the middle of emoji', async () => {
    const text = '😀'.repeat(70);
    await send(text, 'long');
    await until(() => received().includes(text) || 'not whole');
    await until(() => (kannel.receipts.get('long') ?? []).length > 0 || 'no receipt');
  });

  it('tells it of a telephone that is off', async () => {
    const telephone = simulator.center.telephones.get(TELEPHONE);
    assert.ok(telephone);
    telephone.off = true;
    await send('在吗？', 'off');
    await until(() => kannel.receipts.has('off') || 'no receipt');
    telephone.off = false;
    assert.deepEqual(kannel.receipts.get('off'), ['undelivered']);
  });

  it('gives it what a telephone writes, long or short', async () => {
    const long = '我的灯坏了😀'.repeat(30);
    assert.ok(await simulator.center.says(TELEPHONE, '你好'));
    assert.ok(await simulator.center.says(TELEPHONE, long));
    await until(() => kannel.messages.length === 2 || `${kannel.messages.length} of 2`);
    assert.deepEqual(
      kannel.messages.map(({ to, text }) => [to, text]),
      [
        [CONTRACT.number, '你好'],
        [CONTRACT.number, long],
      ],
    );
  });

  it('keeps its connection alive, and takes it back when it was cut', async () => {
    simulator.center.drop();
    await until(() => simulator.center.bound === 0 || 'still bound');
    await until(() => simulator.center.bound === 1 || 'not bound again', { timeoutMs: 30_000 });
    await send('又来了', 'again');
    await until(() => received().includes('又来了') || 'nothing came');
  });
});
