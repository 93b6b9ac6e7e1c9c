import type { ChineseOf } from '../dictionary.ts';
import type { pauses as english } from '../en/pauses.ts';

/** What agents are busy or away for, as routing rules have it unless an administrator says otherwise. */
export const pauses: ChineseOf<typeof english> = {
  break: '休息',
  lunch: '用餐',
  meeting: '会议',
  training: '培训',
};
