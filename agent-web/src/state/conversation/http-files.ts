import { fromFault, type WeftError } from '@weft/proto';
import type { AttachmentFiles, ChosenFile } from '../types.ts';
import { thumbnailOf } from './thumbnail.ts';
import type { Upload } from './upload.ts';

/** Opened files whose bytes are held; more let go of the one opened first. */
const MAX_OPENED = 60;
/** A file as large as may be, over a slow line; one that does not come is asked for again when it is looked at next. */
const OPENED_WITHIN_MS = 120_000;
/** A proxy in between may say so without a word of ours. */
const TOO_LARGE = 413;
const UPLOAD_PATH = '/v1/attachments';

type Token = () => Promise<string>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function faultOf(status: number, body: string): WeftError {
  const answer = parsed(body);
  if (!isObject(answer) || text(answer.code) === '')
    return fromFault({
      code: status === TOO_LARGE ? 'ATTACHMENT_TOO_LARGE' : 'UNAVAILABLE',
      message: `HTTP status ${status}`,
      retryAfterMs: 0,
    });
  const { code, message, retryAfterMs } = answer;
  return fromFault({ code: text(code), message: text(message), retryAfterMs: number(retryAfterMs) });
}

/** Sends files by XMLHttpRequest, since fetch does not tell how much has been sent. */
export const httpUpload =
  (apiUrl: string, token: Token): Upload =>
  async (file, conversationId, progress, signal) => {
    const bearer = await token();
    const attachmentId = await new Promise<string>((resolve, reject) => {
      const request = new XMLHttpRequest();
      const url = new URL(UPLOAD_PATH, apiUrl);
      url.searchParams.set('name', file.name);
      if (conversationId !== '') url.searchParams.set('conversationId', conversationId);
      request.open('POST', url);
      request.setRequestHeader('authorization', `Bearer ${bearer}`);
      request.setRequestHeader('content-type', file.type || 'application/octet-stream');
      request.upload.addEventListener('progress', ({ loaded, total }) =>
        progress(total > 0 ? loaded / total : 0),
      );
      request.addEventListener('load', () => {
        const answer = parsed(request.responseText);
        const id = isObject(answer) ? text(answer.attachmentId) : '';
        if (request.status >= 200 && request.status < 300 && id !== '') resolve(id);
        else reject(faultOf(request.status, request.responseText));
      });
      request.addEventListener('error', () => reject(new TypeError('upload broken off')));
      request.addEventListener('abort', () => reject(new TypeError('upload given up')));
      signal.addEventListener('abort', () => request.abort(), { once: true });
      request.send(file.blob);
    });
    const body = await thumbnailOf(file.blob);
    if (body !== undefined) {
      const headers = { authorization: `Bearer ${bearer}`, 'content-type': body.type };
      const path = `${UPLOAD_PATH}/${encodeURIComponent(attachmentId)}/thumbnail`;
      // A picture without one is shown as it is.
      await fetch(new URL(path, apiUrl), { method: 'PUT', headers, body, signal }).catch(() => undefined);
    }
    return attachmentId;
  };

/** Attachments by HTTP, each fetched with the session's token and held as an object URL for as long as it is used. */
export class HttpFiles implements AttachmentFiles {
  readonly #apiUrl: string;
  readonly #token: Token;
  readonly #opened = new Map<string, Promise<string>>();

  constructor(apiUrl: string, token: Token) {
    this.#apiUrl = apiUrl;
    this.#token = token;
  }

  open(attachmentId: string, thumbnail: boolean): Promise<string> {
    const path = `${UPLOAD_PATH}/${encodeURIComponent(attachmentId)}${thumbnail ? '/thumbnail' : ''}`;
    const opened = this.#opened.get(path);
    if (opened !== undefined) return opened;
    const opening = this.#fetch(path);
    this.#opened.set(path, opening);
    opening.catch(() => this.#opened.delete(path));
    this.#bound();
    return opening;
  }

  async #fetch(path: string): Promise<string> {
    const headers = { authorization: `Bearer ${await this.#token()}` };
    const signal = AbortSignal.timeout(OPENED_WITHIN_MS);
    const response = await fetch(new URL(path, this.#apiUrl), { headers, signal });
    if (!response.ok) throw faultOf(response.status, await response.text());
    return URL.createObjectURL(await response.blob());
  }

  #bound(): void {
    const [[first, url] = []] = this.#opened;
    if (this.#opened.size <= MAX_OPENED || first === undefined) return;
    this.#opened.delete(first);
    // Shown pictures are decoded by now; a later look opens the file again.
    void url?.then(URL.revokeObjectURL).catch(() => undefined);
  }
}

/** What a page chose, as it is sent. */
export const chosenFile = (file: File): ChosenFile => ({
  name: file.name,
  type: file.type,
  size: file.size,
  blob: file,
});
