import { createContext, useContext } from 'react';
import type { Admin } from '../state/types.ts';

export const AdminContext = createContext<Admin | undefined>(undefined);

/** The administrators' state. */
export function useAdmin(): Admin {
  const admin = useContext(AdminContext);
  if (admin === undefined) throw new Error('A part of the administrators’ page stands outside AdminContext.');
  return admin;
}
