/** A callback, in the widget. */
export const callback = {
  title: 'We will call you back',
  keepsPlace: 'You keep your place. It rings on this page: leave it open, or come back to it.',
  againAt: 'We could not reach you. We will call again at {{time}}.',
  cancel: 'Cancel the callback',
  calledBy: '{{name}} is calling you back',
  incoming: 'Incoming call',
  answer: 'Answer',
  decline: 'Not now',

  itemWaiting: 'You will be called back',
  itemCalling: 'You are being called…',
  itemCancelled: 'Callback cancelled',
  itemNotReached: 'We called you and did not reach you',
} as const;
