import { atLevel, babble, mixAtSnr, pinkNoise, whiteNoise } from './noises.ts';
import { type Random, seededRandom } from './random.ts';
import { crowd, type Language, SAMPLE_RATE_HZ, SENTENCES, speak, TARGETS } from './speech.ts';

/** A kind of noise at a signal-to-noise ratio. */
export type Condition = 'white-0' | 'white-10' | 'pink-5' | 'babble-5';

/** All of them, with their SNR in dB. */
export const CONDITIONS: readonly { readonly name: Condition; readonly snrDb: number }[] = [
  { name: 'white-0', snrDb: 0 },
  { name: 'white-10', snrDb: 10 },
  { name: 'pink-5', snrDb: 5 },
  { name: 'babble-5', snrDb: 5 },
];

/** One sentence under one noise. */
export interface Case {
  readonly condition: Condition;
  readonly language: Language;
  readonly speech: Float32Array;
  readonly heard: Float32Array;
}

/** RMS of a person speaking at a microphone: 26 dB below overload (ITU-T P.56). */
const SPEECH_LEVEL = 10 ** (-26 / 20);

/** Every sentence of both languages under every condition, with `seeds` different noises each. */
export async function cases(seeds: number): Promise<readonly Case[]> {
  const voices = await crowd();
  const spoken = await Promise.all(
    (['zh', 'en'] as const).flatMap((language) =>
      SENTENCES[language].map(async (text) => ({
        language,
        speech: atLevel(await speak(TARGETS[language], text), SPEECH_LEVEL),
      })),
    ),
  );
  return spoken.flatMap(({ language, speech }, sentence) =>
    Array.from({ length: seeds }, (_, seed) =>
      CONDITIONS.map(({ name, snrDb }, i): Case => {
        const random = seededRandom(1 + i + CONDITIONS.length * (sentence + spoken.length * seed));
        const heard = mixAtSnr(speech, noiseOf(name, speech.length, voices, random), snrDb);
        return { condition: name, language, speech, heard };
      }),
    ).flat(),
  );
}

function noiseOf(
  condition: Condition,
  length: number,
  voices: readonly Float32Array[],
  random: Random,
): Float32Array {
  switch (condition) {
    case 'white-0':
    case 'white-10':
      return whiteNoise(length, random);
    case 'pink-5':
      return pinkNoise(length, SAMPLE_RATE_HZ, random);
    case 'babble-5':
      return babble(length, voices, random);
  }
}
