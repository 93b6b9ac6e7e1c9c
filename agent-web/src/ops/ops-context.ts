import { createContext, useContext } from 'react';
import type { Ops } from '../state/types.ts';

export const OpsContext = createContext<Ops | undefined>(undefined);

/** The operator's state. */
export function useOps(): Ops {
  const ops = useContext(OpsContext);
  if (ops === undefined) throw new Error('A part of the operators’ page stands outside OpsContext.');
  return ops;
}
