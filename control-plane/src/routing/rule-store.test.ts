import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { keys, silentLog, systemClock, WeftError } from '@weft/proto';
import { EtcdDirectory } from '@weft/proto/node';
import { startEtcd, type TestServer, until } from '@weft/proto/testing';
import { RuleStore } from './rule-store.ts';
import { WatchedRules } from './watched-rules.ts';

let etcd: TestServer;
let directory: EtcdDirectory;
before(async () => {
  etcd = await startEtcd();
  directory = await EtcdDirectory.create({
    endpoints: etcd.url,
    leaseTtlMs: 5_000,
    log: silentLog,
    clock: systemClock,
  });
});
after(async () => {
  await directory[Symbol.asyncDispose]();
  await etcd[Symbol.asyncDispose]();
});

const rules = (queueId: string) => ({
  queues: { [queueId]: { steps: [{ when: 'TRUE' }] } },
  defaultQueue: queueId,
});
const code = (error: unknown): string => (error instanceof WeftError ? error.code : String(error));

test('[RT24] rules are saved as the next version, hold at once, and are never overwritten unseen', async () => {
  const store = new RuleStore(directory);
  await using watched = await WatchedRules.create({ directory, log: silentLog });
  assert.deepEqual([watched.version, watched.current.defaultQueue.queueId], [0, 'default']);
  let told = 0;
  watched.onChange(() => {
    told += 1;
  });
  const save = (queueId: string, basedOn: number) =>
    store.save({ rules: rules(queueId), author: 'anna', note: queueId, basedOn, copyOf: 0, nowMs: 5 });
  const first = await save('one', 0);
  assert.ok(first.ok && first.kept.version === 1);
  assert.equal(await save('other', 0).catch(code), 'CONFLICT');
  const [a, b] = await Promise.all([save('two', 1).catch(code), save('too', 1).catch(code)]);
  assert.equal([a, b].filter((one) => one === 'CONFLICT').length, 1, 'one of two at once');
  await until(() => watched.version === 2 || `version ${watched.version} holds`);
  assert.ok(['two', 'too'].includes(watched.current.defaultQueue.queueId));
  assert.ok(told >= 2);
  assert.deepEqual(
    (await store.versions()).map(({ version }) => version),
    [2, 1],
  );
  assert.deepEqual((await store.version(1))?.note, 'one');
  assert.equal(await store.version(9), undefined);
});

test('[RT24] what is wrong is not saved, and says where', async () => {
  const store = new RuleStore(directory);
  const before = await store.current();
  const outcome = await store.save({
    rules: { queues: { q: { steps: [{ when: 'work.topic = "a"' }] } }, defaultQueue: 'q' },
    author: 'anna',
    note: '',
    basedOn: before?.version ?? 0,
    copyOf: 0,
    nowMs: 5,
  });
  assert.deepEqual(outcome, {
    ok: false,
    errors: [{ path: 'queues.q.steps.0.when', column: 12, message: 'equality is written ==' }],
  });
  assert.deepEqual(await store.current(), before);
});

test('[RT24] rules and skills that cannot be read leave those before in force', async () => {
  await using watched = await WatchedRules.create({ directory, log: silentLog });
  const { current } = watched;
  let told = 0;
  watched.onChange(() => {
    told += 1;
  });
  const put = (key: string, value: string) => directory.transact([{ do: 'put', key, value }]);
  await put(keys.routingAgent('anna'), JSON.stringify({ skills: { refund: 3 } }));
  await until(() => watched.traitsOf('anna').skills.refund === 3 || 'not heard of');
  await put(keys.routingRules, 'no JSON');
  await put(keys.routingAgent('anna'), JSON.stringify({ skills: 'all' }));
  await until(() => told === 3 || `told ${told} times`);
  assert.equal(watched.current, current);
  assert.deepEqual(watched.traitsOf('anna').skills, { refund: 3 });
  assert.deepEqual(watched.traitsOf('nobody'), {
    skills: {},
    languages: [],
    attributes: {},
    capacity: 'default',
  });
});

test('[RT24] the versions before the last 200 are forgotten', async () => {
  await directory.transact([
    {
      do: 'put',
      key: keys.routingRules,
      value: JSON.stringify({
        version: 300,
        savedAtMs: 1,
        author: '',
        note: '',
        copyOf: 0,
        rules: rules('q'),
      }),
    },
    { do: 'put', key: keys.routingVersion(101), value: '{}' },
  ]);
  const saved = await new RuleStore(directory).save({
    rules: rules('q'),
    author: '',
    note: '',
    basedOn: 300,
    copyOf: 0,
    nowMs: 1,
  });
  assert.ok(saved.ok);
  assert.equal(await directory.get(keys.routingVersion(101)), undefined);
});
