import type { Choice } from '@weft/proto';
import { useTranslation } from 'react-i18next';
import styles from './choice-list.module.css';

/** What the customer may answer by one press. */
export function ChoiceList({
  choices,
  onChoose,
}: {
  readonly choices: readonly Choice[];
  readonly onChoose: (label: string) => void;
}) {
  const { t } = useTranslation('chat');
  return (
    <ul className={styles.choices} aria-label={t('choices')}>
      {choices.map(({ label }) => (
        <li key={label}>
          <button type="button" onClick={() => onChoose(label)}>
            <bdi>{label}</bdi>
          </button>
        </li>
      ))}
    </ul>
  );
}
