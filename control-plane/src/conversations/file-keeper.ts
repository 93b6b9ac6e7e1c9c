import { type Attachment, type Ids, WeftError } from '@weft/proto';
import { text } from '../requests/fields.ts';
import type { AttachmentFolder } from './attachment-folder.ts';
import { HEAD_BYTES, sniff } from './media-type.ts';

const MAX_NAME = 200;
/** A picture that would be unpacked to more than this is a bomb. */
const MAX_PIXELS = 60_000_000;
const MAX_SIDE = 30_000;

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
      const { width, height } = sniffed;
      if (width * height > MAX_PIXELS || Math.max(width, height) > MAX_SIDE) {
        throw new WeftError('ATTACHMENT_REFUSED', 'the picture has too many pixels');
      }
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
}

/** A file's name as others see it: the last part of a path, one line, without what turns the writing direction. */
function nameOf(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return text(last, MAX_NAME).replace(/^\.+/, '') || 'file';
}
