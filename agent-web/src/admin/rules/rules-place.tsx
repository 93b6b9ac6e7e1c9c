import { Button } from '@mantine/core';
import { Save, Undo2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleMark, RulesSnapshot } from '../../state/types.ts';
import { useCaret } from '../../ui/use-caret.ts';
import { useStore } from '../../ui/use-store.ts';
import adminStyles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import fieldStyles from '../fields.module.css';
import { Overtaken } from '../overtaken.tsx';
import { PlaceHead, SavedSign } from '../place-head.tsx';
import { Tabs } from '../tabs.tsx';
import { useWhen } from '../when.ts';
import { Editor } from './editor.tsx';
import { Help } from './help.tsx';
import { CheckSign, MarkList } from './marks.tsx';
import { Overview } from './overview.tsx';
import styles from './rules.module.css';
import { Versions } from './versions.tsx';
import { WhatIf } from './what-if.tsx';

const MAX_NOTE = 500;

function Holding({ snapshot }: { readonly snapshot: RulesSnapshot }) {
  const { t } = useTranslation('rules');
  const when = useWhen();
  const { basedOn } = snapshot;
  if (basedOn === undefined) return null;
  if (basedOn.version === 0) return <span className={adminStyles.chip}>{t('plainRules')}</span>;
  return (
    <span className={adminStyles.chip} data-kind="brand">
      {t('version', { version: basedOn.version })} ·{' '}
      {t('byWhom', { author: basedOn.author, when: when(basedOn.savedAtMs) })}
    </span>
  );
}

function SaveBar({ snapshot }: { readonly snapshot: RulesSnapshot }) {
  const { t } = useTranslation('rules');
  const { rules } = useAdmin();
  const [note, setNote] = useState('');
  const { saved, changed, check, step } = snapshot;
  useEffect(() => {
    if (saved > 0) setNote('');
  }, [saved]);
  return (
    <form
      className={styles.saveBar}
      onSubmit={(event) => {
        event.preventDefault();
        rules.save(note);
      }}
    >
      <input
        type="text"
        className={fieldStyles.input}
        aria-label={t('note')}
        placeholder={t('note')}
        maxLength={MAX_NOTE}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button
        type="submit"
        leftSection={<Save size={16} aria-hidden="true" />}
        loading={step === 'saving'}
        disabled={!changed || check === 'wrong' || step !== 'none'}
      >
        {t('save')}
      </Button>
      <Button
        variant="default"
        leftSection={<Undo2 size={16} aria-hidden="true" />}
        disabled={!changed || step !== 'none'}
        onClick={() => rules.reset()}
      >
        {t('reset')}
      </Button>
    </form>
  );
}

/** The routing rules: the document with its errors, and beside it what it means, was, and would do. */
export function RulesPlace() {
  const { t } = useTranslation(['rules', 'admin']);
  const { rules } = useAdmin();
  const snapshot = useStore(rules);
  const [view, setView] = useState<'overview' | 'versions' | 'whatIf' | 'help'>('overview');
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // What was typed and not saved is still there when one comes back.
    if (!rules.get().changed) rules.load();
  }, [rules]);
  const putCaret = useCaret(area, snapshot.text);
  const select = (offset: number, end: number): void => {
    area.current?.focus();
    area.current?.setSelectionRange(offset, end);
  };
  const putIn = (text: string): void => {
    const { selectionStart = 0, selectionEnd = 0 } = area.current ?? {};
    const before = snapshot.text;
    const next = `${before.slice(0, selectionStart)}${text}${before.slice(selectionEnd)}`;
    area.current?.focus();
    putCaret(next, selectionStart, selectionStart + text.length);
    rules.edit(next);
  };
  return (
    <>
      <PlaceHead
        title={t('admin:routing')}
        hint={t('rules:hint')}
        problem={snapshot.overtaken ? undefined : snapshot.problem}
        loading={snapshot.step === 'loading'}
      >
        <Holding snapshot={snapshot} />
        {snapshot.changed && (
          <span className={adminStyles.chip} data-kind="warn">
            {t('rules:changed')}
          </span>
        )}
        <SavedSign shown={snapshot.saved > 0} text={t('rules:savedAs', { version: snapshot.saved })} />
      </PlaceHead>
      {snapshot.overtaken && (
        <Overtaken
          text={t('rules:overtaken')}
          load={t('rules:load')}
          disabled={snapshot.step !== 'none'}
          onLoad={() => rules.reset()}
        />
      )}
      <div className={styles.columns}>
        <section className={styles.document} aria-label={t('rules:editor')}>
          <Editor
            text={snapshot.text}
            marks={snapshot.marks}
            empty={snapshot.basedOn === undefined}
            area={area}
            onEdit={(text) => rules.edit(text)}
          />
          <div className={styles.foot}>
            <CheckSign check={snapshot.check} marks={snapshot.marks} />
            <MarkList marks={snapshot.marks} onGo={({ offset, end }: RuleMark) => select(offset, end)} />
            <SaveBar snapshot={snapshot} />
          </div>
        </section>
        <Tabs
          label={t('rules:views')}
          chosen={view}
          onChoose={setView}
          tabs={[
            { name: 'overview', label: t('rules:overview'), draw: () => <Overview value={snapshot.value} /> },
            { name: 'versions', label: t('rules:versions'), draw: () => <Versions snapshot={snapshot} /> },
            { name: 'whatIf', label: t('rules:whatIf'), draw: () => <WhatIf snapshot={snapshot} /> },
            { name: 'help', label: t('rules:help'), draw: () => <Help onPutIn={putIn} /> },
          ]}
        />
      </div>
    </>
  );
}
