import { AudioLines } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoiseSnapshot } from '../../state/types.ts';
import styles from './devices.module.css';

const EXPLANATION = { on: 'noiseOn', browser: 'noiseBrowser', off: 'noiseOff' } as const;

/** Noise suppression on or off, and who does it. */
export function NoiseSwitch({
  noise,
  onChange,
}: {
  readonly noise: NoiseSnapshot;
  readonly onChange: (on: boolean) => void;
}) {
  const { t } = useTranslation('call');
  const id = useId();
  return (
    <div className={styles.switchRow}>
      <label htmlFor={id}>
        <AudioLines size={18} aria-hidden="true" /> {t('noiseSuppression')}
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={noise.name !== 'off'}
        checked={noise.name !== 'off'}
        aria-describedby={`${id}-text`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <p id={`${id}-text`}>{t(EXPLANATION[noise.name])}</p>
    </div>
  );
}
