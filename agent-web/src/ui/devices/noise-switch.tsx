import { AudioLines } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { NoiseSnapshot } from '../../state/types.ts';
import { Switch } from '../switch.tsx';

const EXPLANATION = { on: 'noiseOn', browser: 'noiseBrowser', off: 'noiseOff' } as const;

/** What the switch shows and does. */
export interface NoiseSwitchProps {
  readonly noise: NoiseSnapshot;
  readonly onChange: (on: boolean) => void;
}

/** Noise suppression on or off, and who does it. */
export function NoiseSwitch({ noise, onChange }: NoiseSwitchProps) {
  const { t } = useTranslation('call');
  return (
    <Switch
      label={t('noiseSuppression')}
      icon={<AudioLines size={18} aria-hidden="true" />}
      on={noise.name !== 'off'}
      onChange={onChange}
      explanation={t(EXPLANATION[noise.name])}
    />
  );
}
