const OPENING = '<xml>';
const CLOSING = '</xml>';
const CDATA = '<![CDATA[';
const CDATA_END = ']]>';
/** WeChat's own names; none of them is one that objects have already. */
const NAME = /<([A-Z][A-Za-z_]{0,31})>/y;
/** Numbers and ids: nothing that XML gives a meaning. */
const PLAIN = /[\w.:-]*/y;
const SPACE = /[ \n]*/y;
/** Fields of one push; those of WeChat have some ten. */
const MAX_FIELDS = 64;
/** Ends of lines that XML reads as others, and what it does not allow. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for.
const NOT_PLAIN = /[\0-\x08\x0b-\x1f\x7f\ufffe\uffff]/;

/**
 * The fields of a push in the one form in which nearly all are written: flat, each
 * field once, its value CDATA or plain. Undefined for whatever else there is in
 * XML, which is for a parser to read or refuse.
 */
export function readFlat(text: string): Readonly<Record<string, string>> | undefined {
  if (!text.startsWith(OPENING) || NOT_PLAIN.test(text)) return undefined;
  const fields = new Map<string, string>();
  let at = after(SPACE, text, OPENING.length);
  while (!text.startsWith(CLOSING, at)) {
    NAME.lastIndex = at;
    const name = NAME.exec(text)?.[1];
    if (name === undefined || fields.has(name) || fields.size >= MAX_FIELDS) return undefined;
    let [start, end, closing] = [NAME.lastIndex, 0, ''];
    if (text.startsWith(CDATA, start)) {
      start += CDATA.length;
      [end, closing] = [text.indexOf(CDATA_END, start), `${CDATA_END}</${name}>`];
    } else [end, closing] = [after(PLAIN, text, start), `</${name}>`];
    if (end === -1 || !text.startsWith(closing, end)) return undefined;
    fields.set(name, text.slice(start, end));
    at = after(SPACE, text, end + closing.length);
  }
  if (fields.size === 0 || after(SPACE, text, at + CLOSING.length) !== text.length) return undefined;
  return Object.fromEntries(fields);
}

/** Where it ends that begins here; it may be empty. */
function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  pattern.test(text);
  return pattern.lastIndex;
}
