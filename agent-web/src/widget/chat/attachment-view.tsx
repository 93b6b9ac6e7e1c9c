import type { Attachment } from '@weft/proto';
import { Download, FileText } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../ui/bytes.ts';
import { Lightbox } from '../../ui/conversation/lightbox.tsx';
import { isPlayable, SoundPlayer } from '../../ui/voice/sound-player.tsx';
import { useWidget } from '../customer-context.ts';
import chatStyles from './chat.module.css';
import styles from './item.module.css';

const isPicture = ({ mediaType }: Attachment): boolean => /^image\/(png|jpeg|gif|webp|avif)$/.test(mediaType);

/** The file's object URL; undefined while it is on its way, 'gone' when it cannot be had. */
function useFile(attachmentId: string, thumbnail: boolean, wanted: boolean): string | undefined {
  const { files } = useWidget();
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!wanted) return undefined;
    let shown = true;
    files.open(attachmentId, thumbnail).then(
      (opened) => shown && setUrl(opened),
      () => shown && setUrl('gone'),
    );
    return () => {
      shown = false;
    };
  }, [files, attachmentId, thumbnail, wanted]);
  return url;
}

function Enlarged({
  attachment: { attachmentId, fileName },
  onClose,
}: {
  readonly attachment: Attachment;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('chat');
  const url = useFile(attachmentId, false, true);
  return (
    <Lightbox
      name={t('picture', { name: fileName })}
      url={url === 'gone' ? undefined : url}
      failed={url === 'gone'}
      words={{ failed: t('fileGone'), close: t('close'), save: t('save') }}
      fileName={fileName}
      onClose={onClose}
    />
  );
}

function Picture({ attachment }: { readonly attachment: Attachment }) {
  const { t } = useTranslation('chat');
  const [open, setOpen] = useState(false);
  const url = useFile(attachment.attachmentId, attachment.thumbnail, true);
  const { fileName: name, width, height } = attachment;
  if (url === 'gone') return <FileLine attachment={attachment} />;
  const ratio = width > 0 && height > 0 ? { aspectRatio: `${width} / ${height}` } : {};
  return (
    <>
      <button
        type="button"
        className={styles.picture}
        style={ratio}
        aria-label={t('openPicture', { name })}
        onClick={() => setOpen(true)}
      >
        {url !== undefined && <img src={url} alt="" />}
      </button>
      {open && <Enlarged attachment={attachment} onClose={() => setOpen(false)} />}
    </>
  );
}

/** A name and a size; pressing it saves the file. */
function FileLine({ attachment }: { readonly attachment: Attachment }) {
  const { t, i18n } = useTranslation('chat');
  const { files } = useWidget();
  const [gone, setGone] = useState(false);
  const { attachmentId, fileName, bytes } = attachment;
  const save = async (): Promise<void> => {
    try {
      const link = document.createElement('a');
      link.href = await files.open(attachmentId, false);
      link.download = fileName;
      link.click();
      setGone(false);
    } catch {
      setGone(true);
    }
  };
  return (
    <>
      <button type="button" className={styles.file} onClick={() => void save()}>
        <FileText size={24} aria-hidden="true" />
        <span>
          <span className="weft-unseen">{t('download', { name: '' })}</span>
          <bdi>{fileName}</bdi>
          <small>{formatBytes(bytes, i18n.language)}</small>
        </span>
        <Download size={17} aria-hidden="true" />
      </button>
      {gone && (
        <p className={chatStyles.problem} role="alert">
          {t('fileGone')}
        </p>
      )}
    </>
  );
}

/** A file in a conversation: a picture is shown, a sound played, everything else can be saved. */
export function AttachmentView({ attachment }: { readonly attachment: Attachment }) {
  const { files } = useWidget();
  if (isPlayable(attachment))
    return <SoundPlayer attachment={attachment} open={() => files.open(attachment.attachmentId, false)} />;
  return isPicture(attachment) ? <Picture attachment={attachment} /> : <FileLine attachment={attachment} />;
}
