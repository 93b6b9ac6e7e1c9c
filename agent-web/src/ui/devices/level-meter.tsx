import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Devices } from '../../state/types.ts';
import styles from './devices.module.css';

/** A bar that moves with the microphone. It is moved past React: fifteen times a second nothing else changes. */
export function LevelMeter({ devices }: { readonly devices: Devices }) {
  const { t } = useTranslation('call');
  const meter = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      devices.watchLevel((level) => {
        meter.current?.style.setProperty('--level', level.toFixed(3));
        meter.current?.setAttribute('aria-valuenow', String(Math.round(level * 100)));
      }),
    [devices],
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: the native meter cannot be drawn alike everywhere
    <div
      ref={meter}
      role="meter"
      aria-label={t('microphoneLevel')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
      className={styles.meter}
    />
  );
}
