import { languageOf } from '../../intents/text.ts';
import type { EmailSettings } from './settings.ts';

/** What the settings of an account are about it. */
type Wording = Pick<EmailSettings, 'confirms' | 'confirmationZh' | 'confirmationEn'>;

/** What a customer is told whose mail begins something, in its language; undefined = nothing. */
export function confirmationOf(
  { confirms, confirmationZh, confirmationEn }: Wording,
  text: string,
): string | undefined {
  if (!confirms) return undefined;
  const words = languageOf(text) === 'zh' ? confirmationZh : confirmationEn;
  return words.trim() === '' ? undefined : words.trim();
}
