import { WeftError } from '@weft/proto';
import { XMLParser } from 'fast-xml-parser';

/** WeChat's pushes have some twenty elements, two deep. */
const MAX_DEPTH = 8;
const MAX_ELEMENTS = 256;

const parser = new XMLParser({
  ignoreAttributes: true,
  // Ids of 64 bits would lose digits.
  parseTagValue: false,
  trimValues: false,
  processEntities: { enabled: true, maxTotalExpansions: MAX_ELEMENTS, maxExpansionDepth: 1 },
});

/**
 * The fields of WeChat's `<xml>…</xml>`. Throws BAD_REQUEST for anything else: a
 * document type (and with it every entity but XML's own five), comments, too
 * many elements or too deep ones.
 */
export function readXml(text: string): unknown {
  refuseDangers(text);
  try {
    const read: unknown = parser.parse(text, true);
    if (typeof read === 'object' && read !== null && 'xml' in read) return read.xml;
  } catch (error) {
    throw new WeftError('BAD_REQUEST', 'not XML', { cause: error });
  }
  throw new WeftError('BAD_REQUEST', 'no <xml> in it');
}

/** Goes over the markup before it is parsed; what CDATA holds is text, whatever it looks like. */
function refuseDangers(text: string): void {
  let [depth, elements] = [0, 0];
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at);
      if (end === -1) throw refused('CDATA without an end');
      at = end + 3;
      continue;
    }
    const next = text[at + 1];
    if (next === '!' || (next === '?' && elements > 0)) throw refused('a declaration');
    if (next === '/') depth -= 1;
    else if (next !== '?') {
      const end = text.indexOf('>', at);
      depth += end > 0 && text[end - 1] === '/' ? 0 : 1;
      elements += 1;
    }
    if (depth > MAX_DEPTH || elements > MAX_ELEMENTS) throw refused('too many elements');
    at += 1;
  }
}

const refused = (what: string): WeftError => new WeftError('BAD_REQUEST', `XML with ${what}`);
