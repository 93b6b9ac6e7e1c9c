import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WeftError } from '@weft/proto';
import { Gathering } from './gathering.ts';

test('what is asked while a question is under way is asked together when it is answered', async () => {
  const asked: (readonly number[])[] = [];
  const answers = Promise.withResolvers<void>();
  const gathering = new Gathering<number, string>(async (questions) => {
    asked.push(questions);
    await answers.promise;
    return questions.map((question) => `answer ${question}`);
  }, 3);
  const first = gathering.ask(0);
  await new Promise(setImmediate);
  const rest = [1, 2, 3, 4].map((question) => gathering.ask(question));
  answers.resolve();
  assert.deepEqual(
    await Promise.all([first, ...rest]),
    [0, 1, 2, 3, 4].map((one) => `answer ${one}`),
  );
  assert.deepEqual(asked, [[0], [1, 2, 3], [4]]);
});

test('a question that cannot be answered costs the others asked with it nothing', async () => {
  const gathering = new Gathering<number, number>((questions) => {
    if (questions.includes(2)) throw new RangeError('not this one');
    return Promise.resolve(questions);
  }, 10);
  const answers = await Promise.allSettled([1, 2, 3].map((question) => gathering.ask(question)));
  assert.deepEqual(
    answers.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
});

test('a store that is away is asked once for all, and again by who comes later', async () => {
  let away = true;
  let asked = 0;
  const gathering = new Gathering<number, number>((questions) => {
    asked += 1;
    if (away) throw new WeftError('UNAVAILABLE');
    return Promise.resolve(questions);
  }, 10);
  const answers = await Promise.allSettled([1, 2, 3].map((question) => gathering.ask(question)));
  assert.deepEqual([asked, answers.every(({ status }) => status === 'rejected')], [1, true]);
  away = false;
  assert.equal(await gathering.ask(4), 4);
});
