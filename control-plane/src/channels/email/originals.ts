import type { Readable } from 'node:stream';
import { WeftError } from '@weft/proto';
import type { OpenedFile } from '../../conversations/attachment-folder.ts';
import { ORIGINAL_TYPE, type Original, originalIn } from '../original.ts';
import { type SafeHtml, safeHtml } from './safe-html.ts';

/** Of one mail's pictures together; those beyond are left out. */
const MAX_PICTURE_BYTES = 12 * 1_024 * 1_024;
const PICTURES: ReadonlySet<string> = new Set(['image/png', 'image/gif', 'image/jpeg', 'image/webp']);

/** A file of a conversation, as far as it is looked at here. */
interface FoundFile extends OpenedFile {
  readonly attachment: { readonly mediaType: string };
  readonly conversationId: string;
}

/** Opens a file in the name of whoever asks. Throws ATTACHMENT_NOT_FOUND. */
export type OpenFile = (attachmentId: string) => Promise<FoundFile>;

/** A mail as it looked, made safe. Throws ATTACHMENT_NOT_FOUND when there is none that the asker may see. */
export async function showOriginal(
  originalId: string,
  remotePictures: boolean,
  open: OpenFile,
): Promise<SafeHtml> {
  const file = await open(originalId);
  if (file.attachment.mediaType !== ORIGINAL_TYPE) {
    file.bytes.destroy();
    throw new WeftError('ATTACHMENT_NOT_FOUND');
  }
  const original = originalIn((await whole(file.bytes)).toString());
  const pictures = await picturesOf(original, file.conversationId, open);
  return safeHtml(original.html, { remotePictures, picture: (contentId) => pictures.get(contentId) });
}

/** Those that the HTML may name, as data: addresses: they need no way to the server. */
async function picturesOf(
  { pictures }: Original,
  conversationId: string,
  open: OpenFile,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let bytes = 0;
  for (const { contentId, attachmentId } of pictures) {
    const file = await open(attachmentId).catch(() => undefined);
    if (file === undefined) continue;
    const { mediaType } = file.attachment;
    bytes += file.size;
    if (file.conversationId === conversationId && PICTURES.has(mediaType) && bytes <= MAX_PICTURE_BYTES)
      found.set(contentId, `data:${mediaType};base64,${(await whole(file.bytes)).toString('base64')}`);
    else file.bytes.destroy();
  }
  return found;
}

async function whole(bytes: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of bytes as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}
