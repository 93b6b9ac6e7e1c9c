import type { Sent } from '../channel.ts';

/** What WeChat's return codes mean for a message. Sources: README.md. */
type Meaning =
  | { readonly is: 'token' }
  | { readonly is: 'later'; readonly afterMs: number; readonly throttled: boolean }
  | { readonly is: 'refused'; readonly code: string };

const refused = (code: string): Meaning => ({ is: 'refused', code });
const later = (afterMs: number, throttled: boolean): Meaning => ({ is: 'later', afterMs, throttled });

const MINUTE_MS = 60_000;
const TEN_MINUTES_MS = 600_000;

const MEANINGS: Readonly<Record<string, Meaning>> = {
  // The token is another one, none, or too old.
  '40001': { is: 'token' },
  '40014': { is: 'token' },
  '42001': { is: 'token' },
  // The platform is busy.
  '-1': later(0, false),
  // As many calls as a minute, or a day, may have.
  '45011': later(MINUTE_MS, true),
  '45009': later(TEN_MINUTES_MS, true),
  '45015': refused('window-closed'),
  '45047': refused('quota-used'),
  '40003': refused('unknown-recipient'),
  '43004': refused('unfollowed'),
  '45002': refused('too-long'),
  '40004': refused('file-refused'),
  '40007': refused('file-refused'),
  '45001': refused('file-too-large'),
  '48001': refused('not-permitted'),
  '50002': refused('not-permitted'),
  '87014': refused('content-refused'),
};

/** A code that this does not know is for good: it is shown, and may be sent again by hand. */
export const meaningOf = (errcode: string): Meaning =>
  (Object.hasOwn(MEANINGS, errcode) ? MEANINGS[errcode] : undefined) ??
  refused(`wechat-${errcode.slice(0, 12)}`);

/** What a code means when asking for a new token does not help either. */
export function sentBy(errcode: string): Sent {
  const meaning = meaningOf(errcode);
  switch (meaning.is) {
    case 'refused':
      return meaning;
    case 'later':
      return { ...meaning, code: `wechat-${errcode}` };
    case 'token':
      return { is: 'later', code: 'token-refused', afterMs: MINUTE_MS, throttled: false };
  }
}
