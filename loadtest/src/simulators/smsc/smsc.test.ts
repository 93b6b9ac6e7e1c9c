import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { connect, type PDU } from 'smpp';
import { SmscSimulator } from './simulator.ts';

const CONTRACT = {
  ...{ systemId: 'weft', password: 'secret', number: '10690000' },
  ...{ segmentsPerSecond: 20, receiptMs: 10 },
};
const to = '8613800000001';

describe('the simulated carrier', () => {
  let simulator: SmscSimulator;
  let client: ReturnType<typeof connect>;
  const delivered: PDU[] = [];
  const submit = (options: object): Promise<PDU> =>
    new Promise((answered) => {
      client.submit_sm({ source_addr: '10690000', destination_addr: to, ...options }, answered);
    });
  before(async () => {
    simulator = await SmscSimulator.start({ contract: CONTRACT, clock: systemClock });
    client = connect({ url: `smpp://127.0.0.1:${simulator.center.port}` });
    client.on('deliver_sm', (pdu) => {
      delivered.push(pdu);
      client.send(pdu.response());
    });
    const bound = await new Promise<PDU>((answered) => {
      client.bind_transceiver({ system_id: 'weft', password: 'secret' }, answered);
    });
    assert.equal(bound.command_status, 0);
  });
  after(async () => {
    client.destroy();
    await simulator[Symbol.asyncDispose]();
  });

  it('takes a message, writes it down, and gives a receipt for it', async () => {
    const { command_status: status } = await submit({
      short_message: '您好',
      data_coding: 8,
      registered_delivery: 1,
    });
    assert.equal(status, 0);
    await until(() => delivered.length === 1 || 'no receipt');
    assert.match(String(delivered[0]?.short_message.message), /stat:DELIVRD/);
    assert.deepEqual(
      simulator.center.ledger.of(`+${to}`, 10).map(({ is, text }) => [is, text]),
      [['received', '您好']],
    );
  });

  it('says that a telephone which is off was not reached', async () => {
    const telephone = simulator.center.telephones.get(`+${to}`);
    assert.ok(telephone);
    telephone.off = true;
    await submit({ short_message: 'hi', registered_delivery: 1 });
    await until(() => delivered.length === 2 || 'no receipt');
    assert.match(String(delivered[1]?.short_message.message), /stat:UNDELIV/);
    telephone.off = false;
  });

  it('refuses numbers that are none, and segments that no radio carries', async () => {
    assert.equal((await submit({ destination_addr: 'abc', short_message: 'x' })).command_status, 0x0b);
    const long = Buffer.alloc(142);
    assert.equal((await submit({ short_message: long, data_coding: 8 })).command_status, 0x01);
  });

  it('throttles who sends faster than was agreed', async () => {
    const statuses = await Promise.all(Array.from({ length: 30 }, () => submit({ short_message: 'x' })));
    assert.ok(statuses.some(({ command_status }) => command_status === 0x58));
  });

  it("lets a newcomer's telephone send, in segments where it must", async () => {
    const before = delivered.length;
    assert.ok(await simulator.center.says('+8613800000001', '长'.repeat(100)));
    assert.equal(delivered.length - before, 2);
    const response = await fetch(`${simulator.url}/view?person=%2B8613800000001`);
    const { lines } = (await response.json()) as { lines: { side: string; text: string; state: string }[] };
    assert.deepEqual(lines.at(-1), {
      side: 'customer',
      text: '长'.repeat(100),
      state: 'delivered',
      code: '',
    });
  });
});
