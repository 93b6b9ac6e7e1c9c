import type { Log } from '@weft/proto';
import type { Chime } from './alerts.ts';

/** A message falls, a waiting customer rises: told apart without looking. */
const TONES_HZ = { message: [880, 660], waiting: [660, 880, 990] } as const;
const TONE_SECONDS = 0.11;
/** Above it a desk full of them is a nuisance. */
const LOUDEST = 0.3;

/** Short tones by the browser's oscillators. Silent while the browser lets the page make no sound. */
export function toneChime(log: Log): Chime {
  let context: AudioContext | undefined;
  return (kind, volume) => {
    if (volume === 0 || typeof AudioContext !== 'function') return;
    context ??= new AudioContext();
    context.resume().catch((error: unknown) => log.debug({ error: String(error) }, 'chime held back'));
    const { currentTime, destination } = context;
    TONES_HZ[kind].forEach((frequency, index) => {
      if (context === undefined) return;
      const at = currentTime + 0.02 + index * TONE_SECONDS;
      const tone = new OscillatorNode(context, { frequency, type: 'sine' });
      const gain = new GainNode(context, { gain: 0 });
      // Ramps instead of steps: a step clicks.
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(LOUDEST * volume, at + 0.015);
      gain.gain.linearRampToValueAtTime(0, at + TONE_SECONDS * 1.6);
      tone.connect(gain).connect(destination);
      tone.start(at);
      tone.stop(at + TONE_SECONDS * 1.7);
    });
  };
}
