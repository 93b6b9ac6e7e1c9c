import type { Language } from './settings.ts';

/** Every sentence of the launcher. */
export interface Texts {
  /** Name of the region with the buttons. */
  readonly region: string;
  readonly contact: string;
  readonly chat: string;
  /** Said of the chat's button while there is something unread; "#" is the number. */
  readonly unread: string;
  /** Name of the invitation, and what puts it away. */
  readonly invitation: string;
  readonly dismiss: string;
  readonly voice: string;
  readonly video: string;
  /** The button that brings a put-away call back, while the customer waits or talks. */
  readonly waiting: string;
  readonly talking: string;
  /** The same while the customer waits to be called, and while they are. */
  readonly callback: string;
  readonly calling: string;
  /** Name of the panel and of the frame in it. */
  readonly panel: string;
  readonly loading: string;
  readonly failed: string;
  readonly retry: string;
  readonly close: string;
}

/** The launcher's sentences in both languages. */
export const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    region: 'Talk to us',
    contact: 'Contact us',
    chat: 'Chat',
    unread: '# unread',
    invitation: 'A message for you',
    dismiss: 'No, thank you',
    voice: 'Voice call',
    video: 'Video call',
    waiting: 'Back to your call (waiting)',
    talking: 'Back to your call',
    callback: 'Your callback',
    calling: 'Incoming call',
    panel: 'Customer service',
    loading: 'Opening…',
    failed: 'The window could not be opened. Please check your connection.',
    retry: 'Try again',
    close: 'Close',
  },
  zh: {
    region: '联系我们',
    contact: '联系客服',
    chat: '在线聊天',
    unread: '# 条未读',
    invitation: '给您的消息',
    dismiss: '不用了',
    voice: '语音通话',
    video: '视频通话',
    waiting: '返回通话（等待中）',
    talking: '返回通话',
    callback: '您的回电',
    calling: '来电',
    panel: '在线客服',
    loading: '正在打开…',
    failed: '窗口无法打开，请检查网络连接。',
    retry: '重试',
    close: '关闭',
  },
};
