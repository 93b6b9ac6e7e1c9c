import { Button } from '@mantine/core';
import { GitCompare, History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RuleChange, RulesSnapshot, VersionHead } from '../../state/types.ts';
import { RemoveButton } from '../../ui/staff/remove-button.tsx';
import adminStyles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import { useWhen } from '../when.ts';
import styles from './rules.module.css';

/** A value as a person reads it: short ones on one line. */
function shown(value: unknown): string {
  // Mostly an expression, which has quotes of its own.
  if (typeof value === 'string') return value;
  const flat = JSON.stringify(value);
  return flat.length <= 60 ? flat : JSON.stringify(value, undefined, 2);
}

function Change({ change: { path, before, after } }: { readonly change: RuleChange }) {
  const { t } = useTranslation('rules');
  return (
    <li>
      <code>{path === '' ? '·' : path}</code>
      <del>
        <span className="weft-unseen">{t('before')} </span>
        {before === undefined ? t('wasNot') : shown(before)}
      </del>
      <ins>
        <span className="weft-unseen">{t('after')} </span>
        {after === undefined ? t('isNot') : shown(after)}
      </ins>
    </li>
  );
}

function Version({ head, snapshot }: { readonly head: VersionHead; readonly snapshot: RulesSnapshot }) {
  const { t } = useTranslation('rules');
  const { rules } = useAdmin();
  const when = useWhen();
  const { version } = head;
  const holds = snapshot.versions[0]?.version === version;
  const open = snapshot.diff?.version === version;
  return (
    <li className={styles.version}>
      <div>
        <strong>{t('version', { version })}</strong>
        {holds && (
          <span className={adminStyles.chip} data-kind="brand">
            {t('present')}
          </span>
        )}
        {head.copyOf > 0 && <span className={adminStyles.chip}>{t('copyOf', { version: head.copyOf })}</span>}
        <small>{t('byWhom', { author: head.author, when: when(head.savedAtMs) })}</small>
        {head.note !== '' && <p dir="auto">{head.note}</p>}
      </div>
      <span className={adminStyles.actions}>
        <Button
          size="xs"
          variant="default"
          leftSection={<GitCompare size={14} aria-hidden="true" />}
          aria-label={t('showDiff', { version })}
          aria-expanded={open}
          disabled={!open && snapshot.step !== 'none'}
          onClick={() => (open ? rules.hideDiff() : rules.showDiff(version))}
        >
          {t('diff')}
        </Button>
        {!holds && <Restore version={version} snapshot={snapshot} />}
      </span>
      {open && (
        <ul className={styles.diff} aria-label={t('showDiff', { version })}>
          {snapshot.diff?.changes.length === 0 && <li>{t('noChanges')}</li>}
          {snapshot.diff?.changes.map((change) => (
            <Change key={change.path} change={change} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** The way back to a version: asked for twice while the document holds what is not saved, since that is gone then. */
function Restore({ version, snapshot }: { readonly version: number; readonly snapshot: RulesSnapshot }) {
  const { t } = useTranslation('rules');
  const { rules } = useAdmin();
  const name = t('restore', { version });
  const busy = snapshot.step !== 'none';
  const restore = (): void => rules.restore(version);
  if (snapshot.changed) {
    return (
      <RemoveButton
        size="xs"
        name={name}
        label={t('restoreShort')}
        sure={t('restoreNow')}
        icon={History}
        busy={busy}
        onRemove={restore}
      />
    );
  }
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<History size={14} aria-hidden="true" />}
      aria-label={name}
      disabled={busy}
      onClick={restore}
    >
      {t('restoreShort')}
    </Button>
  );
}

/** Every version that is kept: who saved it, when and why; what it changed; the way back to it. */
export function Versions({ snapshot }: { readonly snapshot: RulesSnapshot }) {
  const { t } = useTranslation('rules');
  if (snapshot.versions.length === 0) return <p className={styles.none}>{t('noVersions')}</p>;
  return (
    <ol className={styles.versions} aria-label={t('versions')}>
      {snapshot.versions.map((head) => (
        <Version key={head.version} head={head} snapshot={snapshot} />
      ))}
    </ol>
  );
}
