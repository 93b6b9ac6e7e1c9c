import { splitText } from '@weft/proto';
import { charactersOver } from '../../state/conversation/text-limit.ts';
import type { AnswerChannel } from '../../state/types.ts';

/** How many segments a text is charged as; 0 = the channel knows none, or there is no text. */
export const segmentsOf = ({ channel, segments }: AnswerChannel, text: string): number =>
  channel === 'sms' && text !== '' ? splitText(text, segments?.bits ?? 8).parts.length : 0;

/** Whether it would go in more segments than the account allows. */
const hasTooMany = (channel: AnswerChannel, text: string): boolean =>
  channel.segments !== undefined && segmentsOf(channel, text) > channel.segments.most;

/** Characters that are too many for the channel, or for any; 0 = none are. */
export const overOf = ({ maxTextLength }: AnswerChannel, text: string): number =>
  Math.max(text.length - maxTextLength, charactersOver(text));

/** Why this text cannot go by the channel; undefined = it can. */
export function refusalOf(
  channel: AnswerChannel,
  text: string,
): 'closed' | 'too-long' | 'too-many-segments' | undefined {
  if (channel.closed !== '') return 'closed';
  if (overOf(channel, text) > 0) return 'too-long';
  return hasTooMany(channel, text) ? 'too-many-segments' : undefined;
}

/** Why this file cannot go by the channel; undefined = it can. */
export function fileRefusalOf(
  { closed, files, maxFileBytes }: AnswerChannel,
  { type, size }: { readonly type: string; readonly size: number },
): 'closed' | 'wrong-kind' | 'too-large' | undefined {
  if (closed !== '') return 'closed';
  const goes = files.some(
    (kind) => kind === type || (kind.endsWith('/*') && type.startsWith(kind.slice(0, -1))),
  );
  if (!goes) return 'wrong-kind';
  return size > maxFileBytes ? 'too-large' : undefined;
}

/** What may be answered on where this channel is closed; undefined = it is not, or nothing else is open but the chat. */
export const insteadOf = (
  { closed }: AnswerChannel,
  channels: readonly AnswerChannel[],
): AnswerChannel | undefined => (closed === '' ? undefined : channels.find((one) => one.closed === ''));

/** Whether this text can go out now; no channel = by the chat, or as a note. */
export const takes = (channel: AnswerChannel | undefined, text: string): boolean =>
  channel === undefined ? charactersOver(text) === 0 : refusalOf(channel, text) === undefined;
