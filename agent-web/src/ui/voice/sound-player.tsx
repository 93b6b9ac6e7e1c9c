import type { Attachment } from '@weft/proto';
import { Download, LoaderCircle, Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isVoiceMessage } from '../../state/voice/voice-recorder.ts';
import { formatDuration } from '../duration.ts';
import styles from './voice.module.css';

/** Beyond the end of any sound: going there makes a browser find out how long it is. */
const BEYOND_S = 1e9;
const SECOND_MS = 1_000;
/** How fine the position can be set, in seconds. */
const STEP_S = 0.1;

/** The one that plays: two voices at once are understood by nobody. */
let playing: HTMLAudioElement | undefined;

/** Whether this browser can play it, as far as its type tells. */
export const isPlayable = ({ mediaType }: Attachment): boolean =>
  mediaType.startsWith('audio/') && document.createElement('audio').canPlayType(mediaType) !== '';

const happens = (audio: HTMLAudioElement, name: 'loadedmetadata' | 'seeked'): Promise<void> =>
  new Promise((resolve, reject) => {
    audio.addEventListener(name, () => resolve(), { once: true });
    audio.addEventListener('error', () => reject(new Error('not playable')), { once: true });
  });

/** Loads it as far as that its length is known: recorders do not write it down. */
async function prepare(audio: HTMLAudioElement, url: string): Promise<void> {
  const known = happens(audio, 'loadedmetadata');
  audio.src = url;
  await known;
  if (Number.isFinite(audio.duration)) return;
  const sought = happens(audio, 'seeked');
  audio.currentTime = BEYOND_S;
  await sought;
  const back = happens(audio, 'seeked');
  audio.currentTime = 0;
  await back;
}

interface Playing {
  readonly is: 'still' | 'loading' | 'playing';
  readonly atS: number;
  /** 0 = not known yet. */
  readonly totalS: number;
}

/** A sound in a conversation, played where it stands; its bytes are fetched when somebody wants to hear it. */
export function SoundPlayer({
  attachment: { fileName },
  open,
}: {
  readonly attachment: Attachment;
  /** The object URL of its bytes. */
  readonly open: () => Promise<string>;
}) {
  const { t } = useTranslation('voice');
  const element = useRef<HTMLAudioElement>(null);
  const [{ is, atS, totalS }, setPlaying] = useState<Playing>({ is: 'still', atS: 0, totalS: 0 });
  const [gone, setGone] = useState(false);
  const change = (now: Partial<Playing>): void => setPlaying((before) => ({ ...before, ...now }));
  useEffect(() => {
    const audio = element.current;
    return () => audio?.pause();
  }, []);
  const name = isVoiceMessage(fileName) ? t('message') : fileName;

  const toggle = async (): Promise<void> => {
    const audio = element.current;
    if (audio === null || is === 'loading') return;
    if (is === 'playing') return audio.pause();
    setGone(false);
    try {
      if (totalS === 0) {
        change({ is: 'loading' });
        await prepare(audio, await open());
        change({ totalS: Number.isFinite(audio.duration) ? audio.duration : 0 });
      }
      if (playing !== audio) playing?.pause();
      playing = audio;
      await audio.play();
    } catch {
      change({ is: 'still' });
      setGone(true);
    }
  };
  const save = async (): Promise<void> => {
    try {
      const link = document.createElement('a');
      link.href = await open();
      link.download = fileName;
      link.click();
      setGone(false);
    } catch {
      setGone(true);
    }
  };
  const [elapsed, total] = [formatDuration(atS * SECOND_MS), formatDuration(totalS * SECOND_MS)];
  const Icon = is === 'playing' ? Pause : is === 'loading' ? LoaderCircle : Play;
  const pressed = t(is === 'playing' ? 'pause' : 'play', { name });
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: what people say to each other has no captions */}
      <audio
        ref={element}
        preload="none"
        onPlay={() => change({ is: 'playing' })}
        onPause={() => change({ is: 'still' })}
        onTimeUpdate={({ currentTarget: audio }) => {
          // Not while its length is found out.
          if (is === 'playing') change({ atS: audio.currentTime });
        }}
        onEnded={() => change({ is: 'still', atS: 0 })}
      />
      <div className={styles.player} data-sound={is}>
        <button
          type="button"
          className={styles.play}
          aria-label={pressed}
          title={pressed}
          aria-busy={is === 'loading'}
          onClick={() => void toggle()}
        >
          <Icon size={19} aria-hidden="true" />
        </button>
        <span className={styles.sound}>
          <bdi>{name}</bdi>
          <input
            type="range"
            min={0}
            max={totalS || 1}
            step={STEP_S}
            value={Math.min(atS, totalS || 1)}
            disabled={totalS === 0}
            aria-label={t('position', { name })}
            aria-valuetext={t('elapsed', { elapsed, total })}
            onChange={({ currentTarget }) => {
              const next = Number(currentTarget.value);
              if (element.current !== null) element.current.currentTime = next;
              change({ atS: next });
            }}
          />
          <small aria-hidden="true">{totalS === 0 ? elapsed : `${elapsed} / ${total}`}</small>
        </span>
        <button
          type="button"
          className={styles.save}
          aria-label={t('save', { name: fileName })}
          title={t('save', { name: fileName })}
          onClick={() => void save()}
        >
          <Download size={17} aria-hidden="true" />
        </button>
      </div>
      {gone && (
        <p className={styles.gone} role="alert">
          {t('gone')}
        </p>
      )}
    </>
  );
}
