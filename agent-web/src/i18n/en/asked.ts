/** The widget, before a conversation begins. */
export const asked = {
  title: 'Before you write',
  why: 'So that we know whom we answer, and where.',
  name: 'Your name',
  email: 'Your e-mail',
  phone: 'Your phone number',
  optional: 'optional',
  start: 'Start the chat',
  skip: 'Skip',
  'name-missing': 'Please say what we may call you.',
  'name-wrong': 'Please write your name in letters.',
  'email-missing': 'Please write the e-mail address where we can answer you.',
  'email-wrong': 'That is not a complete e-mail address. It should look like ada@example.com.',
  'phone-missing': 'Please write the number where we can reach you.',
  'phone-wrong':
    'That is not a complete phone number. Please begin with the country, as in +44 20 7946 0018.',
};
