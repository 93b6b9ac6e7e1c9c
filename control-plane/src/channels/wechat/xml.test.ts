import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readXml } from './xml.ts';

const bad = { code: 'BAD_REQUEST' };

test('fields are text, whatever they look like', () => {
  const read = readXml(
    '<xml><MsgId>23456789012345678901</MsgId><A><![CDATA[ <!DOCTYPE x> ]]></A><B>a &amp; b</B></xml>',
  );
  assert.deepEqual(read, { MsgId: '23456789012345678901', A: ' <!DOCTYPE x> ', B: 'a & b' });
});

test('entities, external ones and bombs of them are refused before anything is expanded', () => {
  const bomb = `<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i} "${'&a;'.repeat(10)}">`).join('')}]>`;
  assert.throws(() => readXml(`${bomb}<xml><Content>&a8;</Content></xml>`), bad);
  assert.throws(() => readXml('<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml><A>&x;</A></xml>'), bad);
  assert.throws(() => readXml('<xml><!ENTITY a "b"><A>1</A></xml>'), bad);
  assert.deepEqual(readXml('<xml><A>&unknown;</A></xml>'), { A: '&unknown;' });
});

test('too deep, too many, cut short and no WeChat XML at all is refused', () => {
  assert.throws(() => readXml(`<xml>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</xml>`), bad);
  assert.throws(() => readXml(`<xml>${'<a/>'.repeat(10_000)}</xml>`), bad);
  for (const text of [
    '',
    'text',
    '<xml>',
    '<xml><a></xml>',
    '<xml><![CDATA[',
    '<html></html>',
    '<xml>a</xml><?x?>',
  ])
    assert.throws(() => readXml(text), bad, text);
});

test('a name of the prototype is a name like others', () => {
  try {
    readXml('<xml><__proto__><polluted>1</polluted></__proto__><constructor>1</constructor></xml>');
  } catch {
    // Refused is as good.
  }
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
});
