import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock, silentLog } from '@weft/proto';
import { z } from 'zod';
import { allKinds } from './all-kinds.ts';
import { emailSettings } from './email/settings.ts';
import { said, saidInLines, settingFields } from './setting-fields.ts';
import { SmppSettings } from './smpp/settings.ts';
import { smsHttpSettings } from './sms-http/settings.ts';
import { wechatSettings } from './wechat/settings.ts';
import { weiboSettings } from './weibo/settings.ts';

const kinds = allKinds({ fetcher: fetch, clock: new ManualClock(), log: silentLog, publicUrl: '' });

test('every setting of every kind has a field, said in both languages', () => {
  const schemas = [SmppSettings, smsHttpSettings, wechatSettings, weiboSettings, emailSettings];
  assert.deepEqual(
    kinds.map(({ fields }) => fields.map(({ name }) => name)),
    schemas.map(({ shape }) => Object.keys(shape)),
  );
  const all = kinds.flatMap(({ fields }) => fields.flatMap((field) => [field, ...field.columns]));
  for (const { name, label } of all) {
    assert.match(label.zh, /\p{Script=Han}/u, name);
    assert.notEqual(label.en, name, `${name} is called something else than in the code`);
  }
});

test('every secret of every kind is a field, and no secret has an initial value', () => {
  for (const { kind, fields, secrets } of kinds) {
    const marked = fields.filter(({ secret }) => secret);
    assert.deepEqual(marked.map(({ name }) => name).sort(), [...secrets].sort(), kind);
    assert.ok(
      marked.every(({ initial }) => initial === ''),
      kind,
    );
  }
});

test('a field knows what its schema asks for', () => {
  const schema = z.strictObject({
    host: z.string().min(1).max(9).meta(said('Host', '主机')),
    port: z.int().min(1).max(99).default(7),
    tls: z.boolean().default(true),
    mode: z.enum(['a', 'b']),
    words: z.string().max(50).default('a\nb').meta(saidInLines('Words', '文字')),
    rows: z.array(z.strictObject({ prefix: z.string() })).default([]),
    // What has no field.
    either: z.union([z.string(), z.object({ a: z.string() })]).optional(),
  });
  const fields = settingFields(schema, ['host']);
  assert.deepEqual(
    fields.map(({ name, type, required, initial }) => [name, type, required, initial]),
    [
      ['host', 'text', true, ''],
      ['port', 'number', false, 7],
      ['tls', 'flag', false, true],
      ['mode', 'choice', true, ''],
      ['words', 'lines', false, 'a\nb'],
      ['rows', 'list', false, ''],
    ],
  );
  const [host, port, , mode, , rows] = fields;
  assert.deepEqual([host?.secret, host?.maxLength, host?.label], [true, 9, { en: 'Host', zh: '主机' }]);
  assert.deepEqual([port?.min, port?.max, port?.label.en], [1, 99, 'port']);
  assert.deepEqual(mode?.choices, ['a', 'b']);
  assert.deepEqual(
    rows?.columns.map(({ name, required }) => [name, required]),
    [['prefix', true]],
  );
});
