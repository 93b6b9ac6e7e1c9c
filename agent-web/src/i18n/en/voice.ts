/** Voice messages: recorded in a composer, played in a conversation. */
export const voice = {
  record: 'Record a voice message',
  recording: 'Recording a voice message',
  asking: 'Waiting for the microphone…',
  limit: 'at most {{limit}}',
  full: 'A voice message can be no longer than this.',
  held: 'The recording stopped. Send it, or discard it.',
  discard: 'Discard the recording',
  send: 'Send the voice message',
  failed: 'The recording failed. Please try again.',

  message: 'Voice message',
  play: 'Play: {{name}}',
  pause: 'Pause: {{name}}',
  position: 'Position in {{name}}',
  elapsed: '{{elapsed}} of {{total}}',
  save: 'Save {{name}}',
  gone: 'It cannot be played at the moment.',
} as const;
