import { type LucideIcon, MessageSquareText, Phone, Settings2, ShieldCheck, Video } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerSnapshot } from '../state/types.ts';
import { DeviceDialog } from '../ui/devices/device-dialog.tsx';
import { Hero } from '../ui/look/hero.tsx';
import { useStore } from '../ui/use-store.ts';
import { useCodeProblem } from './code-problem.ts';
import { useWidget } from './customer-context.ts';
import type { CallChoice } from './host-messages.ts';
import { useLook } from './look/use-look.ts';
import styles from './widget.module.css';
import { WindowButtons } from './window-buttons.tsx';

function LinkLine({ link }: Pick<CustomerSnapshot, 'link'>) {
  const { t } = useTranslation('widget');
  switch (link.name) {
    case 'connecting':
      return <p className={styles.linkLine}>{t('connectingService')}</p>;
    case 'interrupted':
    case 'failed':
      return (
        <p className={styles.linkLine} data-bad>
          {t('serviceUnreachable')}
        </p>
      );
    case 'idle':
    case 'ready':
      return null;
  }
}

interface ChoiceProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly hint: string;
  /** Something new is behind it. */
  readonly fresh?: boolean;
  readonly onClick: () => void;
}

function Choice({ icon: Icon, label, hint, fresh = false, onClick }: ChoiceProps) {
  const id = useId();
  return (
    <div className={styles.choice}>
      <span className={styles.choiceIcon}>
        <Icon size={24} aria-hidden="true" />
      </span>
      <span>
        <button type="button" aria-describedby={id} onClick={onClick}>
          {label}
        </button>
        <small id={id} data-fresh={fresh || undefined}>
          {hint}
        </small>
      </span>
    </div>
  );
}

/** Before a call: what can be done here. */
export function Idle({
  snapshot,
  onStart,
}: {
  readonly snapshot: CustomerSnapshot;
  readonly onStart: (kind: CallChoice) => void;
}) {
  const { t } = useTranslation(['widget', 'chat']);
  const { customer, chat, chatShown, followed } = useWidget();
  const codeProblem = useCodeProblem();
  const { unread } = useStore(chat);
  const look = useLook();
  const [choosing, setChoosing] = useState(false);
  return (
    <div className={styles.idle}>
      <Hero
        company={look.company}
        greeting={look.greeting}
        introduction={t(look.calls ? 'introduction' : 'introductionChat')}
        buttons={<WindowButtons />}
        wide
      />
      <div className={styles.choices}>
        {followed.is === 'refused' && (
          <p className={styles.refusedLink} role="alert">
            {codeProblem(followed.problem)}
          </p>
        )}
        <Choice
          icon={MessageSquareText}
          label={t('chat:chat')}
          hint={unread > 0 ? t('chat:newItems', { count: unread }) : t('chat:chatHint')}
          fresh={unread > 0}
          onClick={() => chatShown.set(true)}
        />
        {look.calls && (
          <>
            <Choice
              icon={Phone}
              label={t('voiceCall')}
              hint={t('voiceCallHint')}
              onClick={() => onStart('voice')}
            />
            <Choice
              icon={Video}
              label={t('videoCall')}
              hint={t('videoCallHint')}
              onClick={() => onStart('video')}
            />
            <button type="button" className={styles.quiet} onClick={() => setChoosing(true)}>
              <Settings2 size={18} aria-hidden="true" /> {t('devices')}
            </button>
          </>
        )}
      </div>
      <footer className={styles.foot}>
        <div role="status">
          <LinkLine link={snapshot.link} />
        </div>
        {look.calls && (
          <p>
            <ShieldCheck size={15} aria-hidden="true" /> {t('privacy')}
          </p>
        )}
      </footer>
      {choosing && (
        <DeviceDialog
          devices={customer.devices}
          noise={snapshot.noise}
          onNoise={(on) => customer.setNoiseSuppression(on)}
          kind="video"
          onClose={() => setChoosing(false)}
        />
      )}
    </div>
  );
}
