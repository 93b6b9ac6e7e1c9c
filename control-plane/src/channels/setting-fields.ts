import { z } from 'zod';

/** The same in the pages' languages. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

/** A setting of a kind, as the administrators' page asks for it. */
export interface SettingField {
  readonly name: string;
  readonly label: Words;
  /** Empty = the label says it all. */
  readonly hint: Words;
  readonly type: 'text' | 'lines' | 'number' | 'flag' | 'choice' | 'list';
  readonly required: boolean;
  /** It is told to no page, only taken. */
  readonly secret: boolean;
  /** What it is when nothing is said; empty also where there is no default. */
  readonly initial: string | number | boolean;
  /** Of a choice. */
  readonly choices: readonly string[];
  /** Of a number. */
  readonly min: number;
  readonly max: number;
  /** Of a text. */
  readonly maxLength: number;
  /** Of a list: what each of its rows consists of. */
  readonly columns: readonly SettingField[];
}

const NOTHING: Words = { en: '', zh: '' };
/** Of texts whose bound is in their pattern. */
const MAX_LENGTH = 1_000;

/** What a setting is called, and what else is to be known of it: for a schema's `meta`. */
export const said = (en: string, zh: string, hint: Words = NOTHING) => ({ label: { en, zh }, hint });

/** The same of a text that may have several lines. */
export const saidInLines = (en: string, zh: string, hint: Words = NOTHING) => ({
  ...said(en, zh, hint),
  lines: true,
});

const InWords = z.object({ en: z.string(), zh: z.string() });
const Property = z.looseObject({
  label: InWords.optional(),
  hint: InWords.optional(),
  lines: z.boolean().default(false),
  type: z.string().optional(),
  enum: z.array(z.string()).default([]),
  default: z.unknown().optional(),
  minimum: z.number().default(Number.MIN_SAFE_INTEGER),
  maximum: z.number().default(Number.MAX_SAFE_INTEGER),
  maxLength: z.number().default(MAX_LENGTH),
  items: z.unknown().optional(),
});
type Property = z.output<typeof Property>;
const Properties = z.object({
  properties: z.record(z.string(), Property).default({}),
  required: z.array(z.string()).default([]),
});

const TYPES = { string: 'text', integer: 'number', number: 'number', boolean: 'flag' } as const;
const Initial = z.union([z.string(), z.number(), z.boolean()]);

function typeOf({ type, enum: choices, items, lines }: Property): SettingField['type'] | undefined {
  if (choices.length > 0) return 'choice';
  if (lines) return 'lines';
  if (type === 'array') return Properties.safeParse(items).success ? 'list' : undefined;
  const known = Object.entries(TYPES).find(([name]) => name === type);
  return known?.[1];
}

/**
 * The fields of a kind's settings, from its schema, in its order. A setting of
 * a shape that has no field is left out: pages keep it as it is.
 */
export function settingFields(schema: z.ZodType, secrets: readonly string[]): readonly SettingField[] {
  return fieldsOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), secrets);
}

function fieldsOf(schema: unknown, secrets: readonly string[]): readonly SettingField[] {
  const { properties, required } = Properties.parse(schema);
  return Object.entries(properties).flatMap(([name, one]): SettingField[] => {
    const type = typeOf(one);
    if (type === undefined) return [];
    return [
      {
        ...{ name, type, label: one.label ?? { en: name, zh: name }, hint: one.hint ?? NOTHING },
        ...{ required: required.includes(name), secret: secrets.includes(name) },
        initial: Initial.safeParse(one.default).data ?? (type === 'flag' ? false : ''),
        ...{ choices: one.enum, min: one.minimum, max: one.maximum, maxLength: one.maxLength },
        columns: type === 'list' ? fieldsOf(one.items, []) : [],
      },
    ];
  });
}
