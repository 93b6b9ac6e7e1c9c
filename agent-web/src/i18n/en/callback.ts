/** A callback, in the widget. */
export const callback = {
  title: 'We will call you back',
  keepsPlace: 'You keep your place. It rings on this page: leave it open, or come back to it.',
  nobodyOnDuty: 'Nobody is at the desk at the moment.',
  againAt: 'We will call again at {{time}}.',
  'missed-unspecified': 'We could not reach you.',
  'missed-away': 'We could not reach you.',
  'missed-no-answer': 'We could not reach you.',
  'missed-declined': 'You could not talk just now.',
  'missed-agent': 'The call was broken off.',
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
