import { Pause, TriangleAlert, WifiOff, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaptureDevice, LinkSnapshot, MediaSnapshot, SendSnapshot } from '../../state/types.ts';
import { useProblemText } from '../problem-text.ts';
import styles from './stage.module.css';

function Notice({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={styles.notice} role="status">
      {icon}
      <span>{children}</span>
    </div>
  );
}

/** Why a device does not send, with what to do; the person may put it away. A closed screen choice is no failure. */
function CaptureNotice({ device, send }: { readonly device: CaptureDevice; readonly send: SendSnapshot }) {
  const { t } = useTranslation('call');
  const tell = useProblemText();
  const [dismissed, setDismissed] = useState<SendSnapshot>();
  if (send.name !== 'failed' || send === dismissed) return null;
  if (device === 'screen' && (send.error === 'dismissed' || send.error === 'denied')) return null;
  const { title, advice } = tell({ name: 'capture', device, error: send.error, hint: send.hint });
  return (
    <div className={styles.notice} role="alert">
      <TriangleAlert size={18} />
      <span>
        <strong>{title}</strong>
        {advice}
      </span>
      <button
        type="button"
        className={styles.noticeClose}
        aria-label={t('close')}
        onClick={() => setDismissed(send)}
      >
        <X size={16} />
      </button>
    </div>
  );
}

/** Everything the person should know about the call right now, worst first. */
export function Notices({
  link,
  media,
  held,
}: {
  readonly link: LinkSnapshot;
  readonly media: MediaSnapshot;
  readonly held: boolean;
}) {
  const { t } = useTranslation('call');
  const tell = useProblemText();
  const { connection } = media;
  return (
    <>
      {connection.name === 'failed' && (
        <Notice icon={<TriangleAlert size={18} />}>
          {t('mediaFailed')} {tell(connection.problem).title}
        </Notice>
      )}
      {connection.name === 'repairing' && <Notice icon={<WifiOff size={18} />}>{t('mediaRepairing')}</Notice>}
      {link.name === 'interrupted' && connection.name === 'connected' && (
        <Notice icon={<WifiOff size={18} />}>{t('linkInterrupted')}</Notice>
      )}
      {held && (
        <Notice icon={<Pause size={18} />}>
          <strong>{t('heldNotice')}</strong>
          {t('heldHint')}
        </Notice>
      )}
      <CaptureNotice device="microphone" send={media.microphone} />
      <CaptureNotice device="camera" send={media.camera} />
      <CaptureNotice device="screen" send={media.screen} />
    </>
  );
}
