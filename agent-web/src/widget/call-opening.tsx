import { type CallKind, systemClock } from '@weft/proto';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { opening as english } from '../i18n/en/opening.ts';
import { addDictionary } from '../i18n/instance.ts';
import { opening as chinese } from '../i18n/zh/opening.ts';
import type { OpeningNow } from '../state/types.ts';
import { useWidget } from './customer-context.ts';

/** What is not known to open is looked at again after so long, and so is what opens later than this. */
const LOOK_AGAIN_MS = 15 * 60_000;

/** Who waits for a call outside the business hours is told so, and from when somebody is there. */
export default function CallOpening({ kind }: { readonly kind: CallKind }) {
  const { t, i18n } = useTranslation('opening');
  addDictionary(i18n, 'opening', { en: english, zh: chinese });
  const { opening } = useWidget();
  const [now, setNow] = useState<OpeningNow>();
  useEffect(() => {
    // What cannot be had is not told: then waiting is as it always is.
    const look = (): void =>
      void opening.askForCall(kind === 'video' ? 'video' : 'voice').then(setNow, () => undefined);
    if (now === undefined) look();
    if (now === undefined || now.open) return undefined;
    const leftMs = now.opensAtMs === 0 ? LOOK_AGAIN_MS : now.opensAtMs - systemClock.now();
    const timer = systemClock.after(Math.max(1_000, Math.min(leftMs, LOOK_AGAIN_MS)), look);
    return () => timer.cancel();
  }, [now, opening, kind]);
  if (now === undefined || now.open) return null;
  const form = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  const time = new Intl.DateTimeFormat(i18n.language, form).format(now.opensAtMs);
  return (
    <p role="status">
      <b>
        {t('closed')} {now.opensAtMs > 0 && t('opens', { time })}
      </b>{' '}
      {t('keepsPlace')}
    </p>
  );
}
