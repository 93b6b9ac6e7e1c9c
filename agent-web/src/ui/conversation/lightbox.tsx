import { useState } from 'react';
import { useModal } from '../modal.ts';
import styles from './lightbox.module.css';

interface LightboxProps {
  /** Of the dialog and of the picture in it. */
  readonly name: string;
  /** Undefined while it is on its way. */
  readonly url: string | undefined;
  /** It cannot be had. */
  readonly failed: boolean;
  readonly words: { readonly failed: string; readonly close: string; readonly save: string };
  /** What it is saved as. */
  readonly fileName: string;
  readonly onClose: () => void;
}

/** A picture as large as there is room for; Escape, the button and a press beside it close it. */
export function Lightbox({ name, url, failed, words, fileName, onClose }: LightboxProps) {
  const dialog = useModal(onClose);
  const [broken, setBroken] = useState(false);
  const save = (): void => {
    const link = document.createElement('a');
    link.href = url ?? '';
    link.download = fileName;
    link.click();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      className={styles.lightbox}
      aria-label={name}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      <div>
        {failed || broken ? (
          <p role="alert">{words.failed}</p>
        ) : (
          <img src={url} alt={name} onError={() => setBroken(true)} />
        )}
        <div className={styles.tools}>
          {url !== undefined && (
            <button type="button" onClick={save}>
              {words.save}
            </button>
          )}
          <button type="button" data-primary onClick={() => dialog.current?.close()}>
            {words.close}
          </button>
        </div>
      </div>
    </dialog>
  );
}
