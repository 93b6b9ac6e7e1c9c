import { rmSync } from 'node:fs';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { atExit } from '../stack/at-exit.ts';

/** Where Debian, Ubuntu and Google put it; the environment comes first. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A browser for tests of calls: media over loopback, played without a click. */
const ARGUMENTS: readonly string[] = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
];

/** How a browser differs from others. */
export interface BrowserOptions {
  /** What the pages take for the person's language; "en-US" when absent. */
  readonly locale?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** A RIFF/WAVE file that the fake microphone plays over and over; beeps when absent. */
  readonly microphoneFile?: string;
  /** So many fake cameras; one when absent. */
  readonly cameras?: number;
  /** How the person answers the question about camera and microphone; "allow" when absent. */
  readonly permission?: 'allow' | 'deny';
  /** Lets scripts that are not the pages' own run in them, whatever their policy says; false when absent. */
  readonly foreignScripts?: boolean;
}

/** One Chromium process with a profile of its own. */
export interface Browser extends AsyncDisposable {
  readonly context: BrowserContext;
  readonly version: string;
  /** The folder of its profile, which is on the command line of its processes. */
  readonly profile: string;
  /** What its pages said last on their consoles, a line each: at most 5,000. */
  readonly said: readonly string[];
}

const MAX_SAID = 5_000;

/** Starts Chromium with a fresh profile. Throws with what to install when there is none. */
export async function startBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const { locale = 'en-US', viewport, foreignScripts = false } = options;
  const executablePath = await chromiumPath();
  const profile = await mkdtemp(join(tmpdir(), 'weft-chromium-'));
  let left: Disposable | undefined;
  const remove = async (): Promise<void> => {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    left?.[Symbol.dispose]();
  };
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath,
      args: [...ARGUMENTS, ...deviceArguments(options)],
      bypassCSP: foreignScripts,
      headless: true,
      locale,
      viewport: viewport === undefined ? { width: 1280, height: 800 } : { ...viewport },
      // What stands in the arguments above is all that is wanted of playwright's own.
      ignoreDefaultArgs: ['--headless', '--mute-audio', '--hide-scrollbars'],
      chromiumSandbox: false,
      // `atExit` hears of them. Told twice, by the terminal and by npm, playwright goes and leaves its browsers.
      ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
    });
    left = atExit(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
    const said: string[] = [];
    context.on('console', (message) => {
      said.push(`${new Date(message.timestamp()).toISOString()} ${message.type()} ${message.text()}`);
      if (said.length > MAX_SAID) said.shift();
    });
    return {
      ...{ context, profile, said },
      version: context.browser()?.version() ?? 'unknown',
      [Symbol.asyncDispose]: async () => {
        await context.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Fake camera and microphone, and the answer to the question about them. */
function deviceArguments({ microphoneFile, cameras = 1, permission = 'allow' }: BrowserOptions): string[] {
  const answer = permission === 'deny' ? '=deny' : '';
  return [
    `--use-fake-device-for-media-stream=device-count=${cameras}`,
    `--use-fake-ui-for-media-stream${answer}`,
    ...(microphoneFile === undefined ? [] : [`--use-file-for-fake-audio-capture=${microphoneFile}`]),
  ];
}

/** The browser's program. Throws with what to do when there is none. */
async function chromiumPath(): Promise<string> {
  const given = process.env.WEFT_CHROMIUM;
  for (const place of given === undefined ? PLACES : [given]) {
    const found = await access(place).then(
      () => true,
      () => false,
    );
    if (found) return place;
  }
  throw new Error('Chromium is not installed: run "npm run setup -- --browser", or name it in WEFT_CHROMIUM');
}
