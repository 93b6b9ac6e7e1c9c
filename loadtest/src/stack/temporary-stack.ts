import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Stack, startStack } from '@weft/control-plane/stack';
import { atExit } from './at-exit.ts';

type StackOptions = Parameters<typeof startStack>[0];

/** A whole Weft on free ports with data of its own that goes with it. */
export interface TemporaryStack extends AsyncDisposable {
  readonly stack: Stack;
}

/** Load from one machine is many people behind one address: these limits are set for it, and nothing else is. */
const SETTINGS: NonNullable<StackOptions['settings']> = {
  control: { WEFT_CONTROL_GUESTS_PER_MINUTE: '100000', WEFT_CONTROL_SIGN_INS_PER_MINUTE: '100000' },
};

/** The same limits with more settings of the control plane. */
export const settingsWith = (control: Readonly<Record<string, string>>): typeof SETTINGS => ({
  ...SETTINGS,
  control: { ...SETTINGS.control, ...control },
});

/** Resolves when everything of it is ready. Disposing stops it and removes its data. */
export async function startTemporaryStack(
  options: Omit<StackOptions, 'dataDir' | 'freePorts'> = {},
): Promise<TemporaryStack> {
  const dataDir = await mkdtemp(join(tmpdir(), 'weft-load-'));
  let stack: Stack | undefined;
  const left = atExit(() => {
    stack?.stopNow();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  const remove = async (): Promise<void> => {
    await rm(dataDir, { recursive: true, force: true });
    left[Symbol.dispose]();
  };
  try {
    const started = await startStack({ settings: SETTINGS, ...options, dataDir, freePorts: true });
    stack = started;
    return {
      stack: started,
      [Symbol.asyncDispose]: async () => {
        await started.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
