import type { ChineseOf } from '../dictionary.ts';
import type { callback as english } from '../en/callback.ts';

/** A callback, in the widget. */
export const callback: ChineseOf<typeof english> = {
  title: '我们会给您回电',
  keepsPlace: '将为您保留排队位置。来电会在此页面响铃，请保持页面打开，或稍后返回。',
  nobodyOnDuty: '当前没有客服在线。',
  againAt: '我们将在 {{time}} 再次回电。',
  'missed-unspecified': '刚才未能联系到您。',
  'missed-away': '刚才未能联系到您。',
  'missed-no-answer': '刚才未能联系到您。',
  'missed-declined': '您刚才不方便通话。',
  'missed-agent': '刚才的呼叫中断了。',
  cancel: '取消回电',
  calledBy: '{{name}}正在给您回电',
  incoming: '来电',
  answer: '接听',
  decline: '稍后再说',

  itemWaiting: '我们会给您回电',
  itemCalling: '正在给您回电…',
  itemCancelled: '回电已取消',
  itemNotReached: '我们曾给您回电，未能联系到您',
};
