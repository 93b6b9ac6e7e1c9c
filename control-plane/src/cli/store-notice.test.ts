import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { systemClock } from '@weft/proto';
import type { StackService } from './stack-options.ts';
import { storeNotice } from './store-notice.ts';

/** A control plane as far as its metrics go, which answers with these one after the other. */
async function control(t: TestContext, ...answers: readonly string[]): Promise<StackService> {
  let asked = 0;
  const server = createServer((_, response) => {
    response.end(answers[Math.min(asked++, answers.length - 1)]);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  return {
    ...{ name: 'control-1', kind: 'control', region: '', pid: 1 },
    ...{ url: `http://127.0.0.1:${port}`, logFile: '/logs/control-1.log' },
  };
}

/** A clock on which each look is ten seconds after the one before. */
const quickClock = () => {
  let nowMs = 0;
  return { ...systemClock, monotonic: () => (nowMs += 10_000) };
};

test('a store that is still opening is waited for, and one that is open needs no word', async (t) => {
  const services = [
    await control(
      t,
      'weft_control_store_up{instance_id="control-1"} 0\n',
      'weft_control_store_up{instance_id="control-1"} 1\n',
    ),
  ];
  assert.equal(await storeNotice({ services }, systemClock, new AbortController().signal), undefined);
});

test('a store that does not open is told with the log that says why', async (t) => {
  const services = [await control(t, 'weft_control_store_up{instance_id="control-1"} 0\n')];
  const notice = await storeNotice({ services }, quickClock(), new AbortController().signal);
  assert.match(notice ?? '', /conversations do not: the store does not open \(log: \/logs\/control-1\.log\)/);
});

test('a stack that is told to stop says nothing of its store', async (t) => {
  const services = [await control(t, 'weft_control_store_up{instance_id="control-1"} 0\n')];
  assert.equal(await storeNotice({ services }, systemClock, AbortSignal.abort()), undefined);
});
