import { type CallKind, systemClock } from '@weft/proto';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { opening as english } from '../i18n/en/opening.ts';
import { addDictionary } from '../i18n/instance.ts';
import { opening as chinese } from '../i18n/zh/opening.ts';
import type { OpeningNow } from '../state/types.ts';
import { useWidget } from './customer-context.ts';

/** What is not known to open is looked at again after so long, and so is what opens later than this. */
const LOOK_AGAIN_MS = 15 * 60_000;
/** So long nothing is said instead of what may be the wrong reason. */
const PATIENCE_MS = 1_500;

interface CallOpeningProps {
  readonly kind: CallKind;
  /** A call that was refused waits nowhere. */
  readonly refused?: boolean;
  /** What is said where somebody is there, or where that cannot be asked. */
  readonly otherwise?: ReactNode;
}

/** Who calls outside the business hours is told so, and from when somebody is there. */
export default function CallOpening({ kind, refused = false, otherwise = null }: CallOpeningProps) {
  const { t, i18n } = useTranslation('opening');
  addDictionary(i18n, 'opening', { en: english, zh: chinese });
  const { opening } = useWidget();
  const [now, setNow] = useState<OpeningNow>();
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = systemClock.after(PATIENCE_MS, () => setSettled(true));
    return () => timer.cancel();
  }, []);
  useEffect(() => {
    // What cannot be had is not told: then waiting is as it always is.
    const look = (): void =>
      void opening
        .askForCall(kind === 'video' ? 'video' : 'voice')
        .then(setNow, () => undefined)
        .finally(() => setSettled(true));
    if (now === undefined) look();
    // Who was refused waits for nothing, and may try again.
    if (now === undefined || now.open || refused) return undefined;
    const leftMs = now.opensAtMs === 0 ? LOOK_AGAIN_MS : now.opensAtMs - systemClock.now();
    const timer = systemClock.after(Math.max(1_000, Math.min(leftMs, LOOK_AGAIN_MS)), look);
    return () => timer.cancel();
  }, [now, opening, kind, refused]);
  if (now === undefined || now.open) return settled ? otherwise : null;
  const form = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  const time = new Intl.DateTimeFormat(i18n.language, form).format(now.opensAtMs);
  return (
    <p role={refused ? 'alert' : 'status'}>
      <b>
        {t('closed')} {now.opensAtMs > 0 && t('opens', { time })}
      </b>{' '}
      {t(refused ? 'message' : 'keepsPlace')}
    </p>
  );
}
