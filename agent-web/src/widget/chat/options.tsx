import { MonitorSmartphone, Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Switch } from '../../ui/switch.tsx';
import { useStore } from '../../ui/use-store.ts';
import { useWidget } from '../customer-context.ts';
import styles from './chat.module.css';

/** What can be set in the chat: sound, and the way to another device. */
export function Options({
  id,
  onDevice,
  onMedia,
}: {
  readonly id: string;
  readonly onDevice: () => void;
  readonly onMedia: () => void;
}) {
  const { t } = useTranslation(['chat', 'widget']);
  const { chime } = useWidget();
  const on = useStore(chime.on);
  return (
    <section id={id} className={styles.options} aria-label={t('chat:options')}>
      <Switch label={t('chat:sounds')} on={on} onChange={(next) => chime.set(next)} />
      <button type="button" onClick={onDevice}>
        <MonitorSmartphone size={18} aria-hidden="true" /> {t('chat:otherDevice')}
      </button>
      <button type="button" onClick={onMedia}>
        <Settings2 size={18} aria-hidden="true" /> {t('widget:devices')}
      </button>
    </section>
  );
}
