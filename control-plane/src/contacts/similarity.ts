import type { Person } from '../store/contacts.ts';
import type { IdentityKind, JoinReason } from '../store/tables.ts';

/** From here on two are proposed to be one. */
export const PROPOSE_FROM = 0.5;

/** How much each likeness says. Two people share a name often, a mailbox seldom. */
const WEIGHTS = {
  /** Both claim it, or one claims what is the other's for certain. */
  claimed: 0.6,
  sameName: 0.35,
  likeName: 0.2,
  likeEmail: 0.3,
  likePhone: 0.3,
} as const;

/** What two persons have in common, and how likely it makes them one: 0 to 1. */
export interface Likeness {
  readonly score: number;
  readonly reasons: readonly JoinReason[];
}

/** Letters changed, left out or added to make one text the other (Levenshtein); more than `most` is not counted out. */
export function distance(one: string, other: string, most: number): number {
  const a = [...one];
  const b = [...other];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = b.map((_, i) => i + 1);
  for (const [i, letter] of a.entries()) {
    let corner = i;
    let left = i + 1;
    row = row.map((above, j) => {
      const cost = Math.min(above + 1, left + 1, corner + (b[j] === letter ? 0 : 1));
      corner = above;
      left = cost;
      return cost;
    });
  }
  return row.at(-1) ?? a.length;
}

const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .sort()
    .join(' ');

/** The part of a mailbox that people choose: without dots and what follows a plus. */
const mailbox = (email: string): string =>
  (email.split('@', 1)[0] ?? '').split('+', 1)[0]?.replaceAll('.', '') ?? '';

const valuesOf = ({ identities }: Person, kind: IdentityKind): readonly string[] =>
  identities.filter((identity) => identity.kind === kind).map(({ value }) => value);

const anyPair = (
  one: readonly string[],
  other: readonly string[],
  fits: (a: string, b: string) => boolean,
): boolean => one.some((a) => other.some((b) => fits(a, b)));

const likeEmail = (a: string, b: string): boolean => {
  const [x, y] = [mailbox(a), mailbox(b)];
  return x.length >= 5 && y.length >= 5 && distance(x, y, 1) <= 1;
};

const likePhone = (a: string, b: string): boolean =>
  a.slice(-8) === b.slice(-8) || (a.length === b.length && distance(a, b, 1) === 1);

function nameReason(one: Person, other: Person): JoinReason | undefined {
  const names = (person: Person) =>
    person.contacts.map(({ displayName }) => plainName(displayName)).filter((name) => name.length >= 2);
  const reason = (weight: number): JoinReason => ({ what: 'name', kind: '', weight });
  if (anyPair(names(one), names(other), (a, b) => a === b)) return reason(WEIGHTS.sameName);
  const alike = anyPair(names(one), names(other), (a, b) => a.length >= 6 && distance(a, b, 1) <= 1);
  return alike ? reason(WEIGHTS.likeName) : undefined;
}

/**
 * How alike two persons are, with the reasons. Each reason leaves less doubt,
 * so that many weak ones never make a certainty.
 */
export function likeness(one: Person, other: Person): Likeness {
  const reasons: JoinReason[] = [];
  for (const kind of ['email', 'phone'] as const) {
    const [mine, theirs] = [valuesOf(one, kind), valuesOf(other, kind)];
    const like = kind === 'email' ? likeEmail : likePhone;
    if (anyPair(mine, theirs, (a, b) => a === b))
      reasons.push({ what: 'claim', kind, weight: WEIGHTS.claimed });
    else if (anyPair(mine, theirs, like))
      reasons.push(
        kind === 'email'
          ? { what: 'similar-email', kind, weight: WEIGHTS.likeEmail }
          : { what: 'similar-phone', kind, weight: WEIGHTS.likePhone },
      );
  }
  const name = nameReason(one, other);
  if (name !== undefined) reasons.push(name);
  const doubt = reasons.reduce((left, { weight }) => left * (1 - weight), 1);
  return { score: Math.round((1 - doubt) * 1_000) / 1_000, reasons };
}
