import { readFileSync } from 'node:fs';
import { type WeiboAccount, weiboSettings } from '../settings.ts';

/** An account as tests set it up. */
export const weiboAccount = (): WeiboAccount => ({
  ...{ accountId: 'weibo-1', name: 'Shop', kind: 'weibo' },
  settings: weiboSettings.parse({ uid: '1902538057', appSecret: 'app-secret', accessToken: 'access-token' }),
});

/** A payload as Weibo documents it; see README.md. */
export const payload = (name: string): Uint8Array =>
  readFileSync(new URL(`../payloads/${name}.json`, import.meta.url));

export const PAYLOADS = [
  ...['text', 'position', 'image', 'voice', 'follow', 'unfollow', 'click', 'mention'],
] as const;
