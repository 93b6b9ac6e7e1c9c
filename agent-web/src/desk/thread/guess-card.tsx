import type { IntentGuess } from '@weft/proto';
import { Pencil, Send, Sparkles } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Thread } from '../../state/types.ts';
import { useIntentName } from '../../ui/intent-name.ts';
import styles from './guess-card.module.css';

const percent = (confidence: number): number => Math.round(confidence * 100);

/** What the virtual agent thinks that the customer wants, with an answer to send if it has one. */
export function GuessCard({
  seq,
  guess,
  thread,
}: {
  /** Of the item that it is in. */
  readonly seq: number;
  readonly guess: IntentGuess;
  readonly thread: Thread;
}) {
  const { t } = useTranslation('orders');
  const nameOf = useIntentName();
  const { intent, confidence, runnerUp, runnerUpConfidence, because, orderNumber, suggestion } = guess;
  const [sent, setSent] = useState(false);
  const send = (): void => {
    thread.sendSuggestion(seq, suggestion);
    setSent(true);
  };
  return (
    <div className={styles.card}>
      {intent !== '' && (
        <p
          className={styles.head}
          title={because.length === 0 ? '' : t('because', { words: because.join(' · ') })}
        >
          <Sparkles size={14} aria-hidden="true" />
          <b>{t('guess', { intent: nameOf(intent) })}</b>
          <span>{t('sure', { percent: percent(confidence) })}</span>
          {runnerUp !== '' && percent(runnerUpConfidence) >= 10 && (
            <span>{t('runnerUp', { intent: nameOf(runnerUp), percent: percent(runnerUpConfidence) })}</span>
          )}
          {orderNumber !== '' && <span>{t('forOrder', { number: orderNumber })}</span>}
        </p>
      )}
      {suggestion !== '' && (
        <>
          <blockquote className={styles.suggestion} aria-label={t('suggested')} dir="auto">
            {suggestion}
          </blockquote>
          <p className={styles.tools}>
            <button type="button" data-primary disabled={sent} onClick={send}>
              <Send size={14} aria-hidden="true" /> {t('sendSuggestion')}
            </button>
            <button type="button" onClick={() => thread.takeSuggestion(suggestion)}>
              <Pencil size={14} aria-hidden="true" /> {t('toComposer')}
            </button>
          </p>
        </>
      )}
    </div>
  );
}
