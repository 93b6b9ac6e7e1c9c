import { Embed } from './embed.ts';
import { liveCallMark } from './live-call.ts';
import { lookMark } from './look.ts';
import type { CallKind } from './messages.ts';
import { readAccount, readSettings } from './settings.ts';

/** What a host page may call: `window.WeftWidget`. */
export interface WeftWidgetApi {
  /** Shows the panel; with a kind, starts that call or shows the chat at once. */
  readonly open: (options?: { readonly kind?: CallKind | 'chat' }) => void;
  /** Puts the panel away; a call goes on. */
  readonly minimise: () => void;
  /** Tells how many items lie in the cart, for invitations. */
  readonly cart: (items: number) => void;
  /** Somebody signed in at the page (a token signed by its server), or out (empty). */
  readonly identify: (account: string) => void;
}

declare global {
  interface Window {
    WeftWidget?: WeftWidgetApi;
  }
}

/** The script element of this very file; a page's module loader may hide it, then its attribute finds it. */
const script =
  document.currentScript instanceof HTMLScriptElement
    ? document.currentScript
    : document.querySelector<HTMLScriptElement>('script[data-weft-queue][src]');

function start({ src, dataset }: HTMLScriptElement): void {
  const embed = new Embed(
    readSettings(src, dataset, new URL(location.href)),
    dataset.weftLang,
    liveCallMark(
      () => sessionStorage,
      () => localStorage,
    ),
    lookMark(() => localStorage),
  );
  window.WeftWidget = {
    open: (options) => {
      const kind = options?.kind;
      embed.open(kind === 'voice' || kind === 'video' || kind === 'chat' ? kind : undefined);
    },
    minimise: () => embed.minimise(),
    cart: (items) => embed.cart(items),
    identify: (account) => embed.identify(readAccount(account)),
  };
  embed.attach();
}

// A second line on the same page changes nothing. The body is needed to stand in.
if (script !== null && window.WeftWidget === undefined) {
  if (document.body === null) addEventListener('DOMContentLoaded', () => start(script), { once: true });
  else start(script);
}
