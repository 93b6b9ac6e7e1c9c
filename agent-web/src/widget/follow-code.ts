import type { CustomerPage } from '../state/customer-page.ts';
import { problemOf } from '../state/problem.ts';
import type { Problem } from '../state/types.ts';

const FRAGMENT = /^#continue=([A-Za-z0-9-]{4,32})$/;
/** The end of an address at which the widget begins with the chat. */
export const CHAT_FRAGMENT = '#chat';

/** What became of the code in the page's address. */
export type Followed =
  | { readonly is: 'none' }
  /** The page loads again. */
  | { readonly is: 'taken' }
  /** Everything is as it was. */
  | { readonly is: 'refused'; readonly problem: Problem };

/** Whoever went over to a conversation sees it at once: as whom a page is connected is decided when it loads. */
export function loadChat(): void {
  history.replaceState(null, '', location.pathname + location.search + CHAT_FRAGMENT);
  location.reload();
}

/**
 * Follows the link of another device, when that is how this page was opened: from the load that follows, the
 * conversation is that one.
 */
export async function followCode({ redeem }: Pick<CustomerPage, 'redeem'>): Promise<Followed> {
  const [, code] = FRAGMENT.exec(location.hash) ?? [];
  if (code === undefined) return { is: 'none' };
  // The code is spent; nobody is to find it in the history.
  history.replaceState(null, '', location.pathname + location.search);
  try {
    await redeem(code);
  } catch (error) {
    return { is: 'refused', problem: problemOf(error) };
  }
  loadChat();
  return { is: 'taken' };
}
