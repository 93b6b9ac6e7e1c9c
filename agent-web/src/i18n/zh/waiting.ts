import type { ChineseOf } from '../dictionary.ts';
import type { waiting as english } from '../en/waiting.ts';

/** Why waiting work has no agent yet: at the desk and on the wall. */
export const waiting: ChineseOf<typeof english> = {
  title: '等待中的工作及原因',
  whyNobody: '为何还没有人接手',
  none: '没有等待中的工作。',
  customer: '客户',
  queue: '队列',
  since: '已等待',
  reason: '还没有人接手的原因',
  call: '通话',
  callback: '回电',
  conversation: '会话',
  unnamed: '客户',
  where: '{{queue}}，第 {{step}} 步',
  closed: '队列已打烊。',
  'not-yet': '尚未到约定时间。',
  kept: '正为 {{name}} 保留。',
  offered: '即将交给一位客服。',
  offeredTo: '正在交给 {{name}}。',
  'nobody-on': '没有客服在线。',
  noSkill: '没有具备 {{skills}} 的客服在线。',
  skill: '{{skill}} ≥ {{level}} 级',
  noCondition: '没有在线客服符合该步骤的条件：{{condition}}。',
  noBoth: '没有在线客服同时满足全部要求：{{skills}} 以及该步骤的条件。',
  'all-away_other': '有 {{count}} 位客服可以接手，但都不空闲。',
  'all-full_other': '可以接手的 {{count}} 位空闲客服都已满负荷。',
  declined: '有空的客服刚刚拒绝过。',
  changes: '{{time}} 后扩大范围。',
  opens: '{{time}} 后再看。',
};
