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
  /** Called with its height in device pixels once it plays, and whenever that changes. */
  readonly onSize?: (height: number) => void;
}

/** Plays a stream's picture. */
export function VideoView(props: VideoViewProps) {
  const { stream, label, mirrored = false, fit = 'cover', onFirstFrame, onSize } = props;
  const element = useRef<HTMLVideoElement>(null);
  const shown = useRef(onFirstFrame);
  const sized = useRef(onSize);
  useEffect(() => {
    shown.current = onFirstFrame;
    sized.current = onSize;
  });
  useEffect(() => {
    const video = element.current;
    if (video === null) return;
    const sizes = new ResizeObserver(([entry]) => {
      if (entry !== undefined) sized.current?.(entry.contentRect.height * devicePixelRatio);
    });
    const request = video.requestVideoFrameCallback(() => {
      shown.current?.();
      // Only what plays has a place at the node that could be asked.
      sizes.observe(video);
    });
    video.srcObject = stream;
    // A muted video may always play; a refusal means that it was removed meanwhile.
    video.play().catch(() => undefined);
    return () => {
      video.cancelVideoFrameCallback(request);
      sizes.disconnect();
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
