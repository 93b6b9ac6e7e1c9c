import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock, silentLog } from '@weft/proto';
import { settle } from '../testing/fake-ask.ts';
import { DocumentRulesEditor } from './rules-editor.ts';
import { FakeAdmin } from './testing/fake-admin.ts';

const AFTER_TYPING_MS = 400;

async function setUp(rules: unknown = { defaultQueue: 'all' }) {
  const api = new FakeAdmin();
  const clock = new ManualClock();
  api.keep(rules, 'first');
  const editor = new DocumentRulesEditor({ api, clock, log: silentLog });
  editor.load();
  await settle();
  const pause = async (): Promise<void> => {
    clock.advance(AFTER_TYPING_MS);
    await settle();
  };
  await pause();
  return { api, editor, pause };
}

const FIGURES = {
  ...{ arrived: 1, answered: 1, abandoned: 0, refused: 0 },
  ...{ waitMs: { p50: 0, p95: 0, max: 0 }, byQueue: [] },
};
const SAME = {
  ...{ present: FIGURES, other: FIGURES },
  ...{ otherAgent: 0, otherQueue: 0, longer: 0, shorter: 0, lost: 0, won: 0 },
};

const wrong = (path: string, column: number) => async () => ({
  ...{ ok: false, warnings: [] },
  errors: [{ path, column, message: 'not so' }],
});

test('the rules that hold are shown, and checked by the compiler when typing pauses', async () => {
  const { api, editor, pause } = await setUp();
  assert.equal(editor.get().text, '{\n  "defaultQueue": "all"\n}\n');
  assert.deepEqual([editor.get().check, editor.get().changed], ['good', false]);
  api.verdict = wrong('defaultQueue', 0);
  for (const text of ['{"defaultQueue":"a"}', '{"defaultQueue":"ab"}', '{"defaultQueue":"abc"}'])
    editor.edit(text);
  assert.equal(editor.get().check, 'checking');
  await pause();
  assert.deepEqual(api.checked.slice(1), [{ defaultQueue: 'abc' }], 'once, for the last');
  const [mark] = editor.get().marks;
  assert.deepEqual([mark?.line, mark?.column, editor.get().check], [1, 17, 'wrong']);
});

test('what is no JSON is told at once and asks nobody', async () => {
  const { api, editor, pause } = await setUp();
  const asked = api.checked.length;
  editor.edit('{"defaultQueue" "a"}');
  await pause();
  assert.deepEqual(editor.get().marks[0]?.says, { name: 'json', fault: 'colon' });
  assert.equal(api.checked.length, asked);
  editor.save('x');
  await settle();
  assert.equal(api.version, 1, 'and it is not saved');
});

test('an answer to what is not written any more is not shown', async () => {
  const { api, editor, pause } = await setUp();
  const late = Promise.withResolvers<void>();
  api.verdict = async () => {
    await late.promise;
    return wrong('defaultQueue', 0)();
  };
  editor.edit('{"defaultQueue":"a"}');
  await pause();
  api.verdict = async () => ({ ok: true, errors: [], warnings: [] });
  editor.edit('{"defaultQueue":"b"}');
  await pause();
  late.resolve();
  await settle();
  assert.deepEqual([editor.get().check, editor.get().marks], ['good', []]);
});

test('saving makes the next version, and what is typed meanwhile stays', async () => {
  const { api, editor, pause } = await setUp();
  editor.edit('{"defaultQueue":"b"}');
  await pause();
  editor.save(' because ');
  editor.edit('{"defaultQueue":"bc"}');
  await settle();
  const { saved, changed, text, basedOn, versions } = editor.get();
  assert.deepEqual([saved, changed, text], [2, true, '{"defaultQueue":"bc"}']);
  assert.deepEqual([basedOn?.version, versions[0]?.note, api.versionsKept.length], [2, 'because', 2]);
  editor.restore(1);
  await settle();
  assert.deepEqual([editor.get().versions[0]?.copyOf, editor.get().saved], [1, 3]);
});

test('what is typed while the rules are loaded anew stays', async () => {
  const { api, editor } = await setUp();
  api.keep({ defaultQueue: 'theirs' });
  editor.load();
  editor.edit('{"defaultQueue":"mine"}');
  await settle();
  assert.deepEqual([editor.get().text, editor.get().basedOn?.version], ['{"defaultQueue":"mine"}', 1]);
});

test('what is typed while an earlier version is restored stays, based on that', async () => {
  const { api, editor } = await setUp();
  api.keep({ defaultQueue: 'second' });
  editor.reset();
  await settle();
  editor.restore(1);
  editor.edit('{"defaultQueue":"mine"}');
  await settle();
  const { text, changed, basedOn } = editor.get();
  assert.deepEqual([text, changed, basedOn?.version], ['{"defaultQueue":"mine"}', true, 3]);
});

test('who saw an older version is told so, and nothing is overwritten', async () => {
  const { api, editor, pause } = await setUp();
  editor.edit('{"defaultQueue":"b"}');
  await pause();
  api.keep({ defaultQueue: 'theirs' });
  editor.save('mine');
  await settle();
  assert.equal(editor.get().overtaken, true);
  assert.equal(editor.get().text, '{"defaultQueue":"b"}');
  assert.deepEqual(api.versionsKept[0]?.rules, { defaultQueue: 'theirs' });
  editor.reset();
  await settle();
  assert.deepEqual([editor.get().overtaken, editor.get().basedOn?.version], [false, 2]);
});

test('what other rules would have done is shown for as long as these are the rules that are written', async () => {
  const { api, editor, pause } = await setUp();
  editor.edit('{"defaultQueue":"a"}');
  await pause();
  const late = Promise.withResolvers<void>();
  api.whatIf = async () => {
    await late.promise;
    return SAME;
  };
  editor.askWhatIf(8);
  editor.edit('{"defaultQueue":"ab"}');
  late.resolve();
  await settle();
  assert.equal(editor.get().whatIf, undefined, 'the figures are of the rules of before');
  assert.equal(editor.get().step, 'none');

  editor.askWhatIf(8);
  await settle();
  assert.equal(editor.get().whatIf, SAME);
  editor.edit('{"defaultQueue":"abc"}');
  assert.equal(editor.get().whatIf, undefined);
});
