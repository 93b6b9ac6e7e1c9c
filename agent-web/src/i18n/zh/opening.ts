import type { ChineseOf } from '../dictionary.ts';
import type { opening as english } from '../en/opening.ts';

/** 非工作时间的聊天窗口。 */
export const opening: ChineseOf<typeof english> = {
  closed: '现在是非工作时间。',
  opens: '我们将于 {{time}}恢复服务。',
  message: '您仍可留言，我们上班后会回复。',
  keepsPlace: '您的排队位置会保留：可以要求回电，也可以给我们留言。',
  address: '如何联系您？邮箱或电话',
  leave: '留下联系方式',
  left: '谢谢。我们会在那里或这里回复您。',
};
