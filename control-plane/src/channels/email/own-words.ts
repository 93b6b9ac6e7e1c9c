/** Lines in a mail that are looked at. */
const MAX_LINES = 5_000;

/** A line that mail programs draw above what they quote. */
const QUOTE_RULE =
  /^-{2,}\s*(original message|(回复的)?原(始)?邮件|ursprüngliche nachricht|message d'origine)\s*-{2,}$/i;
/** The line that Outlook draws: it stands above a block of headers, else somebody filled in a form. */
const BARE_RULE = /^_{20,}$/;
/** What mail programs say of who wrote what they quote, in the languages of our customers and a few more. */
const INTRODUCTIONS: readonly RegExp[] = [
  /^on .{6,200} wrote:$/i,
  /^(在|于)?\s?.{4,200}(写道|寫道)[:：]$/,
  /^am .{6,200} schrieb .{1,200}:$/i,
  /^le .{6,200} a écrit\s?:$/i,
];
/** Programs name the hour or the address. People who say what somebody wrote do not, and go on themselves. */
const NAMED_EXACTLY = /[\d@]/;
/** What is sent on is what the mail is about, whoever wrote it. */
const FORWARD_RULE =
  /^(-{2,}\s*(forwarded message|转发(的)?(原)?邮件|轉寄郵件|weitergeleitete nachricht)\s*-{2,}|begin forwarded message:|下面是被转发的邮件[:：])$/i;
/** The beginning of a block of headers, as Outlook and Foxmail quote. */
const QUOTED_HEADER = /^\s*(from|发件人|寄件者|von|de)\s*[:：]\s*\S/i;
const NEXT_HEADER =
  /^\s*(sent|date|to|cc|subject|发送时间|发件时间|日期|收件人|抄送|主题|寄件日期|收件者|主旨|gesendet|an|betreff)\s*[:：]/i;
/** The signature's line by convention. */
const SIGNATURE = /^-- ?$/;
/** Phones sign below all else; above other words it is a sentence. */
const PHONE_SIGNATURE = /^(sent from my |发自我的|(从|從)我的.{1,40}(发送|發送|傳送)$)/i;

/**
 * What somebody wrote, without what they quoted and without their signature. All
 * of it when nothing would be left: then what is quoted, or forwarded, is the message.
 */
export function ownWords(text: string): string {
  const all = text.replaceAll('\r\n', '\n').split('\n').slice(0, MAX_LINES);
  const lines = all.slice(leadingQuote(all));
  const end = lines.findIndex((_line, index) => isEnd(lines, index));
  const isSentOn = FORWARD_RULE.test(lines[end]?.trim() ?? '');
  const own = trimmed(isSentOn ? lines : withoutPhone(end === -1 ? lines : lines.slice(0, end)));
  return own === '' ? trimmed(all) : own;
}

/** Without the phone's signature, where nothing stands below it. */
function withoutPhone(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return PHONE_SIGNATURE.test(lines[last]?.trim() ?? '') ? lines.slice(0, last) : lines;
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
  const isBroken = /^(on|am|le|在|于) ?/i.test(line) && INTRODUCTIONS.some((one) => one.test(both));
  if (!isBroken && !INTRODUCTIONS.some((one) => one.test(line))) return false;
  const below = lines.slice(index + (isBroken ? 2 : 1)).find((one) => one.trim() !== '');
  return NAMED_EXACTLY.test(isBroken ? both : line) || below?.startsWith('>') === true;
}

/** Whether what somebody wrote ends here: with their signature, or with what they quote or send on. */
function isEnd(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  const rule = line.trim();
  if (SIGNATURE.test(line) || QUOTE_RULE.test(rule) || FORWARD_RULE.test(rule)) return true;
  if (isIntroduction(lines, index) || isHeaderAt(lines, index)) return true;
  if (BARE_RULE.test(rule)) return isHeaderAt(lines, index + 1);
  // A quote that goes on to the end; what is said after it would be lost otherwise.
  return line.startsWith('>') && lines.slice(index).every((one) => one.startsWith('>') || one.trim() === '');
}

/** Whether a block of headers begins here. */
function isHeaderAt(lines: readonly string[], index: number): boolean {
  if (!QUOTED_HEADER.test(lines[index] ?? '')) return false;
  return lines.slice(index + 1, index + 5).filter((one) => NEXT_HEADER.test(one)).length >= 2;
}
