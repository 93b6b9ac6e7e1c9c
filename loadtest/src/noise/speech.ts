import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { resample } from './resample.ts';
import { readWave } from './wave.ts';

const run = promisify(execFile);

/** What the suppressor works at, and what Chromium's audio contexts run at. */
export const SAMPLE_RATE_HZ = 48_000;

/** A synthetic voice of a program that Debian has. */
export type Voice = { readonly program: 'espeak-ng' | 'flite'; readonly voice: string };

export type Language = 'zh' | 'en';

/** Whose speech is to be heard. */
export const TARGETS: Readonly<Record<Language, Voice>> = {
  zh: { program: 'espeak-ng', voice: 'cmn' },
  en: { program: 'flite', voice: 'slt' },
};

/** What they say: how people talk to a contact centre. */
export const SENTENCES: Readonly<Record<Language, readonly string[]>> = {
  zh: [
    '你好，我上个星期买的相机还没有收到，请帮我查一下订单。',
    '我想把地址改成上海市浦东新区，门牌号是一百二十八号。',
    '这个耳机左边没有声音，可以换一个新的吗？',
    '发票请开公司的名字，税号我等一下发给你。',
    '请问今天下午三点以前能送到吗？我五点要出门。',
    '屏幕上一直显示错误，我已经重新启动了两次。',
  ],
  en: [
    'Hello, the camera that I ordered last week has not arrived, could you look it up for me?',
    'I would like to change the address to twelve Harbour Street, second floor.',
    'There is no sound on the left side of these headphones, can I get a new pair?',
    'Please put the company name on the invoice, and send it to my office.',
    'Will it be delivered before three this afternoon? I have to leave at five.',
    'The screen keeps showing an error although I have restarted it twice.',
  ],
};

/** The others in the room, none of them a target. */
const CROWD: readonly { readonly voice: Voice; readonly language: Language }[] = [
  { voice: { program: 'espeak-ng', voice: 'en-us+f4' }, language: 'en' },
  { voice: { program: 'espeak-ng', voice: 'cmn+f2' }, language: 'zh' },
  { voice: { program: 'flite', voice: 'rms' }, language: 'en' },
  { voice: { program: 'flite', voice: 'awb' }, language: 'en' },
  { voice: { program: 'espeak-ng', voice: 'en-gb-scotland+m7' }, language: 'en' },
  { voice: { program: 'espeak-ng', voice: 'cmn+m5' }, language: 'zh' },
];

/** Each other voice saying all its sentences in a row. */
export const crowd = (): Promise<readonly Float32Array[]> =>
  Promise.all(CROWD.map(({ voice, language }) => speak(voice, SENTENCES[language].join(' '))));

/** Speech at 48 kHz. Throws with what to install when the program is lacking. */
export async function speak(voice: Voice, text: string): Promise<Float32Array> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-speech-'));
  try {
    const file = join(folder, 'speech.wav');
    await run(voice.program, argumentsOf(voice, text, file));
    return resample(readWave(await readFile(file)), SAMPLE_RATE_HZ).samples;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error(`${voice.program} is not installed: run apt-get install ${voice.program}`, {
        cause: error,
      });
    }
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const argumentsOf = ({ program, voice }: Voice, text: string, file: string): string[] =>
  program === 'flite' ? ['-voice', voice, '-t', text, '-o', file] : ['-v', voice, '-w', file, text];
