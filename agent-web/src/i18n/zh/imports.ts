import type { ChineseOf } from '../dictionary.ts';
import type { imports as english } from '../en/imports.ts';

/** 管理页中客户名单的导入与导出。 */
export const imports: ChineseOf<typeof english> = {
  title: '客户',
  hint: '其他系统里的客户资料从这里导入和导出。单个客户请在坐席工作台查看。',
  importTitle: '导入名单',
  importHint:
    '带表头的 CSV 文件：姓名、电话、邮箱、等级、语言，最多 1000 位客户、1 MB。按电话或邮箱认出的客户，名单有不同内容即更新；空单元格不作更改。同一名单导入两次，第二次不会改动任何内容。',
  choose: '选择名单',
  taken: '新增 {{added}} 位，更新 {{changed}} 位，{{unchanged}} 位没有变化。',
  ignored: '未读取的列：{{columns}}。',
  refused_other: '有 {{count}} 行未导入：',
  refusedLine: '第 {{line}} 行：{{why}}',
  andMore_other: '另有 {{count}} 行。',
  'fault-nothing-known': '既没有电话也没有邮箱',
  'fault-bad-phone': '电话无法拨打（请带国家区号，如 +44…）',
  'fault-bad-email': '邮箱地址无效',
  'fault-too-long': '有内容过长',
  'fault-two-customers': '电话和邮箱分属两位客户',
  exportTitle: '导出名单',
  exportHint: '全部客户的姓名、电话、邮箱、等级和语言。导出会记入审计日志。',
  download: '下载全部客户',
  fileName: '客户.csv',
};
