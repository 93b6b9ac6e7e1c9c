import type { IdentityKind } from '../store/tables.ts';

const MAX_LENGTH = 254;
/** One "@", a dot behind it, no spaces: whoever sends to it will hear the rest. */
const EMAIL = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;
/** A Chinese mobile number as people write it there. */
const CHINESE_MOBILE = /^1[3-9]\d{9}$/;

/** A phone number as "+" and digits (E.164); undefined when it cannot be one or its country is not known. */
function phone(text: string): string | undefined {
  const plain = text.replace(/[\s().\-–/]/g, '').replace(/^00/, '+');
  if (CHINESE_MOBILE.test(plain)) return `+86${plain}`;
  return /^\+[1-9]\d{6,14}$/.test(plain) ? plain : undefined;
}

function email(text: string): string | undefined {
  const plain = text.trim().normalize('NFKC').toLowerCase();
  return plain.length <= MAX_LENGTH && EMAIL.test(plain) ? plain : undefined;
}

/** An identity in the one form that is compared; undefined when the text is none of its kind. */
export function normalForm(kind: IdentityKind, text: string): string | undefined {
  if (kind === 'phone') return phone(text);
  if (kind === 'email') return email(text);
  const plain = text.trim();
  return plain === '' || plain.length > MAX_LENGTH ? undefined : plain;
}
