import { useEffect, useRef, useState } from 'react';
import styles from './stage.module.css';
import { Succession } from './succession.ts';

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

/**
 * Plays a stream's picture. One that follows upon another, as when a call moves to another node, begins
 * beneath it and takes its place when it runs.
 */
export function VideoView(props: VideoViewProps) {
  const { stream } = props;
  const [shown, setShown] = useState(stream);
  const frameAtMs = useRef(Number.NEGATIVE_INFINITY);
  const succession = useRef<Succession>(undefined);
  useEffect(() => {
    if (shown === stream) return;
    const next = new Succession(frameAtMs.current);
    succession.current = next;
    const look = (atMs: number): void => {
      if (next.isDue(atMs)) setShown(stream);
      else request = requestAnimationFrame(look);
    };
    let request = requestAnimationFrame(look);
    return () => {
      cancelAnimationFrame(request);
      succession.current = undefined;
    };
  }, [shown, stream]);
  const framed = (of: MediaStream, atMs: number): void => {
    if (of === shown) {
      frameAtMs.current = atMs;
      succession.current?.earlierFrame(atMs);
    } else succession.current?.nextFrame();
  };
  const streams = shown === stream ? [stream] : [stream, shown];
  return (
    <div className={styles.pictures}>
      {streams.map((one) => (
        <Picture
          key={one.id}
          {...props}
          stream={one}
          label={one === stream ? props.label : ''}
          onFrame={(atMs) => framed(one, atMs)}
        />
      ))}
    </div>
  );
}

interface PictureProps extends VideoViewProps {
  /** Called for every frame that is shown, with the time of the page's clock. */
  readonly onFrame: (atMs: number) => void;
}

function Picture(props: PictureProps) {
  const { stream, label, mirrored = false, fit = 'cover', onFirstFrame, onSize, onFrame } = props;
  const element = useRef<HTMLVideoElement>(null);
  const told = useRef({ onFirstFrame, onSize, onFrame });
  useEffect(() => {
    told.current = { onFirstFrame, onSize, onFrame };
  });
  useEffect(() => {
    const video = element.current;
    if (video === null) return;
    const sizes = new ResizeObserver(([entry]) => {
      if (entry !== undefined) told.current.onSize?.(entry.contentRect.height * devicePixelRatio);
    });
    let request = video.requestVideoFrameCallback((atMs) => {
      told.current.onFirstFrame?.();
      // Only what plays has a place at the node that could be asked.
      sizes.observe(video);
      next(atMs);
    });
    const next = (atMs: number): void => {
      told.current.onFrame(atMs);
      request = video.requestVideoFrameCallback(next);
    };
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
