import type { ChineseOf } from '../dictionary.ts';
import type { voice as english } from '../en/voice.ts';

/** Voice messages: recorded in a composer, played in a conversation. */
export const voice: ChineseOf<typeof english> = {
  record: '录制语音消息',
  recording: '正在录制语音消息',
  asking: '正在等待麦克风…',
  limit: '最长 {{limit}}',
  full: '语音消息已达最长时限。',
  held: '录音已停止，可以发送或丢弃。',
  discard: '丢弃录音',
  send: '发送语音消息',
  failed: '录音失败，请重试。',

  message: '语音消息',
  play: '播放：{{name}}',
  pause: '暂停：{{name}}',
  position: '{{name}}的播放位置',
  elapsed: '{{elapsed}}，共 {{total}}',
  save: '保存 {{name}}',
  gone: '暂时无法播放。',
};
