import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './rules.module.css';

/** What new rules are often made of, as it stands in the document. */
const EXAMPLES = [
  ['vip', '{ "name": "regulars", "when": "work.level == \\"gold\\"", "priority": 300 }'],
  ['language', '"when": "agent.languages HAS work.language"'],
  ['skill', '"when": "agent.skills.refunds >= 3"'],
  ['team', '"when": "agent.team == \\"north\\""'],
  ['agents', '"when": "agent.id IN [\\"anna\\", \\"wei\\"]"'],
  ['page', '{ "name": "shop", "when": "work.title == \\"Checkout\\"", "urgent": true }'],
  ['channel', '{ "name": "calls", "when": "work.channel IN [\\"voice\\", \\"video\\"]", "queue": "calls" }'],
  ['skip', '"skipIf": "step.agents == 0"'],
  ['promise', '"answerWithin": { "firstMinutes": 5, "nextMinutes": 30 }'],
  ['closing', '"closeAfterHours": 72'],
  ['askFirst', '"askFirst": { "name": "required", "email": "optional" }'],
  ['serviceLevel', '"serviceLevel": { "percent": 80, "seconds": 20 }'],
  ['pauses', '"pauses": ["break", "lunch", "meeting", "training"]'],
] as const;

const OPERATORS = '== != < <= > >= IN HAS AND OR NOT ( )';
const ATTRIBUTES = {
  work: 'id channel priority value topic language urgent skills.NAME level tags via region page title locale name',
  agent: 'id languages skills.NAME, and its attributes',
  step: 'agents free waiting',
} as const;

/** What rules may say, with examples to put in. */
export function Help({ onPutIn }: { readonly onPutIn: (text: string) => void }) {
  const { t } = useTranslation('rules');
  return (
    <div className={styles.help}>
      <p>{t('helpIntro')}</p>
      <h2>{t('examples')}</h2>
      <ul>
        {EXAMPLES.map(([name, text]) => (
          <li key={name}>
            <span>{t(`example-${name}`)}</span>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t('putInNamed', { name: t(`example-${name}`) })}
              onClick={() => onPutIn(text)}
            >
              {t('putIn')}
            </Button>
            <code>{text}</code>
          </li>
        ))}
      </ul>
      <h2>{t('operators')}</h2>
      <p>
        <code>{OPERATORS}</code>
      </p>
      <h2>{t('attributes')}</h2>
      <dl>
        {(['work', 'agent', 'step'] as const).map((root) => (
          <div key={root}>
            <dt>
              <code>{root}.</code> {t(`attributes-${root}`)}
            </dt>
            <dd lang="en">{ATTRIBUTES[root]}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
