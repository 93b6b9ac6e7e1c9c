import type { Attachment } from '@weft/proto';
import { FileText, ImageOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../ui/bytes.ts';
import { Lightbox } from '../../ui/conversation/lightbox.tsx';
import { isPlayable, SoundPlayer } from '../../ui/voice/sound-player.tsx';
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

/** A file's object URL, asked for when it is wanted. */
function useFile(attachmentId: string, thumbnail: boolean): Opened {
  const { files } = useDesk().conversations;
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
  return opened;
}

function Enlarged({
  attachment: { attachmentId, fileName },
  onClose,
}: {
  readonly attachment: Attachment;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('thread');
  const opened = useFile(attachmentId, false);
  return (
    <Lightbox
      name={t('pictureOf', { name: fileName })}
      url={opened.name === 'open' ? opened.url : undefined}
      failed={opened.name === 'failed'}
      words={{ failed: t('pictureFailed'), close: t('closePicture'), save: t('savePicture') }}
      fileName={fileName}
      onClose={onClose}
    />
  );
}

/** A picture, small; a press shows it as large as there is room for. */
function Picture({ attachment }: { readonly attachment: Attachment }) {
  const { t } = useTranslation('thread');
  const { attachmentId, fileName: name, thumbnail } = attachment;
  const opened = useFile(attachmentId, thumbnail);
  const [enlarged, setEnlarged] = useState(false);
  const size = sizeOf(attachment);
  return (
    <>
      <button
        type="button"
        className={styles.picture}
        title={t('download', { name })}
        aria-label={t('download', { name })}
        onClick={() => setEnlarged(true)}
      >
        {opened.name === 'open' ? (
          <img src={opened.url} alt="" {...size} draggable={false} />
        ) : (
          <span className={styles.noPicture} style={size}>
            {opened.name === 'failed' && <ImageOff size={24} role="img" aria-label={t('pictureFailed')} />}
          </span>
        )}
      </button>
      {enlarged && <Enlarged attachment={attachment} onClose={() => setEnlarged(false)} />}
    </>
  );
}

/** Anything else by name; a press saves it. */
function OtherFile({ attachment }: { readonly attachment: Attachment }) {
  const { t, i18n } = useTranslation('thread');
  const { files } = useDesk().conversations;
  const { attachmentId, fileName, bytes } = attachment;
  const [failed, setFailed] = useState(false);
  const save = (): void => {
    files.open(attachmentId, false).then(
      (url) => {
        setFailed(false);
        const link = document.createElement('a');
        link.href = url;
        link.download = fileName;
        link.click();
      },
      () => setFailed(true),
    );
  };
  return (
    <>
      <button type="button" className={styles.file} title={t('download', { name: fileName })} onClick={save}>
        <FileText size={22} aria-hidden="true" />
        <span>
          <b dir="auto">{fileName}</b>
          <small>{formatBytes(bytes, i18n.language)}</small>
        </span>
      </button>
      {failed && (
        <small className={styles.fileFailed} role="alert">
          {t('fileFailed')}
        </small>
      )}
    </>
  );
}

/** A file that was sent along. */
export function AttachmentView({ attachment }: { readonly attachment: Attachment }) {
  const { files } = useDesk().conversations;
  if (isPlayable(attachment))
    return <SoundPlayer attachment={attachment} open={() => files.open(attachment.attachmentId, false)} />;
  return attachment.mediaType.startsWith('image/') ? (
    <Picture attachment={attachment} />
  ) : (
    <OtherFile attachment={attachment} />
  );
}
