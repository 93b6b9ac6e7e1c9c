import { type Conversation, type Item, type TimelineEvent, type Transcript, wordsOf } from '@weft/proto';
import { Change, type Outcome, refused } from './change.ts';

/** Characters of a transcript; what is older than fits is left out. */
const MAX_CHARACTERS = 18_000;

const WORDS = {
  zh: {
    ...{
      subject: '您的会话记录',
      you: '您',
      agent: '客服',
      bot: '智能助手',
      file: '文件',
      older: '……（更早的内容略）',
    },
    ...{ voice: '语音通话', video: '视频通话', missed: '未接通', deleted: '（已删除）' },
  },
  en: {
    ...{ subject: 'Your conversation with us', you: 'You', agent: 'Agent', bot: 'Assistant', file: 'File' },
    ...{ older: '… (what came before is left out)', voice: 'Voice call', video: 'Video call' },
    ...{ missed: 'not answered', deleted: '(deleted)' },
  },
} as const;

const wordsFor = ({ language }: Transcript) => (language === 'zh' ? WORDS.zh : WORDS.en);

/** A transcript is an item of its own, so that what becomes of its mail is told in the timeline. */
export function askTranscript(
  head: Conversation,
  event: TimelineEvent,
  transcript: Transcript | undefined,
): Outcome {
  if (transcript === undefined) return refused('BAD_REQUEST');
  return new Change(head, event)
    .add({
      ...{ author: { kind: 'system' }, channel: 'email', status: 'queued-out' },
      body: { case: 'transcript', value: transcript },
    })
    .done();
}

/** What its mail is about. */
export const transcriptSubject = (transcript: Transcript): string => wordsFor(transcript).subject;

/**
 * What its mail says: the customer's last matter as both sides saw it, one line
 * for each thing that was said. Pure. @param items by seq, without notes
 */
export function transcriptText(transcript: Transcript, items: readonly Item[]): string {
  const begun = items.findLastIndex(({ body }) => body?.case === 'event' && body.value.kind === 'reopened');
  const lines = items.slice(begun + 1).flatMap((item) => lineOf(item, transcript));
  const kept: string[] = [];
  let characters = 0;
  for (const line of lines.toReversed()) {
    characters += line.length + 1;
    if (characters > MAX_CHARACTERS) break;
    kept.unshift(line);
  }
  const { subject, older } = wordsFor(transcript);
  return [subject, '', ...(kept.length < lines.length ? [older] : []), ...kept].join('\n');
}

function lineOf(item: Item, transcript: Transcript): readonly string[] {
  const said = saidIn(item, transcript);
  if (said === '') return [];
  const words = wordsFor(transcript);
  const { kind, displayName = '' } = item.author ?? {};
  const who = kind === 'customer' ? words.you : displayName || (kind === 'bot' ? words.bot : words.agent);
  const at = new Intl.DateTimeFormat(transcript.language === 'zh' ? 'zh-CN' : 'en-GB', {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
    timeZone: transcript.timeZone,
  }).format(item.atMs);
  return [`[${at}] ${who}: ${said}`];
}

function saidIn({ body, deleted }: Item, transcript: Transcript): string {
  const words = wordsFor(transcript);
  if (deleted) return words.deleted;
  if (body?.case === 'attachment') return `[${words.file}] ${body.value.fileName}`;
  if (body?.case !== 'call') return wordsOf(body);
  const { kind, answeredAtMs, endedAtMs } = body.value;
  const seconds = Math.max(0, Math.round((endedAtMs - answeredAtMs) / 1_000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return `[${kind === 'video' ? words.video : words.voice}] ${answeredAtMs === 0 ? words.missed : clock}`;
}
