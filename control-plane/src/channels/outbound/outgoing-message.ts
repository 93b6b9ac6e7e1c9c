import { buffer } from 'node:stream/consumers';
import type { AttachmentFolder } from '../../conversations/attachment-folder.ts';
import { transcriptSubject } from '../../conversations/transcript.ts';
import type { Outbound } from '../channel.ts';
import type { BoundAccount } from '../kinds.ts';
import type { Prepared } from './preparing.ts';

/** An item as its account is given it, with its file's bytes. Throws when these cannot be read. */
export async function outgoingMessage(
  { work, item, text, to, inReplyTo }: Extract<Prepared, { readonly is: 'ready' }>,
  { hasButtons }: BoundAccount,
  folder: AttachmentFolder,
): Promise<Outbound> {
  const { conversationId, seq, revision } = work.value;
  const { body, author } = item;
  const base = {
    ...{ messageId: `${conversationId}-${seq}-${revision}`, conversationId, to, inReplyTo },
    authorName: author?.displayName ?? '',
    ...(author?.kind === 'agent' ? {} : ({ automatic: true } as const)),
    subject: body?.case === 'transcript' ? transcriptSubject(body.value) : '',
  };
  const choices = hasButtons && body?.case === 'choices' ? body.value.choices.map(({ label }) => label) : [];
  if (body?.case !== 'attachment') return { ...base, text, choices, file: undefined };
  const { attachmentId, fileName, mediaType } = body.value;
  const file = await folder.open(attachmentId);
  if (file === undefined) throw new Error('its file is not there');
  return { ...base, text: '', choices, file: { fileName, mediaType, bytes: await buffer(file.bytes) } };
}
