import { useTranslation } from 'react-i18next';

const NAMED = ['voice', 'video', 'callback', 'chat', 'message', 'email', 'sms', 'wechat', 'weibo'] as const;

/** A channel's name in the page's language; one of the rules' own keeps the name it has there. */
export function useChannelName(): (channel: string) => string {
  const { t } = useTranslation('admin');
  return (channel) => {
    const known = NAMED.find((one) => one === channel);
    return known === undefined ? channel : t(`channel-${known}`);
  };
}
