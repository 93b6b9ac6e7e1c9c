import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_ROWS, readContactFile, writeContactLines } from './contact-file.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const said = (text: string) =>
  readContactFile(bytes(text)).lines.map(({ line, name, phone, email, level }) => [
    ...[line, name, phone, email, level],
  ]);

describe('a list of customers', () => {
  it('has its columns in any order, by English or Chinese headings', () => {
    const rows = [[2, 'Li Wei', '+44 20 7946 0018', '', 'gold']];
    assert.deepEqual(said('Level,Phone,Name\r\ngold,+44 20 7946 0018,Li Wei\r\n'), rows);
    assert.deepEqual(said('姓名;等级;手机\n李伟;金;13800138000\n'), [[2, '李伟', '13800138000', '', '金']]);
    assert.deepEqual(said('\uFEFFname\temail\nAnn\tann@a.example\n'), [[2, 'Ann', '', 'ann@a.example', '']]);
  });

  it('is read as GB 18030 where it is no UTF-8', () => {
    const gbk = Uint8Array.from([
      0xd0,
      0xd5,
      0xc3,
      0xfb,
      ...bytes(',email\n'),
      0xc0,
      0xee,
      ...bytes(',li@a.example\n'),
    ]);
    const [line] = readContactFile(gbk).lines;
    assert.deepEqual([line?.name, line?.email], ['李', 'li@a.example']);
  });

  it('says of each line that cannot be taken in why, and goes on', () => {
    const file = [
      'name,phone,email,note',
      'A,,,x',
      'B,12,,',
      'C,,c at example,',
      `${'D'.repeat(81)},,d@a.example,`,
      ',,,',
      'E,,e@a.example,',
    ];
    const { lines, refused, ignored } = readContactFile(bytes(file.join('\n')));
    assert.deepEqual(refused, [
      { line: 2, fault: 'nothing-known' },
      { line: 3, fault: 'bad-phone' },
      { line: 4, fault: 'bad-email' },
      { line: 5, fault: 'too-long' },
    ]);
    assert.deepEqual(
      lines.map(({ line, name }) => [line, name]),
      [[7, 'E']],
    );
    assert.deepEqual(ignored, ['note']);
  });

  it('is refused whole where nobody could be known by it, it is too long, or it is none', () => {
    const refused = (text: string) =>
      assert.throws(() => readContactFile(bytes(text)), { code: 'BAD_REQUEST' });
    refused('name,level\nA,gold\n');
    refused('');
    refused('email\n"open');
    refused(`email\n${'x'.repeat(20_000)}`);
    refused(`email\n${Array.from({ length: MAX_ROWS + 1 }, (_, i) => `a${i}@a.example`).join('\n')}`);
    const most = `email\n${Array.from({ length: MAX_ROWS }, (_, i) => `a${i}@a.example`).join('\n')}`;
    assert.equal(readContactFile(bytes(most)).lines.length, MAX_ROWS);
  });

  it('is written so that no spreadsheet runs what a customer calls themselves, and reads back as it was', () => {
    const line = {
      name: '=HYPERLINK("http://x.example";"a, b")',
      phone: '+8613800138000',
      email: 'li@a.example',
      level: '金',
      language: 'zh',
    };
    const text = writeContactLines([line], true);
    assert.match(text, /^\uFEFFname,phone,email,level,language\r\n/);
    assert.doesNotMatch(text, /(^|,)"?[=+@-]/m);
    const [read] = readContactFile(bytes(text)).lines;
    const { line: _line, known: _known, ...rest } = read ?? assert.fail('not read');
    assert.deepEqual(rest, line);
    assert.doesNotMatch(writeContactLines([line], false), /name,phone/);
  });
});
