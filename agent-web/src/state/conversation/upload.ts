import type { ChosenFile } from '../types.ts';

/**
 * Puts a file with the server and gives its attachment id. A port. Rejects with a WeftError of the answer, with
 * anything else when the network failed. `progress` hears the share that is sent, 0 to 1.
 */
export type Upload = (
  file: ChosenFile,
  conversationId: string,
  progress: (share: number) => void,
  signal: AbortSignal,
) => Promise<string>;
