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

/** Whether this text can go out now; no channel = by the chat, or as a note. */
export const takes = (channel: AnswerChannel | undefined, text: string): boolean =>
  channel === undefined ? charactersOver(text) === 0 : refusalOf(channel, text) === undefined;
