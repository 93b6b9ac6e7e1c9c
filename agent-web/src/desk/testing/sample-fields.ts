import type { OwnField } from '../../state/types.ts';

const plain = { choices: [], revision: 1 } as const;

export const sampleFields: readonly OwnField[] = [
  { ...plain, subject: 'contact', key: 'birthday', kind: 'date', label: 'Birthday' },
  { ...plain, subject: 'contact', key: 'plan', kind: 'choice', label: 'Plan', choices: ['gold', 'basic'] },
  { ...plain, subject: 'conversation', key: 'device', kind: 'text', label: 'Device' },
  { ...plain, subject: 'conversation', key: 'guarantee', kind: 'yes-no', label: 'In guarantee' },
];
