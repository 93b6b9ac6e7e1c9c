/** What agents are busy or away for, as routing rules have it unless an administrator says otherwise. */
export const pauses = {
  break: 'Break',
  lunch: 'Lunch',
  meeting: 'Meeting',
  training: 'Training',
};
