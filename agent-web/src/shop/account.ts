import { useEffect, useState } from 'react';

const KEY = 'weft-shop-account';

/** The widget on this page: what loader.js put there. */
interface Widget {
  readonly identify?: (account: string) => void;
  readonly cart?: (items: number) => void;
}

/** Calls the widget, as soon as its loader has put it there. The returned function takes the call back. */
function atWidget(call: (widget: Widget) => void): () => void {
  const now = (): void => {
    const { WeftWidget } = window as unknown as { readonly WeftWidget?: Widget };
    if (WeftWidget !== undefined) call(WeftWidget);
  };
  if (document.readyState === 'complete') now();
  else addEventListener('load', now, { once: true });
  return () => removeEventListener('load', now);
}

/** What the shop's server says of its customer; in the demo the control plane plays that server. */
async function accountToken(): Promise<string> {
  const response = await fetch('/v1/demo-shop/account');
  if (!response.ok) throw new Error(`HTTP status ${response.status}`);
  const answer: unknown = await response.json();
  const token = (answer as { readonly token?: unknown } | null)?.token;
  if (typeof token !== 'string') throw new Error('an answer without a token');
  return token;
}

/** Tells the widget what lies in the cart. */
export function useCartAtWidget(items: number): void {
  useEffect(() => atWidget((widget) => widget.cart?.(items)), [items]);
}

/** Whether Li Lei is signed in at the shop, which the widget is told; over reloads. */
export function useAccount(): {
  readonly signedIn: boolean;
  readonly failed: boolean;
  readonly change: (signedIn: boolean) => void;
} {
  const [signedIn, setSignedIn] = useState(() => sessionStorage.getItem(KEY) === 'yes');
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!signedIn) return atWidget((widget) => widget.identify?.(''));
    let here = true;
    let takeBack: () => void = () => undefined;
    accountToken().then(
      (token) => {
        if (here) takeBack = atWidget((widget) => widget.identify?.(token));
      },
      () => {
        if (here) setFailed(true);
      },
    );
    return () => {
      here = false;
      takeBack();
    };
  }, [signedIn]);
  const change = (next: boolean): void => {
    if (next) sessionStorage.setItem(KEY, 'yes');
    else sessionStorage.removeItem(KEY);
    setFailed(false);
    setSignedIn(next);
  };
  return { signedIn, failed, change };
}
