import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock, silentLog, WeftError } from '@weft/proto';
import { settle } from '../testing/fake-ask.ts';
import { ExamplesEditor } from './intents-editor.ts';
import { FakeIntents } from './testing/fake-intents.ts';

const AGAIN_MS = 1_000;

async function setUp() {
  const api = new FakeIntents();
  const clock = new ManualClock();
  const editor = new ExamplesEditor({ api, clock, log: silentLog });
  editor.load();
  await settle();
  editor.choose('rental');
  const again = async (): Promise<void> => {
    clock.advance(AGAIN_MS);
    await settle();
  };
  /** English examples of what is looked at, typed. */
  const type = (en: string): void => editor.edit({ lines: { zh: '', en } });
  const english = (intent: string) => api.intents[intent]?.examples.en;
  return { api, editor, again, type, english };
}

test('examples are edited as lines and saved as a version, which is then learnt', async () => {
  const { api, editor, again, type, english } = await setUp();
  assert.equal(editor.get().draft?.lines.en, 'rent a crane');
  type('rent a crane\n\nhire a crane\nRent a crane!\n');
  const { draft, changed } = editor.get();
  assert.deepEqual(draft?.marks.en, [
    { kind: 'empty', line: 2 },
    { kind: 'twice', line: 4, first: 1 },
  ]);
  assert.deepEqual([draft?.counts.en, draft?.good, changed], [2, true, ['rental']]);
  editor.save(' more ways to say it ');
  await settle();
  assert.deepEqual(english('rental'), ['rent a crane', 'hire a crane']);
  const { saved, learning, versions } = editor.get();
  assert.deepEqual([saved, learning, versions[0]?.note], [1, true, 'more ways to say it']);
  assert.equal(editor.get().draft?.changed, false);
  await again();
  assert.equal(editor.get().learning, true);
  api.learntVersion = 1;
  await again();
  assert.equal(editor.get().learning, false);
});

test('a sentence that was tried is tried again when the new examples hold', async () => {
  const { api, editor, again, type } = await setUp();
  editor.attempt(' can I rent it ');
  await settle();
  assert.deepEqual([editor.get().trial?.intent, editor.get().trial?.version], ['rental', 0]);
  type('can I rent it');
  editor.save('');
  await settle();
  api.learntVersion = 1;
  await again();
  assert.deepEqual(api.tried, ['can I rent it', 'can I rent it']);
  assert.equal(editor.get().trial?.version, 1);
  editor.attempt('   ');
  await settle();
  assert.equal(api.tried.length, 2, 'nothing asks nobody');
});

test('what is typed of one intent stays while another is looked at, and when another is saved', async () => {
  const { api, editor, type, english } = await setUp();
  type('rent it');
  editor.choose('repair');
  type('mend it');
  assert.deepEqual(editor.get().changed, ['rental', 'repair']);
  editor.save('');
  await settle();
  editor.choose('rental');
  assert.deepEqual([editor.get().draft?.lines.en, editor.get().draft?.overtaken], ['rent it', false]);
  editor.save('');
  await settle();
  assert.deepEqual([english('rental'), english('repair'), api.version], [['rent it'], ['mend it'], 2]);
});

test('what is typed while it is saved stays, unsaved', async () => {
  const { editor, type, english } = await setUp();
  type('rent it');
  editor.save('');
  type('rent it\nhire it');
  await settle();
  assert.deepEqual(english('rental'), ['rent it']);
  const { draft } = editor.get();
  assert.deepEqual([draft?.lines.en, draft?.changed, draft?.overtaken], ['rent it\nhire it', true, false]);
});

test('who is overtaken is told so and overwrites nothing', async () => {
  const { api, editor, type, english } = await setUp();
  type('mine');
  const theirs = structuredClone(api.intents.rental);
  assert.ok(theirs);
  api.keep({ ...api.intents, rental: { ...theirs, examples: { zh: [], en: ['theirs'] } } });
  editor.save('');
  await settle();
  const { problem, draft } = editor.get();
  assert.deepEqual([problem?.name, draft?.overtaken, draft?.lines.en], ['fault', true, 'mine']);
  editor.save('');
  await settle();
  assert.deepEqual(english('rental'), ['theirs'], 'not by a second try, either');
  editor.reset();
  assert.deepEqual([editor.get().draft?.lines.en, editor.get().draft?.overtaken], ['theirs', false]);
});

test('a save of something else in between is told, and saving again is enough', async () => {
  const { api, editor, again, type, english } = await setUp();
  type('mine');
  api.keep({
    ...api.intents,
    third: { on: false, answer: { by: 'agent' }, examples: { zh: [], en: ['x'] } },
  });
  editor.save('');
  await settle();
  await again();
  assert.equal(editor.get().problem?.name, 'fault', 'and stays told while that is learnt');
  assert.equal(editor.get().draft?.overtaken, false);
  editor.save('');
  await settle();
  assert.deepEqual([english('rental'), Object.keys(api.intents).length], [['mine'], 3]);
});

test('what has to be put right is not sent, and what the server refuses is shown', async () => {
  const { api, editor, type } = await setUp();
  type('Repair it');
  assert.deepEqual(editor.get().draft?.marks.en, [{ kind: 'elsewhere', line: 1, intent: 'repair' }]);
  editor.save('');
  await settle();
  assert.equal(api.version, 0);
  type('rent');
  api.refusals = ['not so'];
  editor.save('');
  await settle();
  assert.deepEqual([editor.get().refusals, editor.get().saved, api.version], [['not so'], 0, 0]);
  type('rent it');
  assert.deepEqual(editor.get().refusals, []);
});

test('intents are added, removed, and come back with an earlier version', async () => {
  const { api, editor, type } = await setUp();
  editor.add('sale');
  assert.deepEqual([editor.get().draft?.isNew, editor.get().draft?.good], [true, false]);
  type('buy a crane');
  editor.edit({ by: 'orders', on: true });
  editor.save('');
  await settle();
  assert.deepEqual(api.intents.sale, {
    ...{ on: true, answer: { by: 'orders' }, examples: { zh: [], en: ['buy a crane'] } },
  });
  assert.equal(editor.get().draft?.isNew, false);
  editor.remove('');
  await settle();
  assert.deepEqual([Object.keys(api.intents), editor.get().draft], [['rental', 'repair'], undefined]);
  editor.restore(0);
  await settle();
  assert.deepEqual([editor.get().versions[0]?.copyOf, editor.get().saved], [0, 3]);
});

test('a service that is away is told, while it is asked at first and while something is learnt', async () => {
  const { api, editor, again, type } = await setUp();
  type('rent it');
  editor.save('');
  await settle();
  api.away = new WeftError('UNAVAILABLE');
  await again();
  assert.deepEqual([editor.get().problem?.name, editor.get().learning], ['fault', true]);
  api.away = undefined;
  api.learntVersion = 1;
  await again();
  assert.deepEqual([editor.get().problem, editor.get().learning], [undefined, false]);

  const other = new ExamplesEditor({ api, clock: new ManualClock(), log: silentLog });
  api.away = new WeftError('UNAVAILABLE');
  other.load();
  await settle();
  assert.deepEqual(
    [other.get().now, other.get().problem?.name, other.get().step],
    [undefined, 'fault', 'none'],
  );
});

test('nobody is asked any more when the place is left', async () => {
  const { api, editor, again, type } = await setUp();
  type('rent it');
  editor.save('');
  await settle();
  editor.rest();
  api.learntVersion = 1;
  await again();
  assert.equal(editor.get().learning, true);
});
