import type { CustomerPage } from '../state/customer-page.ts';

const FRAGMENT = /^#continue=([A-Za-z0-9-]{4,32})$/;

/**
 * Follows the link of another device, when that is how this page was opened: from the load that follows, the
 * conversation is that one. True = the page loads again. A code that is not taken leaves everything as it was.
 */
export async function followCode({ redeem }: Pick<CustomerPage, 'redeem'>): Promise<boolean> {
  const [, code] = FRAGMENT.exec(location.hash) ?? [];
  if (code === undefined) return false;
  // The code is spent; nobody is to find it in the history.
  history.replaceState(null, '', location.pathname + location.search);
  const taken = await redeem(code).then(
    () => true,
    () => false,
  );
  if (taken) location.reload();
  return taken;
}
