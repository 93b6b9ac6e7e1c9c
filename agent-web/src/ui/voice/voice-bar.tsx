import { SendHorizontal, Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChosenFile } from '../../state/types.ts';
import { MAX_VOICE_MS, type VoiceRecorder } from '../../state/voice/voice-recorder.ts';
import { formatDuration, isoDuration } from '../duration.ts';
import { useStore } from '../use-store.ts';
import styles from './voice.module.css';

const SECOND_MS = 1_000;

/** What stands in a composer while a voice message is recorded: its time, and what becomes of it. */
export function VoiceBar({
  recorder,
  onSend,
}: {
  readonly recorder: VoiceRecorder;
  readonly onSend: (file: ChosenFile) => void;
}) {
  const { t } = useTranslation('voice');
  const state = useStore(recorder);
  const sending = useRef<HTMLButtonElement>(null);
  const asking = state.name === 'asking';
  // Who pressed the button that is gone now goes on with the keyboard here.
  useEffect(() => {
    if (!asking) sending.current?.focus({ preventScroll: true });
  }, [asking]);
  const elapsedMs = 'seconds' in state ? state.seconds * SECOND_MS : 0;
  const send = async (): Promise<void> => {
    const file = await recorder.finish();
    if (file !== undefined) onSend(file);
  };
  const told =
    state.name === 'recorded'
      ? t(state.full ? 'full' : 'held')
      : asking
        ? t('asking')
        : t('limit', { limit: formatDuration(MAX_VOICE_MS) });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's frame and legend are not wanted in a line of tools
    <div
      role="group"
      className={styles.bar}
      aria-label={t('recording')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        recorder.cancel();
      }}
    >
      <button
        type="button"
        className={styles.tool}
        aria-label={t('discard')}
        title={t('discard')}
        onClick={() => recorder.cancel()}
      >
        <Trash2 size={19} aria-hidden="true" />
      </button>
      <span className={styles.light} data-on={state.name === 'recording' || undefined} aria-hidden="true" />
      <time className={styles.time} role="timer" dateTime={isoDuration(elapsedMs)}>
        {formatDuration(elapsedMs)}
      </time>
      <span className={styles.told} role="status">
        {told}
      </span>
      <button
        ref={sending}
        type="button"
        className={styles.send}
        aria-label={t('send')}
        title={t('send')}
        disabled={asking}
        onClick={() => void send()}
      >
        <SendHorizontal size={19} aria-hidden="true" />
      </button>
    </div>
  );
}
