import { normalForm } from '../../contacts/normal-form.ts';
import type { ChannelContact } from '../channel.ts';

/** Who has a number: in international form where it is a telephone's, as it stands where it is a short code or a name. */
export function contactOfNumber(international: string, asWritten: string): ChannelContact {
  const value = normalForm('phone', international) ?? asWritten;
  return { kind: 'phone', value, shown: value, displayName: '', also: [] };
}
