/** Bytes of one file. */
export const MAX_FILE_BYTES = 20_000_000;
/** Files chosen at once. */
export const MAX_FILES = 10;

/** Kinds by the ends of their names, as the server knows them by their bytes. */
const ENDINGS =
  /\.(png|jpe?g|gif|webp|pdf|txt|csv|md|log|docx|xlsx|pptx|odt|ods|odp|zip|mp3|m4a|ogg|wav|mp4|webm)$/i;
const TYPES = /^(image\/(png|jpeg|gif|webp)|application\/pdf|text\/(plain|csv|markdown))$/;

/** For the `accept` of a file chooser. */
export const ACCEPTED_FILES =
  'image/png,image/jpeg,image/gif,image/webp,.pdf,.txt,.csv,.md,.log,.docx,.xlsx,.pptx,.odt,.ods,.odp,.zip,.mp3,.m4a,.ogg,.wav,.mp4,.webm';

/** Whether a file may be sent, told before its first byte goes out; the server looks into it as well. */
export function judgeFile({
  name,
  type,
  size,
}: {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}): 'good' | 'empty' | 'too-large' | 'wrong-kind' {
  if (size === 0) return 'empty';
  if (size > MAX_FILE_BYTES) return 'too-large';
  return ENDINGS.test(name) || TYPES.test(type) ? 'good' : 'wrong-kind';
}
