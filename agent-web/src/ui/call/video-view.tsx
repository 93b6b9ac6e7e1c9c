import { useEffect, useRef } from 'react';
import styles from './stage.module.css';

/** A moving picture without sound. */
export interface VideoViewProps {
  readonly stream: MediaStream;
  /** Its accessible name; empty = decoration. */
  readonly label: string;
  /** Shown as in a mirror: one's own camera. */
  readonly mirrored?: boolean;
  /** Whether the whole picture is shown (a screen) or it fills its place (a face). */
  readonly fit?: 'cover' | 'contain';
  /** Called once for each stream when its first frame has been shown. */
  readonly onFirstFrame?: () => void;
}

/** Plays a stream's picture. */
export function VideoView({ stream, label, mirrored = false, fit = 'cover', onFirstFrame }: VideoViewProps) {
  const element = useRef<HTMLVideoElement>(null);
  const shown = useRef(onFirstFrame);
  useEffect(() => {
    shown.current = onFirstFrame;
  });
  useEffect(() => {
    const video = element.current;
    if (video === null) return;
    const request = video.requestVideoFrameCallback(() => shown.current?.());
    video.srcObject = stream;
    // A muted video may always play; a refusal means that it was removed meanwhile.
    video.play().catch(() => undefined);
    return () => {
      video.cancelVideoFrameCallback(request);
      video.srcObject = null;
    };
  }, [stream]);
  return (
    <video
      ref={element}
      className={styles.video}
      data-fit={fit}
      data-mirrored={mirrored || undefined}
      aria-label={label === '' ? undefined : label}
      aria-hidden={label === '' || undefined}
      autoPlay
      playsInline
      muted
      disablePictureInPicture={label === ''}
    />
  );
}
