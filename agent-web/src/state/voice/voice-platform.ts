import type { CaptureContext } from '../devices/capture-failure.ts';
import { browserPlatform } from '../devices/platform.ts';

/** A recording under way. */
export interface Recording {
  /** Ends it and gives what was recorded; the same when it is asked for twice. Rejects when the browser failed. */
  stop(): Promise<Blob>;
}

/** What of the browser records a voice: a port, so that tests need no browser. */
export interface VoicePlatform {
  /** What it records as, such as "audio/webm"; empty = it cannot. */
  readonly mediaType: string;
  /** Rejects with what the browser throws. */
  openMicrophone(): Promise<MediaStreamTrack>;
  context(): CaptureContext;
  /** Begins. Throws when the browser cannot after all. */
  record(track: MediaStreamTrack): Recording;
}

/** Opus where there is it; what else a browser gives is played by the others, too. */
const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'] as const;
/** Enough for a voice: three minutes are below a megabyte. */
const BITS_PER_SECOND = 32_000;

const recorded = (): string =>
  typeof MediaRecorder === 'undefined'
    ? ''
    : (TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? '');

function record(track: MediaStreamTrack): Recording {
  const recorder = new MediaRecorder(new MediaStream([track]), {
    mimeType: recorded(),
    audioBitsPerSecond: BITS_PER_SECOND,
  });
  const parts: Blob[] = [];
  const ended = Promise.withResolvers<Blob>();
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  recorder.addEventListener('error', () => ended.reject(new Error('the browser stopped recording')));
  // Its type without its codecs, as the server tells types.
  recorder.addEventListener('stop', () =>
    ended.resolve(new Blob(parts, { type: recorder.mimeType.split(';')[0] ?? '' })),
  );
  // Whoever stops it hears of a failure; before, nobody has to.
  ended.promise.catch(() => undefined);
  recorder.start();
  return {
    stop: () => {
      if (recorder.state !== 'inactive') recorder.stop();
      return ended.promise;
    },
  };
}

/** The browser's own. */
export const browserVoice: VoicePlatform = {
  get mediaType() {
    return recorded().split(';')[0] ?? '';
  },
  openMicrophone: () => browserPlatform.openMicrophone({ echoCancellation: true, noiseSuppression: true }),
  context: () => browserPlatform.context('microphone'),
  record,
};
