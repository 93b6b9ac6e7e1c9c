import { WeftError } from '@weft/proto';
import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Known } from './identify.ts';
import { normalForm } from './normal-form.ts';

/** What a file says of customers, in this order. */
const FIELDS = ['name', 'phone', 'email', 'level', 'language'] as const;
type Field = (typeof FIELDS)[number];

/** How the columns may be called, in small letters; the first is what is written. */
const HEADINGS: Readonly<Record<Field, readonly string[]>> = {
  name: ['name', 'full name', '姓名', '名称', '客户'],
  phone: ['phone', 'mobile', 'telephone', 'phone number', '电话', '手机', '手机号', '电话号码'],
  email: ['email', 'e-mail', 'mail', 'email address', '邮箱', '电子邮件', '电子邮箱'],
  level: ['level', 'tier', '等级', '级别', '会员等级'],
  language: ['language', '语言'],
};
const MOST: Readonly<Record<Field, number>> = { name: 80, phone: 254, email: 254, level: 40, language: 35 };

/** Rows that one file may have: what one request can take in without keeping others waiting. */
export const MAX_ROWS = 1_000;

/** What begins a formula in spreadsheets, behind the sign that keeps it from being one (OWASP, "CSV Injection"). */
const HELD_FORMULA = /^'(?=[=+\-@\t\r])/;

/** One customer in a file; empty = the file does not say. */
export type ContactLine = Readonly<Record<Field, string>>;

export interface ReadLine extends ContactLine {
  /** Of the file, the heading being the first. */
  readonly line: number;
  /** What they are known by, never empty. */
  readonly known: readonly Known[];
}

/** Why a line is not taken in. */
export type LineFault = 'nothing-known' | 'bad-phone' | 'bad-email' | 'too-long' | 'two-customers';

export interface RefusedLine {
  readonly line: number;
  readonly fault: LineFault;
}

export interface ReadFile {
  readonly lines: readonly ReadLine[];
  readonly refused: readonly RefusedLine[];
  /** Headings of columns that mean nothing here. */
  readonly ignored: readonly string[];
}

/** Customers as comma-separated values (RFC 4180). `first`: with the headings, and the mark by which spreadsheets know UTF-8. */
export const writeContactLines = (lines: readonly ContactLine[], first: boolean): string =>
  stringify([...lines], {
    ...{ bom: first, header: first, columns: [...FIELDS], escape_formulas: true },
    record_delimiter: 'windows',
  });

/** Spreadsheets in China write what is not UTF-8 as GB 18030. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** What stands between columns: a comma, or what spreadsheets of other countries put in its place. */
function delimiterIn(text: string): string {
  const [head = ''] = text.split(/\r?\n/, 1);
  const count = (sign: string): number => head.split(sign).length;
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

function records(bytes: Uint8Array): readonly (readonly string[])[] {
  const text = decode(bytes);
  try {
    return parse(text, {
      ...{ bom: true, trim: true, relax_column_count: true, to: MAX_ROWS + 2 },
      ...{ delimiter: delimiterIn(text), max_record_size: 10_000 },
    });
  } catch (error) {
    if (error instanceof CsvError)
      throw new WeftError('BAD_REQUEST', `no list of customers: ${error.message}`);
    throw error;
  }
}

function readLine(line: number, said: ContactLine): ReadLine | RefusedLine {
  const { phone, email } = said;
  if (phone === '' && email === '') return { line, fault: 'nothing-known' };
  if (FIELDS.some((field) => said[field].length > MOST[field])) return { line, fault: 'too-long' };
  const known: Known[] = [];
  for (const kind of ['phone', 'email'] as const) {
    const shown = said[kind];
    if (shown === '') continue;
    const value = normalForm(kind, shown);
    if (value === undefined) return { line, fault: `bad-${kind}` };
    known.push({ kind, value, shown, verified: false });
  }
  return { line, ...said, known };
}

/**
 * Reads a list of customers: comma, semicolon or tab between columns, their headings in English or Chinese, in any
 * order. Throws BAD_REQUEST where it is none, names no column by which a customer could be known again, or is too long.
 */
export function readContactFile(bytes: Uint8Array): ReadFile {
  const [head = [], ...rows] = records(bytes);
  if (rows.length > MAX_ROWS)
    throw new WeftError('BAD_REQUEST', `more than ${MAX_ROWS} customers in one file`);
  const headings = head.map((heading) => heading.toLowerCase());
  const places = new Map(
    FIELDS.map((field) => [field, headings.findIndex((heading) => HEADINGS[field].includes(heading))]),
  );
  const at = (row: readonly string[], field: Field): string =>
    (row[places.get(field) ?? -1] ?? '').replace(HELD_FORMULA, '');
  if (places.get('phone') === -1 && places.get('email') === -1)
    throw new WeftError('BAD_REQUEST', 'no column is called "phone" or "email"');
  const meant = new Set(places.values());
  const read = rows.flatMap((row, i) => {
    if (row.every((cell) => cell === '')) return [];
    const said = { name: at(row, 'name'), phone: at(row, 'phone'), email: at(row, 'email') };
    return [readLine(i + 2, { ...said, level: at(row, 'level'), language: at(row, 'language') })];
  });
  return {
    lines: read.filter((one): one is ReadLine => 'known' in one),
    refused: read.filter((one): one is RefusedLine => 'fault' in one),
    ignored: head.filter((heading, column) => heading !== '' && !meant.has(column)),
  };
}
