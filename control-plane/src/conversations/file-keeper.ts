import { type Attachment, type Ids, WeftError } from '@weft/proto';
import { text } from '../requests/fields.ts';
import { type AttachmentFolder, thumbnailOf } from './attachment-folder.ts';
import { HEAD_BYTES, type Sniffed, sniff } from './media-type.ts';

const MAX_NAME = 200;
/** A picture that would be unpacked to more than this is a bomb. */
const MAX_PIXELS = 60_000_000;
const MAX_SIDE = 30_000;
const MAX_THUMBNAIL_BYTES = 65_536;
const MAX_THUMBNAIL_SIDE = 640;
/** What a page makes of a picture that it sends, and nothing else is taken as a thumbnail. */
export const THUMBNAIL_TYPE = 'image/jpeg';

export interface FileKeeperParts {
  readonly folder: AttachmentFolder;
  readonly maxBytes: number;
  readonly ids: Ids;
}

/** A file whose bytes are kept, and that is nobody's yet. */
export interface KeptFile {
  readonly attachment: Attachment;
  readonly sha256: string;
}

/** Looks at files' bytes and keeps those that may be kept. */
export class FileKeeper {
  readonly #parts: FileKeeperParts;

  constructor(parts: FileKeeperParts) {
    this.#parts = parts;
  }

  /** Throws ATTACHMENT_TOO_LARGE, ATTACHMENT_REFUSED, ATTACHMENT_UNSAFE, UNAVAILABLE. */
  async keep(name: string, bytes: AsyncIterable<Uint8Array>): Promise<KeptFile> {
    const { folder, maxBytes, ids } = this.#parts;
    const attachmentId = ids.next('attachment');
    const incoming = await folder.receive(attachmentId, bytes, maxBytes, HEAD_BYTES);
    try {
      const sniffed = sniff(incoming.head);
      if (incoming.size === 0 || sniffed === undefined) throw new WeftError('ATTACHMENT_REFUSED');
      checkSize(sniffed);
      await incoming.scan();
      await incoming.accept();
      const { size, sha256 } = incoming;
      const attachment = { attachmentId, fileName: nameOf(name), ...sniffed, bytes: size, thumbnail: false };
      return { attachment, sha256 };
    } catch (error) {
      await incoming.refuse();
      throw error;
    }
  }

  /**
   * Keeps what is given to nobody as it is, whatever is in it. Throws
   * ATTACHMENT_TOO_LARGE, ATTACHMENT_UNSAFE, UNAVAILABLE.
   */
  async keepUnseen(fileName: string, mediaType: string, bytes: AsyncIterable<Uint8Array>): Promise<KeptFile> {
    const { folder, maxBytes, ids } = this.#parts;
    const attachmentId = ids.next('attachment');
    const incoming = await folder.receive(attachmentId, bytes, maxBytes, 0);
    try {
      await incoming.scan();
      await incoming.accept();
    } catch (error) {
      await incoming.refuse();
      throw error;
    }
    const { size, sha256 } = incoming;
    const attachment = {
      ...{ attachmentId, fileName, mediaType, bytes: size },
      ...{ width: 0, height: 0, thumbnail: false },
    };
    return { attachment, sha256 };
  }

  /** Keeps a thumbnail beside the picture that it is of. Throws as `keep` does. */
  async keepThumbnail(attachmentId: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const { folder } = this.#parts;
    const id = thumbnailOf(attachmentId);
    const incoming = await folder.receive(id, bytes, MAX_THUMBNAIL_BYTES, MAX_THUMBNAIL_BYTES);
    try {
      const sniffed = sniff(incoming.head);
      const side = Math.max(sniffed?.width ?? 0, sniffed?.height ?? 0);
      if (sniffed?.mediaType !== THUMBNAIL_TYPE || side > MAX_THUMBNAIL_SIDE)
        throw new WeftError('ATTACHMENT_REFUSED', 'that is no thumbnail');
      checkSize(sniffed);
      await incoming.scan();
      await incoming.accept();
    } catch (error) {
      await incoming.refuse();
      throw error;
    }
  }
}

/** Refuses a picture that nobody's decoder should meet: too large, or so that it cannot be told. */
function checkSize({ mediaType, width, height }: Sniffed): void {
  if (!mediaType.startsWith('image/')) return;
  if (width * height === 0) throw new WeftError('ATTACHMENT_REFUSED', 'the picture does not tell its size');
  if (width * height > MAX_PIXELS || Math.max(width, height) > MAX_SIDE)
    throw new WeftError('ATTACHMENT_REFUSED', 'the picture has too many pixels');
}

/** A file's name as others see it: the last part of a path, one line, without what turns the writing direction. */
function nameOf(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return text(last, MAX_NAME).replace(/^\.+/, '') || 'file';
}
