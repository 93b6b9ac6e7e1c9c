import { ImageOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OriginalView } from '../../state/types.ts';
import { useDesk } from '../desk-context.ts';
import { Dialog } from '../dialog.tsx';
import styles from './original-mail.module.css';

type Shown =
  | { readonly name: 'opening' }
  | { readonly name: 'open'; readonly view: OriginalView }
  | { readonly name: 'failed' };

/** Asked for when it is looked at, and again with the pictures. */
function useView(originalId: string, remotePictures: boolean): Shown {
  const { originals } = useDesk().conversations;
  const [shown, setShown] = useState<Shown>({ name: 'opening' });
  useEffect(() => {
    let gone = false;
    originals.view(originalId, remotePictures).then(
      (view) => {
        if (!gone) setShown({ name: 'open', view });
      },
      () => {
        if (!gone) setShown({ name: 'failed' });
      },
    );
    return () => {
      gone = true;
    };
  }, [originals, originalId, remotePictures]);
  return shown;
}

/** A mail as it looked, in a frame in which nothing runs and from which nothing is fetched unasked. */
export default function OriginalMail({
  originalId,
  onClose,
}: {
  readonly originalId: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('thread');
  const [remotePictures, setRemotePictures] = useState(false);
  const shown = useView(originalId, remotePictures);
  const blocked = shown.name === 'open' && !remotePictures ? shown.view.remotePictures : 0;
  return (
    <Dialog title={t('original')} onClose={onClose} wide>
      {blocked > 0 && (
        <p className={styles.blocked}>
          <ImageOff size={16} aria-hidden="true" />
          <span>{t('remoteBlocked', { count: blocked })}</span>
          <button type="button" onClick={() => setRemotePictures(true)}>
            {t('showRemote')}
          </button>
        </p>
      )}
      {shown.name === 'open' && (
        <iframe
          key={shown.view.url}
          className={styles.frame}
          title={t('original')}
          src={shown.view.url}
          // Links open away from here. No scripts, no forms, and not of this origin.
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
        />
      )}
      {shown.name === 'opening' && (
        <div className={styles.frame} role="status" aria-label={t('originalOpening')} />
      )}
      {shown.name === 'failed' && (
        <p className={styles.failed} role="alert">
          {t('originalFailed')}
        </p>
      )}
    </Dialog>
  );
}
