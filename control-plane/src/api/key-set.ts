import { z } from 'zod';

/** Beyond this the keys that end soonest are left out, so that a mistake cannot fill the value. */
const MAX_KEYS = 64;

const PublishedKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  alg: z.literal('EdDSA'),
  use: z.literal('sig'),
  kid: z.string().min(1).max(128),
  x: z.string().min(1).max(128),
  /** When no token of this key can be good any more. A member of ours: others pass over it (RFC 7517 section 4). */
  untilMs: z.number(),
});

/** One public key as it stands in etcd. */
export type PublishedKey = z.infer<typeof PublishedKey>;

/** The keys in a JSON Web Key Set (RFC 7517); what is not a key of ours is passed over, a text that is no set holds none. */
export function readKeySet(text: string): readonly PublishedKey[] {
  try {
    const set = z.object({ keys: z.array(z.unknown()) }).parse(JSON.parse(text));
    return set.keys.flatMap((key) => {
      const parsed = PublishedKey.safeParse(key);
      return parsed.success ? [parsed.data] : [];
    });
  } catch {
    return [];
  }
}

/** The set as JSON text. */
export const writeKeySet = (keys: readonly PublishedKey[]): string => JSON.stringify({ keys });

/**
 * The set with this instance's key in it, good until `untilMs` at least, and
 * without keys whose time is over. Other instances' keys stay as they are.
 */
export function withOwnKey(
  keys: readonly PublishedKey[],
  own: { readonly kid: string; readonly x: string },
  untilMs: number,
  nowMs: number,
): readonly PublishedKey[] {
  const before = keys.find((key) => key.kid === own.kid);
  const mine: PublishedKey = {
    ...{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid: own.kid, x: own.x },
    untilMs: Math.max(untilMs, before?.untilMs ?? 0),
  };
  const others = keys
    .filter((key) => key.kid !== own.kid && key.untilMs > nowMs)
    .sort((a, b) => b.untilMs - a.untilMs)
    .slice(0, MAX_KEYS - 1);
  return [...others, mine].sort((a, b) => (a.kid < b.kid ? -1 : 1));
}
