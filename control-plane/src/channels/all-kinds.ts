import { emailChannel } from './email/email.ts';
import { type Kind, kindOf } from './kinds.ts';
import { smppChannel } from './smpp/channel.ts';
import { type SmsHttpPorts, smsHttpChannel } from './sms-http/sms-http.ts';
import { wechatChannel } from './wechat/wechat.ts';
import { weiboChannel } from './weibo/weibo.ts';

/** Every kind of channel that there is. */
export const allKinds = (ports: SmsHttpPorts): readonly Kind[] => [
  kindOf(smppChannel(ports)),
  kindOf(smsHttpChannel(ports)),
  kindOf(wechatChannel(ports)),
  kindOf(weiboChannel(ports)),
  kindOf(emailChannel(ports)),
];
