import { readFileSync } from 'node:fs';
import { type WechatAccount, wechatSettings } from '../settings.ts';

/** An account as tests set it up; secure mode unless said otherwise. */
export const wechatAccount = (settings: Partial<WechatAccount['settings']> = {}): WechatAccount => ({
  ...{ accountId: 'wechat-1', name: 'Shop', kind: 'wechat' },
  settings: wechatSettings.parse({
    ...{ appId: 'wx5823bf96d3bd56c7', appSecret: 'secret', token: 'weft5token', mode: 'secure' },
    encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    ...settings,
  }),
});

/** A payload as WeChat documents it; see README.md. */
export const payload = (name: string): Uint8Array =>
  readFileSync(new URL(`../payloads/${name}`, import.meta.url));

export const PAYLOADS = [
  ...['text.xml', 'image.xml', 'voice.xml', 'video.xml', 'location.xml', 'link.xml', 'subscribe.xml'],
  ...['unsubscribe.xml', 'scan.xml', 'click.xml', 'view.xml', 'text.json', 'scan-wait.json'],
] as const;
