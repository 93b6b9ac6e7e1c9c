// Names in the generated TypeScript, made from the names in the schemas.

/** "display_name" → "displayName" (protobufjs has already done it for fields; this is for oneofs). */
export const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/**
 * An enum's values as the texts that the code uses: lower case with hyphens, the
 * zero value always "unspecified", a first word common to all the others dropped.
 * @param {Record<string, number>} values
 * @returns {{ text: string, number: number, source: string }[]}
 */
export function enumTexts(values) {
  const named = Object.entries(values).filter(([, number]) => number !== 0);
  const firstWords = new Set(named.map(([source]) => source.split('_')[0]));
  const shared = firstWords.size === 1 && named.every(([source]) => source.includes('_'));
  const text = (source) =>
    (shared ? source.slice(source.indexOf('_') + 1) : source).toLowerCase().replaceAll('_', '-');
  return Object.entries(values).map(([source, number]) => ({
    source,
    number,
    text: number === 0 ? 'unspecified' : text(source),
  }));
}
