import { createContext, useContext } from 'react';
import type { Customer } from '../state/types.ts';
import type { HostPage } from './host-page.ts';

/** What every part of the widget stands on. */
export interface WidgetParts {
  readonly customer: Customer;
  readonly host: Pick<HostPage, 'embedded' | 'tell'>;
}

export const WidgetContext = createContext<WidgetParts | undefined>(undefined);

/** The customer's state and the host page. */
export function useWidget(): WidgetParts {
  const parts = useContext(WidgetContext);
  if (parts === undefined) throw new Error('A part of the widget stands outside WidgetContext.');
  return parts;
}
