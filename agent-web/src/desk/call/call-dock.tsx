import { Maximize2, Minimize2 } from 'lucide-react';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { DeskSnapshot, DeskState, DeskWork } from '../../state/types.ts';
import { useTopModal } from '../../ui/modal.ts';
import { CallView } from '../call-view.tsx';
import { EndedCard } from '../ended-card.tsx';
import { OfferCard } from '../offer-card.tsx';
import styles from './call-dock.module.css';

export interface CallDockProps {
  readonly snapshot: DeskSnapshot;
  readonly state: Extract<DeskState, { name: 'signed-in' }>;
  /** A conversation is open below: the call leaves it room. */
  readonly beside: boolean;
}

function SizeButton({
  large,
  onChange,
}: {
  readonly large: boolean;
  readonly onChange: (large: boolean) => void;
}) {
  const { t } = useTranslation('desk');
  const Icon = large ? Minimize2 : Maximize2;
  return (
    <button
      type="button"
      className={styles.size}
      aria-label={t('largeCall')}
      title={t('largeCall')}
      aria-pressed={large}
      onClick={() => onChange(!large)}
    >
      <Icon size={18} aria-hidden="true" />
    </button>
  );
}

/** Nothing lies over an offer: while a dialog is open it stands in that, where it is seen and answered. */
function OfferPlace({
  work,
  beside,
}: {
  readonly work: Extract<DeskWork, { name: 'offered' | 'accepting' }>;
  readonly beside: boolean;
}) {
  const modal = useTopModal();
  if (modal !== undefined) {
    const over = (
      <div className={styles.over} data-offer>
        <OfferCard work={work} compact />
      </div>
    );
    return createPortal(over, modal);
  }
  return (
    <div className={styles.dock} data-beside={beside || undefined}>
      <OfferCard work={work} compact={beside} />
    </div>
  );
}

/** The offer, the live call or what became of it: above the conversation, whichever one is open. */
export function CallDock({ snapshot, state, beside }: CallDockProps) {
  const [large, setLarge] = useState(false);
  const { work } = state;
  switch (work.name) {
    case 'none':
      return null;
    case 'offered':
    case 'accepting':
      return <OfferPlace work={work} beside={beside} />;
    case 'in-call':
      return (
        <div
          className={styles.dock}
          data-stage
          data-beside={(beside && !large) || undefined}
          data-large={(beside && large) || undefined}
        >
          <CallView
            snapshot={snapshot}
            work={work}
            {...(beside ? { corner: <SizeButton large={large} onChange={setLarge} /> } : {})}
          />
        </div>
      );
    case 'ended':
      return (
        <div className={styles.dock} data-beside={beside || undefined}>
          <EndedCard work={work} compact={beside} />
        </div>
      );
  }
}
