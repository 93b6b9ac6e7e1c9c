import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityLevel, QualitySnapshot } from '../../state/types.ts';
import styles from './quality.module.css';

const LIT: Readonly<Record<QualityLevel, number>> = { unknown: 0, bad: 1, poor: 2, good: 3, excellent: 4 };
const BARS = [1, 2, 3, 4] as const;

function figures(quality: QualitySnapshot) {
  const { rttMs, lossShare, upKbps, downKbps, width, height } = quality;
  return [
    ['roundTrip', rttMs === undefined ? '–' : `${Math.round(rttMs)} ms`],
    ['packetLoss', `${(lossShare * 100).toFixed(1)} %`],
    ['upload', `${Math.round(upKbps)} kbit/s`],
    ['download', `${Math.round(downKbps)} kbit/s`],
    ['resolution', width > 0 ? `${width} × ${height}` : '–'],
  ] as const;
}

/** Four bars that say how the connection does; the figures behind them at a click. */
export function Quality({ quality }: { readonly quality: QualitySnapshot }) {
  const { t } = useTranslation('call');
  const [open, setOpen] = useState(false);
  const list = useId();
  const name = t(`quality-${quality.level}`);
  return (
    <div className={styles.quality}>
      <button
        type="button"
        className={styles.button}
        aria-label={name}
        aria-expanded={open}
        aria-controls={open ? list : undefined}
        title={name}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !open) return;
          event.stopPropagation();
          setOpen(false);
        }}
      >
        <span className={styles.bars} data-level={quality.level} aria-hidden="true">
          {BARS.map((bar) => (
            <i key={bar} data-lit={bar <= LIT[quality.level] || undefined} />
          ))}
        </span>
      </button>
      {open && (
        <dl id={list} className={styles.figures}>
          {figures(quality).map(([key, value]) => (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
