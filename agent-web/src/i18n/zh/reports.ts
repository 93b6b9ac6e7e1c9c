import type { ChineseOf } from '../dictionary.ts';
import type { reports as english } from '../en/reports.ts';

/** The desk's place for reports. */
export const reports: ChineseOf<typeof english> = {
  title: '报表',
  today: '今天',
  time: '时间范围',
  days_other: '{{count}} 天',
  download: '下载 CSV',
  loading: '加载中…',
  notLoaded: '报表加载失败。',
  tryAgain: '重试',
  counted: '会话每次关闭时计入；时长按自然时间计算，包含夜间和周末。',
  nothing: '这段时间内没有关闭的会话。',

  closed: '已关闭',
  answerTime: '首次回复',
  solveTime: '处理时长',
  ninetieth: '九成在 {{time}} 内',
  messages: '消息',
  inAndOut: '收 {{received}}，发 {{sent}}',
  calls: '通话',
  missed_other: '未接 {{count}}',
  rating: '评分',
  ratingsCount_other: '来自 {{count}} 位客户',

  byDay: '按天',
  dayCount_other: '{{day}}：关闭 {{count}} 个',
  byAgent: '按客服',
  byChannel: '按渠道',
  byQueue: '按队列',
  byDisposition: '按处理结果',
  agent: '客服',
  channel: '渠道',
  queue: '队列',
  disposition: '处理结果',
  nobody: '无人处理',
  noOutcome: '未填结果',

  said: '客户评价',
  poor: '三星及以下',
  noRatings: '这段时间内没有评价。',
  noComment: '无留言',
  ratedBy: '{{name}}，由{{agent}}服务',
  open: '打开与{{name}}的会话',
  more: '显示更早的',
  unnamed: '未命名客户',
};
