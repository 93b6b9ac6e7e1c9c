import { Mic, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CustomerState } from '../state/types.ts';
import { useWidget } from './customer-context.ts';
import { Screen } from './screen.tsx';
import styles from './widget.module.css';

/** Between the click and the call: the browser asks, or the mesh is asked. */
export function Preparing({ state }: { readonly state: Extract<CustomerState, { name: 'preparing' }> }) {
  const { t } = useTranslation('widget');
  const { customer } = useWidget();
  const video = state.kind === 'video';
  const asking = state.step === 'asking';
  const titles = {
    asking: video ? 'askingVideo' : 'asking',
    requesting: 'requesting',
    resuming: 'resuming',
  } as const;
  return (
    <Screen
      picture={<span className={styles.pulse}>{video ? <Video size={34} /> : <Mic size={34} />}</span>}
      title={t(titles[state.step])}
      actions={
        <button type="button" className={styles.secondary} onClick={() => customer.hangUp()}>
          {t('cancel')}
        </button>
      }
    >
      <p role="status">{asking ? t('askingHint') : ''}</p>
    </Screen>
  );
}
