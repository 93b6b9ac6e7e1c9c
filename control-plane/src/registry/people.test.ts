import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AgentRecord, keys, ManualClock, silentLog, WeftError } from '@weft/proto';
import { PaperDirectory } from '../calls/testing/paper-directory.ts';
import { WatchedPeople } from './people.ts';

const lin = { agentId: 'agent-lin', login: 'lin', displayName: 'Lin' };

/** An etcd that has told of Lin, and from now on tells nobody what changes. */
class LateDirectory extends PaperDirectory {
  answers: 'at once' | 'never' | 'with an error' = 'at once';

  change(record: object): void {
    const key = keys.agent(lin.agentId);
    this.entries.set(key, { key, value: AgentRecord.toJson({ ...lin, ...record }), revision: '99' });
  }

  override get(key: string): ReturnType<PaperDirectory['get']> {
    if (this.answers === 'never') return new Promise(() => undefined);
    return this.answers === 'at once' ? super.get(key) : Promise.reject(new WeftError('UNAVAILABLE'));
  }
}

async function known() {
  const directory = new LateDirectory();
  directory.change({});
  const clock = new ManualClock();
  return { directory, clock, people: await WatchedPeople.create({ directory, clock, log: silentLog }) };
}

test('who was shut out gets no new session, though that has not been heard of here yet', async () => {
  const { directory, people } = await known();
  assert.equal((await people.find('lin'))?.displayName, 'Lin');
  directory.change({ barred: true });
  assert.equal(people.byId(lin.agentId)?.displayName, 'Lin', 'not heard of');
  assert.equal(await people.find('lin'), undefined);
  assert.equal(await people.find('nobody'), undefined);
});

test('a password is compared with the newest, and a login that is another’s by now finds nobody', async () => {
  const { directory, people } = await known();
  directory.change({ passwordHash: 'new' });
  assert.equal((await people.find('lin'))?.passwordHash, 'new');
  directory.change({ login: 'lin.xiaoyan' });
  assert.equal(await people.find('lin'), undefined);
  directory.entries.clear();
  assert.equal(await people.find('lin'), undefined);
});

test('people sign in by what was known last while etcd is away', async () => {
  const { directory, clock, people } = await known();
  directory.answers = 'with an error';
  assert.equal((await people.find('lin'))?.displayName, 'Lin');
  directory.answers = 'never';
  const found = people.find('lin');
  clock.advance(1_000);
  assert.equal((await found)?.displayName, 'Lin');
});
