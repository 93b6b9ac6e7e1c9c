import type { ChineseOf } from '../dictionary.ts';
import type { asked as english } from '../en/asked.ts';

/** 会话开始之前的聊天窗口。 */
export const asked: ChineseOf<typeof english> = {
  title: '开始聊天之前',
  why: '方便我们称呼您、回复您。',
  name: '您的姓名',
  email: '您的邮箱',
  phone: '您的电话号码',
  optional: '选填',
  start: '开始聊天',
  skip: '跳过',
  'name-missing': '请告诉我们怎么称呼您。',
  'name-wrong': '请用文字填写姓名。',
  'email-missing': '请填写我们可以回复您的邮箱。',
  'email-wrong': '邮箱地址不完整，格式应为 ada@example.com。',
  'phone-missing': '请填写可以联系到您的电话号码。',
  'phone-wrong': '电话号码不完整。可填写手机号，或带国家代码的号码，例如 +86 10 1234 5678。',
};
