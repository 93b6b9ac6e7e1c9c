import { createHash } from 'node:crypto';
import { encrypt, getSignature } from '@wecom/crypto';

/** What a developer set up on the platform's page. */
export interface WechatSetup {
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  readonly encodingAesKey: string;
  readonly mode: 'plain' | 'compatible' | 'secure';
  readonly format: 'xml' | 'json';
  /** Where pushes go. */
  readonly webhookUrl: string;
}

/** A push's fields, in the document's order. Numbers are bare, texts in CDATA. */
export type Fields = Readonly<Record<string, string | bigint>>;

const sha1 = (parts: readonly string[]): string =>
  createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');

const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

const xmlOf = (fields: Fields): string =>
  Object.entries(fields)
    .map(([name, value]) => `<${name}>${typeof value === 'bigint' ? value : cdata(value)}</${name}>`)
    .join('');

const jsonOf = (fields: Fields): string =>
  Object.entries(fields)
    .map(
      ([name, value]) =>
        `${JSON.stringify(name)}:${typeof value === 'bigint' ? value : JSON.stringify(value)}`,
    )
    .join(',');

const render = (format: WechatSetup['format'], fields: Fields): string =>
  format === 'xml' ? `<xml>${xmlOf(fields)}</xml>` : `{${jsonOf(fields)}}`;

/** The address with what every request of the platform is signed with. */
export function signedUrl({ webhookUrl, token }: WechatSetup, atMs: number, nonce: string): URL {
  const url = new URL(webhookUrl);
  const timestamp = String(Math.floor(atMs / 1_000));
  url.searchParams.set('signature', sha1([token, timestamp, nonce]));
  url.searchParams.set('timestamp', timestamp);
  url.searchParams.set('nonce', nonce);
  return url;
}

/** A push as it goes over the line; sealed by Tencent's own library. */
export function envelope(setup: WechatSetup, fields: Fields, atMs: number, nonce: string) {
  const { mode, format, token, encodingAesKey, appId } = setup;
  const url = signedUrl(setup, atMs, nonce);
  const contentType = format === 'xml' ? 'text/xml' : 'application/json';
  const plain = render(format, fields);
  if (mode === 'plain') return { url, contentType, body: Buffer.from(plain) };
  const Encrypt = encrypt(encodingAesKey, plain, appId);
  const timestamp = url.searchParams.get('timestamp') ?? '';
  url.searchParams.set('openid', String(fields.FromUserName ?? ''));
  url.searchParams.set('encrypt_type', 'aes');
  url.searchParams.set('msg_signature', getSignature(token, timestamp, nonce, Encrypt));
  const outer: Fields =
    mode === 'secure' ? { ToUserName: fields.ToUserName ?? '', Encrypt } : { ...fields, Encrypt };
  return { url, contentType, body: Buffer.from(render(format, outer)) };
}
