import { Button, type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { Volume2 } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskSnapshot } from '../state/types.ts';
import { Switch } from '../ui/switch.tsx';
import { useStore } from '../ui/use-store.ts';
import { useDesk } from './desk-context.ts';
import { Dialog } from './dialog.tsx';
import styles from './form.module.css';

const SCHEMES = ['auto', 'light', 'dark'] as const satisfies readonly MantineColorScheme[];
const LANGUAGES = { en: 'English', zh: '中文' } as const;

function Appearance({ onLanguage }: { readonly onLanguage: (language: 'en' | 'zh') => void }) {
  const { t, i18n } = useTranslation('inbox');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const id = useId();
  return (
    <>
      <div className={styles.row}>
        <label htmlFor={`${id}-scheme`}>{t('appearance')}</label>
        <select
          id={`${id}-scheme`}
          value={colorScheme}
          onChange={(event) => {
            const scheme = SCHEMES.find((one) => one === event.currentTarget.value);
            if (scheme !== undefined) setColorScheme(scheme);
          }}
        >
          {SCHEMES.map((scheme) => (
            <option key={scheme} value={scheme}>
              {t(`scheme-${scheme}`)}
            </option>
          ))}
        </select>
      </div>
      <div className={styles.row}>
        <label htmlFor={`${id}-language`}>{t('language')}</label>
        <select
          id={`${id}-language`}
          value={i18n.language === 'zh' ? 'zh' : 'en'}
          onChange={(event) => onLanguage(event.currentTarget.value === 'zh' ? 'zh' : 'en')}
        >
          {Object.entries(LANGUAGES).map(([language, name]) => (
            <option key={language} value={language}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </>
  );
}

function Attention() {
  const { t } = useTranslation('inbox');
  const { alerts } = useDesk().conversations;
  const settings = useStore(alerts);
  const id = useId();
  const possible = typeof Notification === 'function';
  const denied = possible && Notification.permission === 'denied';
  const notify = (on: boolean): void => {
    alerts.set({ notifications: on });
    // What the person answers shows in the permission; asking may be refused without a word.
    if (on && possible) Notification.requestPermission().catch(() => undefined);
  };
  return (
    <>
      <Switch
        label={t('soundMessage')}
        on={settings.messageSound}
        onChange={(messageSound) => alerts.set({ messageSound })}
      />
      <Switch
        label={t('soundWaiting')}
        on={settings.waitingSound}
        onChange={(waitingSound) => alerts.set({ waitingSound })}
      />
      <div className={styles.row}>
        <label htmlFor={`${id}-volume`}>{t('volume')}</label>
        <input
          id={`${id}-volume`}
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={settings.volume}
          onChange={(event) => alerts.set({ volume: event.currentTarget.valueAsNumber })}
        />
        <Button
          size="xs"
          variant="default"
          leftSection={<Volume2 size={15} aria-hidden="true" />}
          onClick={() => alerts.play()}
        >
          {t('trySound')}
        </Button>
      </div>
      {possible && (
        <Switch
          label={t('notify')}
          on={settings.notifications && !denied}
          onChange={notify}
          explanation={t(denied ? 'notifyDenied' : 'notifyHint')}
        />
      )}
    </>
  );
}

export interface SettingsDialogProps {
  readonly snapshot: Pick<DeskSnapshot, 'autoAccept' | 'ring' | 'state'>;
  readonly shortcuts: boolean;
  readonly onShortcuts: (on: boolean) => void;
  readonly onLanguage: (language: 'en' | 'zh') => void;
  readonly onPassword: () => void;
  readonly onClose: () => void;
}

/** How the desk looks, sounds and answers; all of it is remembered. */
export default function SettingsDialog({
  snapshot,
  shortcuts,
  onShortcuts,
  onLanguage,
  onPassword,
  onClose,
}: SettingsDialogProps) {
  const { t } = useTranslation(['inbox', 'desk']);
  const desk = useDesk();
  return (
    <Dialog title={t('inbox:settings')} onClose={onClose}>
      <div className={styles.form}>
        <Appearance onLanguage={onLanguage} />
        <hr className={styles.rule} />
        <Switch
          label={t('desk:autoAccept')}
          on={snapshot.autoAccept}
          onChange={(on) => desk.setAutoAccept(on)}
        />
        <Switch label={t('desk:ring')} on={snapshot.ring} onChange={(on) => desk.setRing(on)} />
        <Attention />
        <hr className={styles.rule} />
        <Switch label={t('inbox:shortcuts')} on={shortcuts} onChange={onShortcuts} />
        {snapshot.state.name === 'signed-in' && snapshot.state.ownPassword && (
          <>
            <hr className={styles.rule} />
            <div className={styles.row}>
              <span>{t('inbox:password')}</span>
              <Button variant="default" onClick={onPassword}>
                {t('inbox:ownPassword')}
              </Button>
            </div>
          </>
        )}
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('inbox:done')}</Button>
        </div>
      </div>
    </Dialog>
  );
}
