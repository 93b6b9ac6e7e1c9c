/** Languages of the pages, as `?lang=` takes them. */
export type Language = 'en' | 'zh';

/** Names of controls that tests go by: docs/pages.md. */
export interface Words {
  readonly voiceCall: string;
  readonly videoCall: string;
  readonly contact: string;
  readonly chat: string;
  readonly message: string;
  readonly send: string;
  readonly conversation: string;
  readonly minimise: string;
  readonly callControls: string;
  readonly mute: string;
  readonly camera: string;
  readonly shareScreen: string;
  readonly noiseSuppression: string;
  readonly hold: string;
  readonly hangUp: string;
  readonly callAgain: string;
  readonly cancel: string;
  readonly devices: string;
  readonly done: string;
  readonly login: string;
  readonly password: string;
  readonly signIn: string;
  readonly available: string;
  readonly busy: string;
  readonly away: string;
  readonly accept: string;
  readonly decline: string;
  /** Part of the name of the other side's picture, whoever it is. */
  readonly remoteVideo: string;
}

/** The names in both languages. */
export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    voiceCall: 'Voice call',
    videoCall: 'Video call',
    contact: 'Contact us',
    chat: 'Chat',
    message: 'Message',
    send: 'Send',
    conversation: 'Conversation',
    minimise: 'Minimise',
    callControls: 'Call controls',
    mute: 'Mute',
    camera: 'Camera',
    shareScreen: 'Share screen',
    noiseSuppression: 'Noise suppression',
    hold: 'Hold',
    hangUp: 'Hang up',
    callAgain: 'Call again',
    cancel: 'Cancel',
    devices: 'Devices',
    done: 'Done',
    login: 'Name',
    password: 'Password',
    signIn: 'Sign in',
    available: 'Available',
    busy: 'Busy',
    away: 'Away',
    accept: 'Accept',
    decline: 'Decline',
    remoteVideo: 'Video of',
  },
  zh: {
    voiceCall: '语音通话',
    videoCall: '视频通话',
    contact: '联系客服',
    chat: '在线聊天',
    message: '消息',
    send: '发送',
    conversation: '会话',
    minimise: '最小化',
    callControls: '通话控制',
    mute: '静音',
    camera: '摄像头',
    shareScreen: '共享屏幕',
    noiseSuppression: '降噪',
    hold: '保持',
    hangUp: '挂断',
    callAgain: '再次呼叫',
    cancel: '取消',
    devices: '设备',
    done: '完成',
    login: '用户名',
    password: '密码',
    signIn: '登录',
    available: '空闲',
    busy: '忙碌',
    away: '离开',
    accept: '接听',
    decline: '拒绝',
    remoteVideo: '的视频',
  },
};
