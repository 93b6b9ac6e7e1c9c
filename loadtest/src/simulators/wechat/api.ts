import { randomUUID } from 'node:crypto';
import type { Clock } from '@weft/proto';
import { z } from 'zod';
import type { Answer, Handler, Request } from '../web-server.ts';
import type { WechatPlatform } from './platform.ts';

/** Bytes of a text message, by the document of the customer-service API. */
const MAX_TEXT_BYTES = 2_048;

const failure = (errcode: number, errmsg: string): Answer => ({
  body: { errcode, errmsg: `${errmsg} rid: simulated` },
});
const DONE: Answer = { body: { errcode: 0, errmsg: 'ok' } };

const tokenRequest = z.object({
  grant_type: z.string().optional(),
  appid: z.string().optional(),
  secret: z.string().optional(),
  force_refresh: z.boolean().optional(),
});
const sendRequest = z.object({
  touser: z.string(),
  msgtype: z.string(),
  text: z.object({ content: z.string() }).optional(),
  image: z.object({ media_id: z.string() }).optional(),
  msgmenu: z
    .object({
      head_content: z.string().optional(),
      list: z.array(z.object({ id: z.string().min(1), content: z.string().min(1) })).min(1),
      tail_content: z.string().optional(),
    })
    .optional(),
});

/** WeChat's HTTP API, as far as an account of customer service needs it. */
export function wechatApi(platform: WechatPlatform, clock: Clock): Handler {
  const withToken: Readonly<Record<string, (request: Request) => Answer | Promise<Answer>>> = {
    '/cgi-bin/get_api_domain_ip': () => ({ body: { ip_list: ['127.0.0.1'] } }),
    '/cgi-bin/user/info': ({ query }) => userInfo(platform, query.get('openid') ?? ''),
    '/cgi-bin/media/get': ({ query }) => {
      const media = platform.media(query.get('media_id') ?? '');
      return media === undefined
        ? failure(40007, 'invalid media_id')
        : { contentType: media.contentType, body: media.bytes };
    },
    '/cgi-bin/media/upload': (request) => upload(platform, clock, request),
    '/cgi-bin/message/custom/send': (request) => send(platform, clock, request),
    '/cgi-bin/menu/create': (request) => platform.accountMenu.create(request),
    '/cgi-bin/menu/get': () => platform.accountMenu.tell(),
    '/cgi-bin/menu/delete': () => platform.accountMenu.remove(),
  };
  return (request) => {
    if (request.path === '/cgi-bin/stable_token') return giveToken(platform, request);
    const handler = Object.hasOwn(withToken, request.path) ? withToken[request.path] : undefined;
    if (handler === undefined) return undefined;
    const token = request.query.get('access_token');
    if (token === null || token === '') return failure(41001, 'access_token missing');
    const wrong = platform.tokens.check(token);
    return wrong === 0
      ? handler(request)
      : failure(wrong, 'invalid credential, access_token is invalid or expired');
  };
}

function giveToken(platform: WechatPlatform, request: Request): Answer {
  const { appId, appSecret } = platform.setup;
  const asked = tokenRequest.safeParse(json(request));
  if (!asked.success) return failure(47001, 'data format error');
  const { grant_type, appid, secret, force_refresh = false } = asked.data;
  if (grant_type !== 'client_credential') return failure(40002, 'invalid grant_type');
  if (appid !== appId) return failure(40013, 'invalid appid');
  if (secret !== appSecret) return failure(40125, 'invalid appsecret');
  const given = platform.tokens.give(force_refresh);
  if ('errcode' in given) return failure(given.errcode, 'reach max api daily quota limit');
  return { body: { access_token: given.token, expires_in: given.seconds } };
}

function userInfo(platform: WechatPlatform, openId: string): Answer {
  const follower = platform.follower(openId);
  if (follower === undefined) return failure(40003, 'invalid openid');
  if (!follower.follows) return { body: { subscribe: 0, openid: openId, unionid: follower.unionId } };
  return {
    body: {
      ...{ subscribe: 1, openid: openId, unionid: follower.unionId, language: 'zh_CN' },
      // Nickname and portrait are no longer told; the remark is the account's own.
      ...{ nickname: '', remark: follower.name, groupid: 0, tagid_list: [] },
    },
  };
}

async function upload(platform: WechatPlatform, clock: Clock, request: Request): Promise<Answer> {
  if (request.query.get('type') !== 'image') return failure(40004, 'invalid media type');
  const form = await new Response(Uint8Array.from(request.body), {
    headers: { 'content-type': request.contentType },
  }).formData();
  const file = form.get('media');
  if (!(file instanceof File)) return failure(41005, 'media data missing');
  const media_id = platform.keep({ contentType: file.type, bytes: new Uint8Array(await file.arrayBuffer()) });
  return { body: { type: 'image', media_id, created_at: Math.floor(clock.now() / 1_000) } };
}

function send(platform: WechatPlatform, clock: Clock, request: Request): Answer {
  const asked = sendRequest.safeParse(json(request));
  if (!asked.success) return failure(47001, 'data format error');
  const { touser: person, msgtype, text, image, msgmenu } = asked.data;
  const follower = platform.follower(person);
  if (follower === undefined) return failure(40003, 'invalid openid');
  const choices = msgtype === 'msgmenu' ? msgmenu?.list.map(({ content: label }) => label) : undefined;
  const content =
    msgtype === 'text'
      ? text?.content
      : msgtype === 'image'
        ? `[image ${image?.media_id}]`
        : choices && [msgmenu?.head_content, msgmenu?.tail_content].filter(Boolean).join('\n');
  if (content === undefined) return failure(40008, 'invalid message type');
  if (content === '') return failure(44004, 'empty content');
  if (Buffer.byteLength(content) > MAX_TEXT_BYTES) return failure(45002, 'content size out of limit');
  if (msgtype === 'image' && platform.media(image?.media_id ?? '') === undefined)
    return failure(40007, 'invalid media_id');
  const atMs = clock.now();
  const refused = follower.quota.send(atMs);
  if (refused !== 0) {
    platform.ledger.add({ is: 'refused', person, code: String(refused), text: content, atMs });
    return failure(
      refused,
      refused === 45047
        ? 'out of response count limit'
        : 'response out of time limit or subscription is canceled',
    );
  }
  platform.ledger.add({
    is: 'received',
    person,
    id: randomUUID(),
    text: content,
    atMs,
    ...(choices && { choices }),
  });
  return DONE;
}

function json({ body }: Request): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
