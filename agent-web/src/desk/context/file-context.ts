import { createContext, useContext } from 'react';
import type { ContactFile } from '../../state/types.ts';
import { useDesk } from '../desk-context.ts';

/** Whose file the parts below show, where it is not that of the open conversation. */
export interface ShownFile {
  readonly file: ContactFile;
  /** A conversation was opened from the file: it is to be seen. */
  readonly leave: () => void;
}

export const FileContext = createContext<ShownFile | undefined>(undefined);

/** The customer's file that is shown here. */
export function useFile(): ContactFile {
  const { file } = useDesk().conversations;
  return useContext(FileContext)?.file ?? file;
}

/** What is done when a conversation was opened from here. */
export const useLeaveFile = (): (() => void) | undefined => useContext(FileContext)?.leave;
