import { isIP } from 'node:net';
import { fromText } from '@weft/proto/node';
import { z } from 'zod';

/** A scheme, or a scheme and a host that may begin with `*.` (CSP level 3, section 2.3.1). */
const source = /^(https?|wss?):(\/\/[A-Za-z0-9*.[\]:-]+)?$/;
const origin = /^(\*|https?:\/\/[A-Za-z0-9.[\]:-]+)$/;

const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (more.length > 0 || most < 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
};

/** Over TLS; a provider on this machine, for trying it out, also without (OpenID Connect Core, section 16.17). */
const isProvider = (url: string): boolean =>
  URL.canParse(url) &&
  (new URL(url).protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname));

/** Settings of the HTTP API that no other part reads; config.ts takes them in. */
export const apiSettings = {
  /** Sites that may show the widget and ask for guest sessions: origins such as "https://shop.example", or `*` for any. */
  origins: fromText
    .list()
    .refine((list) => list.every((entry) => origin.test(entry)), 'a comma-separated list of origins, or *')
    .default(['*']),
  /**
   * What pages may connect to besides this server. Edges come and go while a
   * page is open, so by default any; better "wss://*.edge.example, https://*.edge.example".
   */
  edgeSources: fromText
    .list()
    .refine((list) => list.every((entry) => source.test(entry)), 'a comma-separated list of CSP sources')
    .default(['ws:', 'wss:', 'http:', 'https:']),
  /** Addresses or networks (CIDR) whose X-Forwarded-For is believed; empty = none, the peer is the client. */
  trustedProxies: fromText
    .list()
    .refine(
      (list) => list.every(isNetwork),
      'a comma-separated list of addresses or networks such as 10.0.0.0/8',
    )
    .default([]),
  /** Guest sessions of one client address, in the long run; at once it may ask for as many. */
  guestsPerMinute: fromText.whole(1, 1_000_000).default(120),
  /** Failed sign-ins of one client address, and of one login from anywhere, in the long run; at once as many. */
  signInsPerMinute: fromText.whole(1, 1_000_000).default(20),
  /** OpenID provider that staff may sign in with, "https://login.example"; empty = they sign in with a password only. */
  oidcIssuer: z
    .string()
    .refine((url) => url === '' || isProvider(url), 'an https address such as https://login.example')
    .default(''),
  /** What the provider knows Weft by. */
  oidcClientId: z.string().default(''),
  oidcClientSecret: z.string().default(''),
  /** What the provider is called on the sign-in page. */
  oidcName: z.string().max(40).default('OpenID'),
  /** The claim that is a person's login here; of `email` only what the provider has verified. */
  oidcClaim: z.enum(['email', 'preferred_username', 'sub']).default('email'),
};

/** Whether a site of this origin is in the list. */
export const allowsOrigin = (origins: readonly string[], origin: string): boolean =>
  origins.includes('*') || origins.includes(origin);
