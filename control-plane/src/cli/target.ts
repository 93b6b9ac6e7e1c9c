import { DataFolder } from './data-folder.ts';
import { CommandFailure } from './failure.ts';
import { isRunning } from './process-mark.ts';
import { readSignIns } from './sign-ins.ts';

/** A control plane to talk to, and as whom. */
export interface Target {
  readonly url: string;
  readonly login: string;
  readonly password: string;
}

/**
 * Whom a command talks to: WEFT_URL with WEFT_LOGIN and WEFT_PASSWORD where
 * they are set, else the stack that runs on the data folder, as its operator.
 * Throws CommandFailure when there is neither.
 */
export async function findTarget(
  dataDir: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Target> {
  const { WEFT_URL: url, WEFT_LOGIN: login, WEFT_PASSWORD: password } = environment;
  if (url !== undefined && url !== '') {
    if (login === undefined || password === undefined) {
      throw new CommandFailure(
        'With WEFT_URL set, WEFT_LOGIN and WEFT_PASSWORD of an operator are needed too.',
      );
    }
    if (!URL.canParse(url)) throw new CommandFailure(`WEFT_URL is not a URL: ${url}`);
    return { url: url.replace(/\/+$/, ''), login, password };
  }
  const folder = new DataFolder(dataDir);
  const state = await folder.readState();
  if (state === undefined || !isRunning(state.launcher)) {
    throw new CommandFailure(
      `No stack is running on ${folder.path}: "npm start" starts one, or set WEFT_URL.`,
    );
  }
  const operator = (await readSignIns(folder))?.find(({ role }) => role === 'operator');
  if (operator === undefined) throw new CommandFailure(`${folder.path} names no operator to sign in as.`);
  return { url: state.url, login: operator.login, password: operator.password };
}
