import { createContext, useContext } from 'react';
import type { Cell } from '../state/cell.ts';
import type { CustomerPage } from '../state/customer-page.ts';
import type { Look, Readable } from '../state/types.ts';
import type { Followed } from './follow-code.ts';
import type { HostPage } from './host-page.ts';
import type { LaterViews } from './later-views.ts';

/** What every part of the widget stands on. */
export interface WidgetParts extends CustomerPage {
  readonly host: Pick<HostPage, 'embedded' | 'tell'>;
  /** Whether the customer has the widget before their eyes. */
  readonly seen: Readable<boolean>;
  /** Whether the chat is shown: by itself, or beside a call. */
  readonly chatShown: Cell<boolean>;
  readonly later: LaterViews;
  /** How the company wants it. */
  readonly look: Readable<Look>;
  /** The link of another device, where the page was opened by one. */
  readonly followed: Followed;
}

export const WidgetContext = createContext<WidgetParts | undefined>(undefined);

/** The customer's state and the host page. */
export function useWidget(): WidgetParts {
  const parts = useContext(WidgetContext);
  if (parts === undefined) throw new Error('A part of the widget stands outside WidgetContext.');
  return parts;
}
