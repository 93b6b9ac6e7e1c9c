import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from '../testing/fuzz.ts';
import { readFlat } from './flat-xml.ts';
import { PAYLOADS, payload } from './testing/account.ts';
import { readXml } from './xml.ts';

/** What the parser makes of it, which no flat push begins with; what stands between the fields is no field. */
function parsed(text: string): object {
  const { '#text': _, ...fields } = readXml(`<?xml version="1.0"?>${text}`) as Record<string, unknown>;
  return fields;
}

const many = (fields: number): string => {
  const names = Array.from(
    { length: fields },
    (_, index) => `A${'a'.repeat(index % 8)}${'b'.repeat(index / 8)}`,
  );
  return `<xml>${names.map((name) => `<${name}>1</${name}>`).join('')}</xml>`;
};

const FLAT = [
  many(64),
  '<xml><A>1</A></xml>',
  '<xml>\n  <A><![CDATA[]]></A>\n  <B></B>\n</xml>\n',
  '<xml><A><![CDATA[<B>2</B> &amp; &#65; ]] ]> > \t\n ]]]></A><B_C>a-1:2.3</B_C></xml>',
  '<xml><A><![CDATA[😀 <![CDATA[ 你好]]></A></xml>',
];

const NOT_FLAT = [
  ...['', '<xml>', '<xml></xml>', '<xml><A>1</A>', '<xml><A>1</A></xml>x', ' <xml><A>1</A></xml>'],
  ...['<xml><A>1</A><A>2</A></xml>', '<xml><A>1</B></xml>', '<xml><A><B>1</B></A></xml>', '<xml><A/></xml>'],
  ...[
    '<xml><A>a b</A></xml>',
    '<xml><A>&amp;</A></xml>',
    '<xml><A><![CDATA[1]]>2</A></xml>',
    '<xml>x<A>1</A></xml>',
  ],
  ...['<xml><A><![CDATA[1</A></xml>', '<xml><A x="1">1</A></xml>', '<xml><__proto__>1</__proto__></xml>'],
  ...[
    '<xml><constructor>1</constructor></xml>',
    '<xml><A><![CDATA[a\r\nb]]></A></xml>',
    '<xml><!----><A>1</A></xml>',
  ],
  many(65),
];

test('a flat push is read as the parser reads it', () => {
  for (const text of FLAT) assert.deepEqual(readFlat(text), parsed(text), text);
});

test('pushes as WeChat documents them are flat, but for those that hold more than fields', () => {
  const nested = PAYLOADS.filter((name) => name.endsWith('.xml') && readFlat(text(name)) === undefined);
  assert.deepEqual(nested, []);
});

test('all else is left to the parser', () => {
  for (const one of NOT_FLAT) assert.equal(readFlat(one), undefined, one);
});

test('of 100,000 mutated pushes none that is flat is read otherwise than by the parser', (context) => {
  let flat = 0;
  const read = (input: Uint8Array): void => {
    const one = Buffer.from(input).toString();
    const fields = readFlat(one);
    if (fields === undefined) return;
    flat += 1;
    assert.deepEqual({ ...fields }, parsed(one));
  };
  fuzz(PAYLOADS.filter((name) => name.endsWith('.xml')).map(payload), read, context.diagnostic.bind(context));
  assert.ok(flat > 1_000, `${flat} were flat`);
});

const text = (name: string): string => Buffer.from(payload(name)).toString();
