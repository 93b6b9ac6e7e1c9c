import { Button } from '@mantine/core';
import { Bot, FlaskConical, UserRound } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IntentsNow, IntentsSnapshot, IntentTrial } from '../../state/types.ts';
import { useIntentName } from '../../ui/intent-name.ts';
import adminStyles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import fieldStyles from '../fields.module.css';
import styles from './intents.module.css';

const MAX_SENTENCE = 2_000;
const SLOTS = ['orderNumber', 'phone', 'phoneTail', 'date'] as const;
const REASONS = [
  ...(['words', 'asks-for-order', 'tells-order', 'person', 'nothing-known', 'other'] as const),
  ...(['unsure', 'off', 'agents-business', 'no-words'] as const),
] as const;

const percent = (confidence: number): number => Math.round(confidence * 100);

/** What the sentence names, in words. */
function Slots({ slots }: Pick<IntentTrial, 'slots'>) {
  const { t } = useTranslation('intents');
  const told = slots.flatMap(([name, value]) => {
    const slot = SLOTS.find((one) => one === name);
    return slot === undefined ? [] : [t(`slot-${slot}`, { value })];
  });
  return told.length === 0 ? t('none') : told.join(' · ');
}

function Outcome({ trial: { does, why, says } }: { readonly trial: IntentTrial }) {
  const { t } = useTranslation('intents');
  const reason = REASONS.find((one) => one === why);
  return (
    <div className={styles.outcome} data-does={does}>
      <strong>
        {does === 'answers' ? (
          <Bot size={18} aria-hidden="true" />
        ) : (
          <UserRound size={18} aria-hidden="true" />
        )}
        {t(does)}
      </strong>
      {reason !== undefined && <p>{t(`why-${reason}`)}</p>}
      {says !== '' && (
        <blockquote className={styles.words} dir="auto">
          <small>{t(does === 'answers' ? 'says' : 'suggests')}</small>
          {says}
        </blockquote>
      )}
    </div>
  );
}

function Result({ trial, now }: { readonly trial: IntentTrial; readonly now: IntentsNow }) {
  const { t } = useTranslation('intents');
  const nameOf = useIntentName();
  const { intent, confidence, runnerUp, because } = trial;
  const shown = t('confidenceOf', { percent: percent(confidence), threshold: percent(now.threshold) });
  return (
    <section className={styles.result} aria-label={t('result')}>
      <p className={styles.tried} dir="auto">
        {trial.text}
      </p>
      <h3>{intent === '' ? t('nothing') : nameOf(intent)}</h3>
      <dl>
        <div>
          <dt>{t('confidence')}</dt>
          <dd>
            <meter
              aria-label={t('confidence')}
              min={0}
              max={1}
              high={now.threshold}
              optimum={1}
              value={confidence}
            />
            {shown}
          </dd>
        </div>
        <div>
          <dt>{t('runnerUp')}</dt>
          <dd>
            {runnerUp.intent === ''
              ? t('none')
              : t('runnerUpOf', {
                  ...{ intent: nameOf(runnerUp.intent), percent: percent(runnerUp.confidence) },
                })}
          </dd>
        </div>
        <div>
          <dt>{t('names')}</dt>
          <dd>
            <Slots slots={trial.slots} />
          </dd>
        </div>
        <div>
          <dt>{t('because')}</dt>
          <dd>{because.length === 0 ? t('none') : because.join(' · ')}</dd>
        </div>
      </dl>
      <Outcome trial={trial} />
      {trial.version !== now.head.version && (
        <p className={adminStyles.hint}>{t('decidedBefore', { version: trial.version })}</p>
      )}
    </section>
  );
}

/** A sentence, and what the virtual agent would make of it. */
export function TrySentence({
  now,
  snapshot: { step, trial },
}: {
  readonly now: IntentsNow;
  readonly snapshot: IntentsSnapshot;
}) {
  const { t } = useTranslation('intents');
  const { intents } = useAdmin();
  const heading = useId();
  const [text, setText] = useState(trial?.text ?? '');
  return (
    <section className={adminStyles.card} aria-labelledby={heading}>
      <h2 id={heading}>{t('try')}</h2>
      <p className={adminStyles.hint}>{t('tryHint')}</p>
      <form
        className={adminStyles.actions}
        onSubmit={(event) => {
          event.preventDefault();
          intents.attempt(text);
        }}
      >
        <input
          type="text"
          className={`${fieldStyles.input} ${styles.note}`}
          aria-label={t('sentence')}
          placeholder={t('sentence')}
          maxLength={MAX_SENTENCE}
          dir="auto"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button
          type="submit"
          leftSection={<FlaskConical size={16} aria-hidden="true" />}
          loading={step === 'trying'}
          disabled={text.trim() === '' || now.learntVersion < 0 || step !== 'none'}
        >
          {t('decide')}
        </Button>
      </form>
      <div aria-live="polite">{trial !== undefined && <Result trial={trial} now={now} />}</div>
    </section>
  );
}
