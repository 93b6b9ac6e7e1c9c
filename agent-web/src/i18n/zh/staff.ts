import type { ChineseOf } from '../dictionary.ts';
import type { staff as english } from '../en/staff.ts';

/** What the agents' desk and the operators' page share: signing in, the connection, the product's name. */
export const staff: ChineseOf<typeof english> = {
  product: 'Weft',
  signIn: '登录',
  notKnownHere: '系统中没有与该账户对应的用户。',
  askAdministrator: '请联系管理员开通。',
  or: '或',
  signInWith: '使用 {{name}} 登录',
  login: '用户名',
  password: '密码',
  showPassword: '显示密码',
  signingIn: '正在登录…',
  signOut: '退出登录',
  account: '{{name}}的账户',
  restoring: '正在恢复上次会话…',
  loginMissing: '请输入用户名。',
  passwordMissing: '请输入密码。',
  close: '关闭',
  cancel: '取消',
  removeNow: '确认删除？',
  mainNavigation: '主导航',
  linkConnecting: '正在连接…',
  linkReady: '已连接（{{region}}）',
  linkInterrupted: '连接中断，正在第 {{attempt}} 次重新连接…',
  linkFailed: '未连接',
  skipToContent: '跳到内容',
  notifications: '通知',
};
