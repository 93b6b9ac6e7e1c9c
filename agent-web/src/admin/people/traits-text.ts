import type { AgentTraits, TraitValue } from '../../state/types.ts';

type Scalar = string | number | boolean;

export type ReadAttributes =
  | { readonly ok: true; readonly attributes: AgentTraits['attributes'] }
  | { readonly ok: false; readonly line: number };

const written = (value: Scalar): string =>
  typeof value === 'string' && (value === '' || scalarOf(value) !== value || /[,[\]]/.test(value))
    ? JSON.stringify(value)
    : String(value);

/** Attributes as lines "name = value"; a list in brackets. */
export const attributesText = (attributes: AgentTraits['attributes']): string =>
  Object.entries(attributes)
    .map(
      ([name, value]) => `${name} = ${isList(value) ? `[${value.map(written).join(', ')}]` : written(value)}`,
    )
    .join('\n');

const isList = (value: TraitValue): value is readonly Scalar[] => Array.isArray(value);

/** A number, a yes or no, a text in quotes, or the text as it is. */
function scalarOf(text: string): Scalar {
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (/^"(?:[^"\\]|\\.)*"$/.test(text)) {
    try {
      return String(JSON.parse(text));
    } catch {
      return text;
    }
  }
  return text;
}

/** Reads such lines; empty ones count as not there. */
export function attributesOf(text: string): ReadAttributes {
  const attributes: Record<string, TraitValue> = {};
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, name, value] = /^\s*([^=]{1,64}?)\s*=\s*(.+?)\s*$/u.exec(line) ?? [];
    if (name === undefined || value === undefined) return { ok: false, line: index + 1 };
    const list = /^\[(.*)\]$/.exec(value)?.[1];
    attributes[name] =
      list === undefined
        ? scalarOf(value)
        : [...list.matchAll(/"(?:[^"\\]|\\.)*"|[^,\s][^,]*/g)].map(([one]) => scalarOf(one.trim()));
  }
  return { ok: true, attributes };
}

/** Codes with commas or blanks between them. */
export const languagesOf = (text: string): readonly string[] => [
  ...new Set(text.split(/[,，\s]+/).filter((code) => code !== '')),
];
