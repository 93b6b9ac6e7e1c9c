import { type Attachment, type Clock, isId, type Log, WeftError } from '@weft/proto';
import type { Bearer } from '../api/tokens.ts';
import { conversationOf } from '../own-conversation.ts';
import { type OpenedFile, thumbnailOf } from './attachment-folder.ts';
import { FileKeeper, type FileKeeperParts } from './file-keeper.ts';
import type { TimelineStore } from './timeline-store.ts';

/** Files that are taken in at the same time; beyond, UNAVAILABLE. */
const MAX_UNDER_WAY = 50;
/** A file that nobody posted within this is thrown away. */
const UNPOSTED_MS = 24 * 3_600_000;
const CLEAR_INTERVAL_MS = 3_600_000;

export interface AttachmentParts extends FileKeeperParts {
  readonly store: Pick<
    TimelineStore,
    'heads' | 'addAttachment' | 'attachment' | 'thumbnailKept' | 'forgetUnposted'
  >;
  readonly clock: Clock;
  readonly log: Log;
}

/** Files in conversations: taken in, looked at, kept, and given to who may have them. */
export class Attachments implements Disposable {
  readonly #parts: AttachmentParts;
  readonly #keeper: FileKeeper;
  readonly #timer: Disposable;
  #underWay = 0;

  constructor(parts: AttachmentParts) {
    this.#parts = parts;
    this.#keeper = new FileKeeper(parts);
    this.#timer = parts.clock.every(CLEAR_INTERVAL_MS, () => void this.#clear());
  }

  [Symbol.dispose](): void {
    this.#timer[Symbol.dispose]();
  }

  /**
   * Takes a file in for a conversation (empty = the customer's own). Throws
   * CONVERSATION_NOT_FOUND, ATTACHMENT_TOO_LARGE, ATTACHMENT_REFUSED,
   * ATTACHMENT_UNSAFE, UNAVAILABLE.
   */
  async take(
    who: Bearer,
    conversationId: string,
    name: string,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<Attachment> {
    const { store, clock } = this.#parts;
    const into = await this.#allowed(who, conversationId);
    return this.#within(async () => {
      const { attachment, sha256 } = await this.#keeper.keep(name, bytes);
      const uploaded = { attachment, conversationId: into, authorId: who.subjectId, sha256 };
      await store.addAttachment(uploaded, clock.now()).catch(async (error: unknown) => {
        await this.#parts.folder.remove(attachment.attachmentId);
        throw error;
      });
      return attachment;
    });
  }

  /**
   * Takes the thumbnail of a picture from whoever sent the picture; once. Throws
   * ATTACHMENT_NOT_FOUND, ATTACHMENT_TOO_LARGE, ATTACHMENT_REFUSED, ATTACHMENT_UNSAFE, UNAVAILABLE.
   */
  async takeThumbnail(who: Bearer, attachmentId: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const { store } = this.#parts;
    const found = isId(attachmentId) ? await store.attachment(attachmentId) : undefined;
    if (found?.authorId !== who.subjectId) throw new WeftError('ATTACHMENT_NOT_FOUND');
    const { mediaType, thumbnail } = found.attachment;
    if (thumbnail || !mediaType.startsWith('image/')) throw new WeftError('ATTACHMENT_REFUSED');
    await this.#within(async () => {
      await this.#keeper.keepThumbnail(attachmentId, bytes);
      await store.thumbnailKept(attachmentId);
    });
  }

  /** Throws ATTACHMENT_NOT_FOUND to who may not have it, too, and where there is no thumbnail. */
  async open(
    who: Bearer,
    attachmentId: string,
    size: 'whole' | 'thumbnail' = 'whole',
  ): Promise<OpenedFile & { readonly attachment: Attachment; readonly conversationId: string }> {
    const { store, folder } = this.#parts;
    const found = isId(attachmentId) ? await store.attachment(attachmentId) : undefined;
    const mayHave = who.role === 'agent' || (await this.#isOwn(who, found?.conversationId ?? ''));
    if (found === undefined || who.role === 'operator' || !mayHave)
      throw new WeftError('ATTACHMENT_NOT_FOUND');
    const file = await folder.open(size === 'whole' ? attachmentId : thumbnailOf(attachmentId));
    if (file === undefined) throw new WeftError('ATTACHMENT_NOT_FOUND');
    return { ...file, attachment: found.attachment, conversationId: found.conversationId };
  }

  /** A customer's own, or another one of the same person, by joins that stand. */
  async #isOwn({ subjectId }: Bearer, conversationId: string): Promise<boolean> {
    const own = conversationOf(subjectId);
    if (conversationId === own || conversationId === '') return conversationId === own;
    const heads = await this.#parts.store.heads([own, conversationId]);
    const contactId = heads.get(own)?.contactId;
    return contactId !== undefined && contactId === heads.get(conversationId)?.contactId;
  }

  async #within<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.#underWay >= MAX_UNDER_WAY) throw new WeftError('UNAVAILABLE', 'too many files at once');
    this.#underWay += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
    }
  }

  async #allowed(who: Bearer, conversationId: string): Promise<string> {
    if (who.role === 'customer') {
      if (conversationId !== '' && !(await this.#isOwn(who, conversationId)))
        throw new WeftError('CONVERSATION_NOT_FOUND');
      // Wherever that goes on: what is posted there is posted here.
      return conversationOf(who.subjectId);
    }
    if (who.role !== 'agent') throw new WeftError('FORBIDDEN');
    const found = isId(conversationId) ? await this.#parts.store.heads([conversationId]) : new Map();
    if (!found.has(conversationId)) throw new WeftError('CONVERSATION_NOT_FOUND');
    return conversationId;
  }

  async #clear(): Promise<void> {
    const { store, folder, clock, log } = this.#parts;
    try {
      for (const id of await store.forgetUnposted(clock.now() - UNPOSTED_MS)) await folder.remove(id);
    } catch (error) {
      log.warn({ error: String(error) }, 'files that nobody posted not cleared');
    }
  }
}
