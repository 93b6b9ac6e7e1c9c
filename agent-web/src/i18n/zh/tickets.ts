import type { ChineseOf } from '../dictionary.ts';
import type { tickets as english } from '../en/tickets.ts';

/** 工单列表。 */
export const tickets: ChineseOf<typeof english> = {
  title: '工单',
  list: '全部工单',
  search: '搜索工单',
  searchHint: '编号或主题中的词',
  clearSearch: '清除搜索',
  whose: '负责人',
  'whose-mine': '我的',
  'whose-nobody': '无人负责',
  'whose-all': '所有人的',
  state: '状态',
  'state-unsettled': '待处理',
  'state-settled': '已了结',
  'state-all': '全部状态',
  order: '排序',
  'order-newest': '最新在前',
  'order-oldest': '最早在前',
  renew: '重新加载',
  loading: '正在加载…',
  none: '这里没有工单。',
  noneFound: '没有找到与“{{words}}”有关的工单。',
  notLoaded: '工单加载失败。',
  notChanged: '工单未修改。',
  tryAgain: '重试',
  more: '显示更多',
  customer: '打开{{name}}的资料',
  noCustomer: '没有关联客户',
  opened: '{{ago}}创建',
};
