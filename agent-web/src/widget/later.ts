/** What the widget fetches beside its start: nobody sees it at first. */
export { callback } from '../i18n/en/callback.ts';
export { voice } from '../i18n/en/voice.ts';
export { Callback } from './callback/callback.tsx';
export { Chat } from './chat/chat.tsx';
export { CallRating } from './chat/rating.tsx';
