import { createContext, useContext } from 'react';
import type { Desk } from '../state/types.ts';

export const DeskContext = createContext<Desk | undefined>(undefined);

/** The agent's state. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === undefined) throw new Error('A part of the desk stands outside DeskContext.');
  return desk;
}
