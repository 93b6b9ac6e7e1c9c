/** The widget, outside the business hours. */
export const opening = {
  closed: 'We are closed at the moment.',
  opens: 'We open again {{time}}.',
  message: 'Write to us all the same: we have your message, and answer it then.',
  keepsPlace: 'Your place is kept: ask to be called back, or write to us.',
  address: 'Where can we answer you? E-mail or phone',
  leave: 'Leave it',
  left: 'Thank you. We answer you there, or here.',
};
