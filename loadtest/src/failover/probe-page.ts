import type { Seen } from './probe.ts';

/**
 * Runs in the page, before its own scripts; playwright sends it as text, so it
 * may use nothing from outside of itself. `names`: parts of the names of the
 * pictures to watch.
 */
export function installProbe(names: readonly string[]): void {
  const KEPT = 8_192;
  const origin = performance.timeOrigin;
  const audio: number[] = [];
  const video: number[] = [];
  const pauses: { endedAtMs: number; lengthMs: number }[] = [];
  const moves: { atMs: number; from: string; to: string; cause: string; silentMs: number }[] = [];
  const blanks: number[] = [];
  const welcomes: number[] = [];
  let receiveTimes = false;
  let toneHeard = false;
  let toneAwaySinceMs: number | undefined;
  const keep = <Item>(list: Item[], item: Item): void => {
    list.push(item);
    if (list.length > 2 * KEPT) list.splice(0, KEPT);
  };
  // The page's own clock: none can be handed in, and an event carries its reading (DOM, section 2.2).
  const nowMs = (): number => origin + new Event('now').timeStamp;

  window.weftProbe = {
    read: (sinceMs): Seen => ({
      audioMs: audio.filter((atMs) => atMs >= sinceMs),
      videoMs: video.filter((atMs) => atMs >= sinceMs),
      pauses: pauses.filter(({ endedAtMs }) => endedAtMs >= sinceMs),
      moves: moves.filter(({ atMs }) => atMs >= sinceMs),
      blanksMs: blanks.filter((atMs) => atMs >= sinceMs),
      welcomesMs: welcomes.filter((atMs) => atMs >= sinceMs),
      ...{ toneAwaySinceMs, toneHeard, receiveTimes },
    }),
  };

  // The page tells of a move on its console.
  const info = console.info.bind(console);
  console.info = (...said: unknown[]): void => {
    const [message, fields] = said;
    if (message === 'moved' && typeof fields === 'object' && fields !== null) {
      const of = (name: string): unknown => Reflect.get(fields, name);
      const text = (name: string): string => String(of(name) ?? '');
      const silentMs = Number(of('silentMs') ?? 0);
      keep(moves, { atMs: nowMs(), from: text('from'), to: text('to'), cause: text('cause'), silentMs });
    }
    info(...said);
  };

  // Frames pass through a worker, so that a busy page does not look like a gap.
  const passFrames = (): void => {
    type Frame = { getMetadata(): { receiveTime?: number } };
    type Passing = { transformer: { readable: ReadableStream<Frame>; writable: WritableStream<Frame> } };
    const scope = self as unknown as { onrtctransform: (event: Passing) => void } & typeof globalThis;
    const tell = (message: object): void => (scope.postMessage as (message: object) => void)(message);
    scope.onrtctransform = ({ transformer: { readable, writable } }) => {
      const note = new TransformStream<Frame, Frame>({
        transform: (frame, controller) => {
          const { receiveTime } = frame.getMetadata();
          const atMs = performance.timeOrigin + (receiveTime ?? new Event('now').timeStamp);
          tell({ atMs, exact: receiveTime !== undefined });
          controller.enqueue(frame);
        },
      });
      readable
        .pipeThrough(note)
        .pipeTo(writable)
        .catch(() => undefined);
    };
  };
  const script = (code: string): string => URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  let frames: Worker | undefined;
  const framesWorker = (): Worker => {
    if (frames !== undefined) return frames;
    frames = new Worker(script(`(${passFrames.toString()})()`));
    frames.onmessage = ({ data }: MessageEvent<{ atMs: number; exact: boolean }>) => {
      receiveTimes ||= data.exact;
      keep(audio, data.atMs);
    };
    return frames;
  };

  // The tone is away while it is below a tenth of what it usually is.
  const TONE = `registerProcessor('weft-tone', class extends AudioWorkletProcessor {
    constructor() { super(); this.usual = 0; this.quiet = 0; this.heard = false; }
    process(inputs) {
      // Two copies of one tone may cancel each other: each is heard by itself.
      let level = 0;
      for (const [channel] of inputs) {
        if (channel === undefined) continue;
        let sum = 0;
        for (const sample of channel) sum += sample * sample;
        level = Math.max(level, Math.sqrt(sum / 128));
      }
      if (level > 0.01 && level > this.usual / 10) {
        if (!this.heard) { this.heard = true; this.port.postMessage({ heard: true }); }
        else if (this.quiet > 0) this.port.postMessage({ lengthMs: this.quiet * 128000 / sampleRate });
        this.usual += (level - this.usual) / 64;
        this.quiet = 0;
      } else if (this.heard) {
        this.quiet += 1;
        if (this.quiet === 1) this.port.postMessage({ away: true });
      }
      return true;
    }
  });`;
  const TRACKS = 8;
  let tracks = 0;
  let tone: Promise<AudioWorkletNode> | undefined;
  const makeTone = async (): Promise<AudioWorkletNode> => {
    const context = new AudioContext();
    await context.audioWorklet.addModule(script(TONE));
    const node = new AudioWorkletNode(context, 'weft-tone', {
      numberOfInputs: TRACKS,
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    const mute = new GainNode(context, { gain: 0 });
    node.connect(mute).connect(context.destination);
    type Word = { lengthMs?: number; away?: boolean; heard?: boolean };
    node.port.onmessage = ({ data }: MessageEvent<Word>) => {
      toneHeard ||= data.heard === true;
      toneAwaySinceMs = data.away === true ? nowMs() : undefined;
      if (data.lengthMs !== undefined) keep(pauses, { endedAtMs: nowMs(), lengthMs: data.lengthMs });
    };
    return node;
  };
  const hear = async (track: MediaStreamTrack): Promise<void> => {
    tone ??= makeTone();
    const node = await tone;
    const source = new MediaStreamAudioSourceNode(node.context as AudioContext, {
      mediaStream: new MediaStream([track]),
    });
    // By its next turn an input's last track has been silent for long.
    source.connect(node, 0, tracks % TRACKS);
    tracks += 1;
    track.addEventListener('ended', () => source.disconnect());
  };

  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(...given: ConstructorParameters<typeof Native>) {
      super(...given);
      this.addEventListener('track', ({ receiver, track }) => {
        if (track.kind !== 'audio') return;
        receiver.transform = new RTCRtpScriptTransform(framesWorker());
        hear(track).catch((error: unknown) => console.warn('the tone cannot be heard', error));
      });
    }
  };

  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given: ConstructorParameters<typeof Plain>) {
      super(...given);
      this.addEventListener('message', () => keep(welcomes, nowMs()), { once: true });
    }
  };

  const { mediaDevices } = navigator;
  if (mediaDevices !== undefined) {
    const capture = mediaDevices.getUserMedia.bind(mediaDevices);
    const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    mediaDevices.getUserMedia = (wish) =>
      capture(typeof wish?.audio === 'object' ? { ...wish, audio: { ...wish.audio, ...raw } } : wish);
  }

  // What lies beneath an earlier picture is not seen before that is taken away.
  const isCovered = (element: HTMLVideoElement): boolean => element.nextElementSibling !== null;
  const seen = new WeakSet<HTMLVideoElement>();
  const framedBeneath = new Set<HTMLVideoElement>();
  const look = (element: HTMLVideoElement): void => {
    if (framedBeneath.has(element) && !isCovered(element)) {
      framedBeneath.delete(element);
      keep(video, nowMs());
    }
    const label = element.getAttribute('aria-label') ?? '';
    if (seen.has(element) || !names.some((name) => label.includes(name))) return;
    seen.add(element);
    if (video.length > 0 && !isCovered(element)) keep(blanks, nowMs());
    const shown: VideoFrameRequestCallback = (_, { presentationTime }) => {
      if (isCovered(element)) framedBeneath.add(element);
      else keep(video, origin + presentationTime);
      element.requestVideoFrameCallback(shown);
    };
    element.requestVideoFrameCallback(shown);
  };
  new MutationObserver(() => document.querySelectorAll('video').forEach(look)).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['aria-label'],
  });
}
