import type { ChineseOf } from '../dictionary.ts';
import type { fields as english } from '../en/fields.ts';

/** 自定义字段：由管理员设置。 */
export const fields: ChineseOf<typeof english> = {
  title: '字段',
  hint: '客服在工作台记录的客户与会话信息。修改立即生效，筛选与规则均可使用。',
  create: '新建字段',
  one: '字段 {{name}}',
  none: '还没有字段。',
  subject: '对象',
  'subject-contact': '客户',
  'subject-conversation': '会话',
  label: '显示名称',
  key: '键',
  keyHint: '小写字母、数字和 -。内容以此保存，保存后不可更改。',
  kind: '类型',
  kindHint: '保存后不可更改。',
  'kind-text': '文本',
  'kind-number': '数字',
  'kind-yes-no': '是或否',
  'kind-date': '日期',
  'kind-choice': '选项',
  choices: '可选内容',
  choicesHint: '每行一个，最多 20 个。移除某项后，已选的内容保留。',
  save: '保存字段',
  saved: '已保存。',
  remove: '移除字段',
  removeHint: '移除后，字段与已填写的内容会隐藏，用同一个键即可恢复。',
  taken: '已有使用此键的字段。',
  otherKind: '此字段曾存在，且类型不同。',
  most: '每类最多 15 个字段，已达上限。',
};
