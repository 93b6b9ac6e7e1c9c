import { emailChannel } from './email/email.ts';
import { type Kind, kindOf } from './kinds.ts';
import { smppChannel } from './smpp/channel.ts';
import type { HttpChannelPorts } from './vendor-http.ts';
import { wechatChannel } from './wechat/wechat.ts';
import { weiboChannel } from './weibo/weibo.ts';

/** Every kind of channel that there is. */
export const allKinds = (ports: HttpChannelPorts): readonly Kind[] => [
  kindOf(smppChannel(ports)),
  kindOf(wechatChannel(ports)),
  kindOf(weiboChannel(ports)),
  kindOf(emailChannel(ports)),
];
