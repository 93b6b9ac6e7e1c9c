import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Stack, startStack } from '@weft/control-plane/stack';

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
  const remove = (): Promise<void> => rm(dataDir, { recursive: true, force: true });
  try {
    const stack = await startStack({ settings: SETTINGS, ...options, dataDir, freePorts: true });
    return {
      stack,
      [Symbol.asyncDispose]: async () => {
        await stack.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
