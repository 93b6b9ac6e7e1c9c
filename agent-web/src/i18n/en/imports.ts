/** Customers from a list and as one, at the administrators' page. */
export const imports = {
  title: 'Customers',
  hint: 'What other systems know of your customers comes in here, and goes out. Single customers are at the desk.',
  importTitle: 'From a list',
  importHint:
    'Comma-separated values with headings: name, phone, email, level, language, up to 1,000 customers and 1 MB. Who is known by the number or the address is changed where the list says something else; an empty cell changes nothing. The same list twice changes nothing the second time.',
  choose: 'Choose a list',
  taken: '{{added}} new, {{changed}} changed, {{unchanged}} as they were.',
  ignored: 'Not looked at: {{columns}}.',
  refused_one: 'One line was not taken in:',
  refused_other: '{{count}} lines were not taken in:',
  refusedLine: 'Line {{line}}: {{why}}',
  andMore_one: 'and one more.',
  andMore_other: 'and {{count}} more.',
  'fault-nothing-known': 'neither a number nor an address',
  'fault-bad-phone': 'the number cannot be called (with its country, please: +44…)',
  'fault-bad-email': 'the e-mail address is none',
  'fault-too-long': 'something in it is too long',
  'fault-two-customers': 'the number is one customer’s, the address another’s',
  exportTitle: 'As a list',
  exportHint:
    'All customers with name, number, address, level and language. That it was taken is written down.',
  download: 'Download all customers',
  fileName: 'customers.csv',
};
