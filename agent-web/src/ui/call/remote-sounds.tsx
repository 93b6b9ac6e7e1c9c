import { Volume2 } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RemoteParticipant } from '../../state/types.ts';
import styles from './stage.module.css';

interface SoundProps {
  readonly stream: MediaStream;
  readonly speakerId: string;
  /** The browser wants a click before it plays. */
  readonly onBlocked: (element: HTMLAudioElement) => void;
}

function Sound({ stream, speakerId, onBlocked }: SoundProps) {
  const element = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const audio = element.current;
    if (audio === null) return;
    audio.srcObject = stream;
    audio.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') onBlocked(audio);
    });
    return () => {
      audio.srcObject = null;
    };
  }, [stream, onBlocked]);
  useEffect(() => {
    const audio = element.current;
    if (audio === null || !('setSinkId' in audio)) return;
    // A speaker that was pulled out: the browser goes on with the default one.
    audio.setSinkId(speakerId).catch(() => undefined);
  }, [speakerId]);
  // biome-ignore lint/a11y/useMediaCaption: a live voice has no captions to show
  return <audio ref={element} autoPlay />;
}

/** Everything that is heard from the others; asks for a click where the browser insists on one. */
export function RemoteSounds({
  remotes,
  speakerId,
}: {
  readonly remotes: readonly RemoteParticipant[];
  readonly speakerId: string;
}) {
  const { t } = useTranslation('call');
  const [blocked, setBlocked] = useState<readonly HTMLAudioElement[]>([]);
  const onBlocked = useCallback((audio: HTMLAudioElement) => setBlocked((before) => [...before, audio]), []);
  const tracks = remotes.flatMap(({ microphone, screenAudio }) => [microphone, screenAudio]);
  return (
    <>
      {tracks.map((track) =>
        track === undefined ? null : (
          <Sound key={track.stream.id} stream={track.stream} speakerId={speakerId} onBlocked={onBlocked} />
        ),
      )}
      {blocked.length > 0 && (
        <div className={styles.notice} role="alert">
          <span>{t('soundBlocked')}</span>
          <button
            type="button"
            className={styles.noticeButton}
            onClick={() => {
              for (const audio of blocked) audio.play().catch(() => undefined);
              setBlocked([]);
            }}
          >
            <Volume2 size={16} /> {t('turnOnSound')}
          </button>
        </div>
      )}
    </>
  );
}
