import type { Channel } from '@weft/proto';
import {
  AtSign,
  type LucideIcon,
  Mail,
  MessageCircle,
  MessageSquareText,
  MessagesSquare,
  Phone,
  PhoneCall,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';

const ICONS: Readonly<Record<Channel, LucideIcon>> = {
  unspecified: MessageCircle,
  chat: MessageCircle,
  call: PhoneCall,
  sms: MessageSquareText,
  email: Mail,
  wechat: MessagesSquare,
  weibo: AtSign,
  phone: Phone,
};

/** The picture of a channel, with its name. */
export function ChannelIcon({ channel, size = 14 }: { readonly channel: Channel; readonly size?: number }) {
  const { t } = useTranslation('inbox');
  const Icon = ICONS[channel];
  return <Icon size={size} role="img" aria-label={t(`channel-${channel}`)} />;
}
