import type { Channel } from '@weft/proto';
import { useTranslation } from 'react-i18next';
import type { AnswerChannel, ThreadSnapshot } from '../../state/types.ts';
import { formatDuration } from '../../ui/duration.ts';
import { useFailureText } from '../../ui/staff/failure-text.ts';
import { useNow } from '../../ui/time.ts';
import { insteadOf, overOf, refusalOf, segmentsOf } from './carrying.ts';
import styles from './composer.module.css';

const HOUR_MS = 3_600_000;

/** The channel that an answer goes by now; undefined = the chat, which carries everything. */
export function answerChannel(
  { channels, channel }: Pick<ThreadSnapshot, 'channels' | 'channel'>,
  last: Channel,
): AnswerChannel | undefined {
  const wanted = channel === 'unspecified' ? last : channel;
  return channels.find((one) => one.channel === wanted);
}

/** What so many segments cost, in the language's form. */
function priceText(price: NonNullable<AnswerChannel['price']>, segments: number, language: string): string {
  const { amount, currency } = price;
  const form = { style: 'currency', currency, maximumFractionDigits: 4 } as const;
  return new Intl.NumberFormat(language, form).format(amount * segments);
}

export interface ChannelPickerProps {
  readonly snapshot: ThreadSnapshot;
  readonly last: Channel;
  readonly onChoose: (channel: Channel) => void;
}

/** Where the answer goes: the channel that the customer used last, unless the agent chooses another. */
export function ChannelPicker({ snapshot, last, onChoose }: ChannelPickerProps) {
  const { t } = useTranslation(['thread', 'inbox']);
  const { channels } = snapshot;
  if (channels.length === 0) return null;
  const present = answerChannel(snapshot, last)?.channel ?? 'chat';
  return (
    <label className={styles.channel}>
      <span>{t('thread:answerOn')}</span>
      <select value={present} onChange={(event) => onChoose(event.currentTarget.value as Channel)}>
        <option value="chat">{t('inbox:channel-chat')}</option>
        {channels.map(({ channel, to }) => (
          <option key={channel} value={channel}>
            {t('thread:answerTo', { channel: t(`inbox:channel-${channel}`), to })}
          </option>
        ))}
      </select>
    </label>
  );
}

export interface ChannelNotesProps {
  readonly channel: AnswerChannel;
  readonly channels: readonly AnswerChannel[];
  readonly text: string;
  readonly onChoose: (channel: Channel) => void;
}

/** What the channel cannot carry, and what the text costs, told before it is sent. */
export function ChannelNotes({ channel, channels, text, onChoose }: ChannelNotesProps) {
  const { t, i18n } = useTranslation(['thread', 'inbox']);
  const failure = useFailureText();
  const notes: string[] = [];
  const { closed, remaining, untilMs, price, quiet, segments } = channel;
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'short' });
  const count = segmentsOf(channel, text);
  if (count > 0) {
    notes.push(t('segments', { count }));
    if (price !== undefined) notes.push(t('costs', { price: priceText(price, count, i18n.language) }));
  }
  if (remaining !== undefined && closed === '') notes.push(t('remaining', { count: remaining }));
  if (quiet !== undefined)
    notes.push(t(quiet.holds ? 'quietHolds' : 'quietGoes', { time: time.format(quiet.untilMs) }));
  const problem = {
    none: '',
    closed: failure(closed),
    'too-long': t('tooLong', { over: overOf(channel, text) }),
    'too-many-segments': t('tooManySegments', { most: segments?.most ?? 0 }),
  }[refusalOf(channel, text) ?? 'none'];
  const other = insteadOf(channel, channels);
  return (
    <div className={styles.notes} data-problem={problem !== '' || undefined}>
      <p role="status">{[problem, ...notes].filter((note) => note !== '').join(' · ')}</p>
      {untilMs !== undefined && <Until untilMs={untilMs} />}
      {other !== undefined && (
        <button type="button" onClick={() => onChoose(other.channel)}>
          {t('insteadBy', { channel: t(`inbox:channel-${other.channel}`) })}
        </button>
      )}
    </div>
  );
}

/** Until when something may be sent; in its last hour a clock that runs down. */
function Until({ untilMs }: { readonly untilMs: number }) {
  const { t, i18n } = useTranslation('thread');
  const leftMs = Math.max(0, untilMs - useNow());
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'short' });
  return (
    <span role="timer">
      {leftMs < HOUR_MS
        ? t('untilIn', { left: formatDuration(leftMs) })
        : t('until', { time: time.format(untilMs) })}
    </span>
  );
}

/** That a text is too long for one message, by the chat or as a note. */
export function TooLong({ over }: { readonly over: number }) {
  const { t } = useTranslation('thread');
  if (over === 0) return null;
  return (
    <p className={styles.notes} data-problem role="status">
      {t('tooLongForOne', { over })}
    </p>
  );
}
