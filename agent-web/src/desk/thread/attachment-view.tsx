import type { Attachment } from '@weft/proto';
import { FileText, ImageOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../ui/bytes.ts';
import { useDesk } from '../desk-context.ts';
import styles from './bubble.module.css';

type Opened =
  | { readonly name: 'opening' }
  | { readonly name: 'open'; readonly url: string }
  | { readonly name: 'failed' };

/** Kept in its shape before it is there, so that nothing jumps. */
const MAX_WIDTH_PX = 320;
const MAX_HEIGHT_PX = 240;

function sizeOf({ width, height }: Attachment): { readonly width: number; readonly height: number } {
  if (width === 0 || height === 0) return { width: MAX_WIDTH_PX, height: MAX_HEIGHT_PX };
  const scale = Math.min(1, MAX_WIDTH_PX / width, MAX_HEIGHT_PX / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function Picture({ attachment }: { readonly attachment: Attachment }) {
  const { t } = useTranslation('thread');
  const { files } = useDesk().conversations;
  const { attachmentId, fileName, thumbnail } = attachment;
  const [opened, setOpened] = useState<Opened>({ name: 'opening' });
  useEffect(() => {
    let gone = false;
    files.open(attachmentId, thumbnail).then(
      (url) => {
        if (!gone) setOpened({ name: 'open', url });
      },
      () => {
        if (!gone) setOpened({ name: 'failed' });
      },
    );
    return () => {
      gone = true;
    };
  }, [files, attachmentId, thumbnail]);
  const size = sizeOf(attachment);
  if (opened.name === 'open')
    return <img src={opened.url} alt={t('pictureOf', { name: fileName })} {...size} draggable={false} />;
  return (
    <span className={styles.noPicture} style={size}>
      {opened.name === 'failed' && <ImageOff size={24} role="img" aria-label={t('pictureFailed')} />}
    </span>
  );
}

/** A file that was sent along: a picture as such, anything else by name; a press opens or saves it. */
export function AttachmentView({ attachment }: { readonly attachment: Attachment }) {
  const { t, i18n } = useTranslation('thread');
  const { files } = useDesk().conversations;
  const { attachmentId, fileName, bytes, mediaType } = attachment;
  const [failed, setFailed] = useState(false);
  const picture = mediaType.startsWith('image/');
  const open = (): void => {
    files.open(attachmentId, false).then(
      (url) => {
        setFailed(false);
        const link = document.createElement('a');
        link.href = url;
        if (picture) link.target = '_blank';
        else link.download = fileName;
        link.click();
      },
      () => setFailed(true),
    );
  };
  return (
    <>
      <button
        type="button"
        className={picture ? styles.picture : styles.file}
        title={t('download', { name: fileName })}
        {...(picture ? { 'aria-label': t('download', { name: fileName }) } : {})}
        onClick={open}
      >
        {picture ? (
          <Picture attachment={attachment} />
        ) : (
          <>
            <FileText size={22} aria-hidden="true" />
            <span>
              <b dir="auto">{fileName}</b>
              <small>{formatBytes(bytes, i18n.language)}</small>
            </span>
          </>
        )}
      </button>
      {failed && (
        <small className={styles.fileFailed} role="alert">
          {t('fileFailed')}
        </small>
      )}
    </>
  );
}
