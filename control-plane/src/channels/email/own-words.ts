/** Lines in a mail that are looked at. */
const MAX_LINES = 5_000;

/** What mail programs write above what they quote, in the languages of our customers and a few more. */
const INTRODUCTIONS: readonly RegExp[] = [
  /^-{2,}\s*(original message|原始邮件|原邮件|转发邮件|ursprüngliche nachricht|message d'origine)\s*-{2,}$/i,
  /^_{20,}$/,
  /^on .{6,200} wrote:$/i,
  /^(在|于)?\s?.{4,200}(写道|寫道)[:：]$/,
  /^am .{6,200} schrieb .{1,200}:$/i,
  /^le .{6,200} a écrit\s?:$/i,
];
/** The beginning of a block of headers, as Outlook and Foxmail quote. */
const QUOTED_HEADER = /^\s*(from|发件人|寄件者|von|de)\s*[:：]\s*\S/i;
const NEXT_HEADER =
  /^\s*(sent|date|to|cc|subject|发送时间|发件时间|日期|收件人|抄送|主题|寄件日期|收件者|主旨|gesendet|an|betreff)\s*[:：]/i;
/** "-- " is the signature's line by convention; phones have their own. */
const SIGNATURE = /^-- ?$|^(sent from my |发自我的|从我的)/i;

/**
 * What somebody wrote, without what they quoted and without their signature. All
 * of it when nothing would be left: then what is quoted, or forwarded, is the message.
 */
export function ownWords(text: string): string {
  const all = text.replaceAll('\r\n', '\n').split('\n').slice(0, MAX_LINES);
  const lines = all.slice(leadingQuote(all));
  const end = lines.findIndex((line, index) => isQuoteAt(lines, index) || SIGNATURE.test(line));
  const own = trimmed(end === -1 ? lines : lines.slice(0, end));
  return own === '' ? trimmed(all) : own;
}

/** Lines of a quote that the answer stands below; 0 = it stands above, or there is none. */
function leadingQuote(lines: readonly string[]): number {
  let [at, quoted] = [0, 0];
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.startsWith('>')) quoted += 1;
    else if (line.trim() !== '' && (quoted > 0 || !isIntroduction(lines, at))) break;
  }
  return quoted > 0 && at < lines.length ? at : 0;
}

const trimmed = (lines: readonly string[]): string =>
  lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** An introduction may be broken over two lines. */
function isIntroduction(lines: readonly string[], index: number): boolean {
  const [line = '', next = ''] = [lines[index]?.trim(), lines[index + 1]?.trim()];
  const both = `${line} ${next}`;
  return INTRODUCTIONS.some((one) => one.test(line) || (/^(on|am|le|在|于) ?/i.test(line) && one.test(both)));
}

function isQuoteAt(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  if (isIntroduction(lines, index)) return true;
  if (QUOTED_HEADER.test(line)) {
    const following = lines.slice(index + 1, index + 5).filter((one) => NEXT_HEADER.test(one));
    if (following.length >= 2) return true;
  }
  // A quote that goes on to the end; what is said after it would be lost otherwise.
  return line.startsWith('>') && lines.slice(index).every((one) => one.startsWith('>') || one.trim() === '');
}
