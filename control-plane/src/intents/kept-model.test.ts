import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { IntentDocument } from './document.ts';
import { examplesOf, IntentEngine } from './engine.ts';
import { digestOf, KeptModel } from './kept-model.ts';

const document = IntentDocument.parse({
  threshold: 0.6,
  intents: {
    delivery: { examples: { zh: ['我的快递到哪了', '什么时候发货'], en: ['where is my parcel'] } },
    invoice: { examples: { zh: ['请给我开发票', '发票抬头错了'], en: ['i need an invoice'] } },
  },
});
const digest = digestOf(examplesOf(document));
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weft-model-'));
});
after(() => rm(folder, { recursive: true, force: true }));

test('what was learnt is there again, and decides the same', async () => {
  const learnt = IntentEngine.train(document);
  const kept = new KeptModel(join(folder, 'deeper', 'model'));
  await kept.write(digest, learnt.learnt);
  const read = await kept.read(digest);
  assert.ok(read !== undefined);
  const recalled = IntentEngine.recall(document, read);
  for (const text of ['我的包裹在哪里', '开票', 'invoice please', 'hello'])
    assert.deepEqual(recalled.decide(text), learnt.decide(text));
  assert.deepEqual(await readdir(join(folder, 'deeper')), ['model'], 'nothing is left beside it');
});

test('other examples, a file that is not whole and none at all are nothing that was kept', async () => {
  const file = join(folder, 'model');
  const kept = new KeptModel(file);
  assert.equal(await kept.read(digest), undefined);
  await kept.write(digest, IntentEngine.train(document).learnt);
  assert.equal(await kept.read('other'), undefined);
  const whole = await readFile(file);
  for (const size of [0, 3, 40, whole.length - 1]) {
    await writeFile(file, whole);
    await truncate(file, size);
    assert.equal(await kept.read(digest), undefined, `${size} bytes`);
  }
});

test('the same examples give the model that MODEL_FORMAT stands for: raise it when this changes', () => {
  const { intents, features, weights } = IntentEngine.train(document).learnt;
  const rounded = [...weights].map((weight) => weight.toFixed(3));
  const seen = createHash('sha256')
    .update(JSON.stringify([intents, features, rounded]))
    .digest('hex');
  assert.equal(seen.slice(0, 16), 'a1c946703642eefd');
});
