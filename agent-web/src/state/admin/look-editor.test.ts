import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog, WeftError } from '@weft/proto';
import { PLAIN_LOOK } from '../look.ts';
import { settle } from '../testing/fake-ask.ts';
import { WidgetLookEditor } from './look-editor.ts';
import { FakeAdmin } from './testing/fake-admin.ts';

const editorOf = (api: FakeAdmin) => new WidgetLookEditor({ api, log: silentLog });

test('a look is changed part by part and saved as one', async () => {
  const api = new FakeAdmin();
  const editor = editorOf(api);
  editor.load();
  await settle();
  assert.deepEqual(editor.get().look, PLAIN_LOOK);
  editor.change({ colour: '#7a1f5c' });
  editor.change({ company: { en: 'Lumen', zh: '流明' } });
  assert.deepEqual([editor.get().changed, api.lookKept.version], [true, '0']);
  editor.save();
  await settle();
  assert.deepEqual([editor.get().changed, editor.get().saved], [false, true]);
  assert.deepEqual(
    [api.lookKept.look.colour, api.lookKept.look.company.zh, api.lookKept.version],
    ['#7a1f5c', '流明', '1'],
  );
  editor.change({ files: false });
  assert.equal(editor.get().saved, false);
  editor.save();
  await settle();
  assert.equal(api.lookKept.version, '2');
});

test('what is typed while it is saved stays, unsaved', async () => {
  const api = new FakeAdmin();
  const editor = editorOf(api);
  editor.load();
  await settle();
  editor.change({ side: 'left' });
  editor.save();
  editor.change({ calls: false });
  await settle();
  const { look, changed, saved } = editor.get();
  assert.deepEqual([look.side, look.calls, changed, saved], ['left', false, true, false]);
  assert.equal(api.lookKept.look.calls, true);
});

test('a look that another saved meanwhile is not overwritten, and one’s own stays until that is loaded', async () => {
  const api = new FakeAdmin();
  const [mine, other] = [editorOf(api), editorOf(api)];
  for (const one of [mine, other]) one.load();
  await settle();
  other.change({ colour: '#123456' });
  other.save();
  await settle();
  mine.change({ colour: '#654321' });
  mine.save();
  await settle();
  assert.deepEqual([mine.get().overtaken, mine.get().look.colour], [true, '#654321']);
  assert.equal(api.lookKept.look.colour, '#123456');
  mine.load();
  await settle();
  assert.deepEqual([mine.get().overtaken, mine.get().look.colour], [false, '#123456']);
});

test('a colour that is refused is told with its code, and is still there to be changed', async () => {
  const api = new FakeAdmin();
  api.setLook = () => Promise.reject(new WeftError('COLOUR_UNREADABLE'));
  const editor = editorOf(api);
  editor.change({ colour: '#ffd400' });
  editor.save();
  await settle();
  const { problem, look, changed } = editor.get();
  assert.equal(problem?.name === 'fault' && problem.code, 'COLOUR_UNREADABLE');
  assert.deepEqual([look.colour, changed], ['#ffd400', true]);
});
