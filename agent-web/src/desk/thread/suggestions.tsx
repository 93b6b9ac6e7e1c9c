import type { Channel } from '@weft/proto';
import { type RefObject, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Colleague, Draft, Template } from '../../state/types.ts';
import { fillTemplate, firstPlace, type TemplateValues } from '../../ui/template-text.ts';
import { useCaret } from '../../ui/use-caret.ts';
import styles from './composer.module.css';
import { offeredTemplates } from './offered-templates.ts';
import { replaceTrigger, type Trigger, triggerAt } from './triggers.ts';

/** Shown at once: who wants another one types on. */
const MAX_SHOWN = 8;

interface Suggestion {
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  /** What takes the trigger's place. */
  readonly text: string;
}

export interface SuggestionOptions {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly mode: Draft['mode'];
  readonly text: string;
  readonly templates: readonly Template[];
  readonly colleagues: readonly Colleague[];
  readonly values: TemplateValues;
  /** Which a reply goes by; undefined = it is a note. */
  readonly channel: Channel | undefined;
  /** The customer's; empty = not known. */
  readonly language: string;
  /** A template is wanted: what there is may have changed. */
  readonly onWanted: () => void;
  readonly setText: (text: string) => void;
}

const fits = (query: string, ...texts: readonly string[]): boolean =>
  texts.some((text) => text.toLowerCase().includes(query.toLowerCase()));

function suggestionsFor(
  trigger: Trigger | undefined,
  { mode, templates, colleagues, values, channel, language }: SuggestionOptions,
): readonly Suggestion[] {
  if (trigger === undefined) return [];
  if (trigger.kind === 'template')
    return offeredTemplates(templates, { query: trigger.query, channel, language })
      .slice(0, MAX_SHOWN)
      .map((one) => {
        const filled = fillTemplate(one.text, values);
        const detail = [one.title || filled, one.language].filter((part) => part !== '').join(' · ');
        return { key: one.templateId, title: `/${one.shortcut}`, detail, text: filled };
      });
  // Only a note mentions: a customer's reply with an at sign is just that.
  if (mode !== 'note') return [];
  return colleagues
    .filter(({ displayName, agentId }) => fits(trigger.query, displayName, agentId))
    .slice(0, MAX_SHOWN)
    .map(({ agentId, displayName }) => ({
      key: agentId,
      title: displayName,
      detail: '',
      text: `@${displayName} `,
    }));
}

/** What the composer offers while "/" or "@" is being typed, and what its keys do. */
export function useSuggestions(options: SuggestionOptions) {
  const { field, text, setText, onWanted } = options;
  const listId = useId();
  const [trigger, setTrigger] = useState<Trigger>();
  const [at, setAt] = useState(0);
  const putCaret = useCaret(field, text);
  const list = suggestionsFor(trigger, options);
  const active = list[Math.min(at, list.length - 1)];
  const open = trigger !== undefined && (list.length > 0 || trigger.kind === 'template');

  const moved = (): void => {
    const area = field.current;
    if (area === null) return;
    const next =
      area.selectionStart === area.selectionEnd ? triggerAt(area.value, area.selectionStart) : undefined;
    if (next?.from !== trigger?.from || next?.query !== trigger?.query) setAt(0);
    if (next?.kind === 'template' && trigger?.kind !== 'template') onWanted();
    setTrigger(next);
  };
  const choose = (one: Suggestion): void => {
    const area = field.current;
    if (area === null || trigger === undefined) return;
    const replaced = replaceTrigger(text, area.selectionStart, trigger, one.text);
    setText(replaced.text);
    setTrigger(undefined);
    area.focus();
    // What nobody could fill in is there to be typed over.
    const start = replaced.caret - one.text.length;
    const { from, to } = firstPlace(one.text) ?? { from: one.text.length, to: one.text.length };
    putCaret(replaced.text, start + from, start + to);
  };
  /** Whether the key was for the list. */
  const pressed = (key: string): boolean => {
    if (!open) return false;
    if (key === 'Escape') setTrigger(undefined);
    else if (active === undefined) return false;
    else if (key === 'ArrowDown') setAt((at + 1) % list.length);
    else if (key === 'ArrowUp') setAt((at + list.length - 1) % list.length);
    else if (key === 'Enter' || key === 'Tab') choose(active);
    else return false;
    return true;
  };
  return {
    open,
    list,
    active,
    kind: trigger?.kind ?? 'template',
    listId,
    activeId: active === undefined ? undefined : `${listId}-${active.key}`,
    moved,
    choose,
    pressed,
    close: () => setTrigger(undefined),
  } as const;
}

/** The offered templates or colleagues, above the composer. */
export function Suggestions({ suggestions }: { readonly suggestions: ReturnType<typeof useSuggestions> }) {
  const { t } = useTranslation('thread');
  const { open, list, active, kind, listId, choose } = suggestions;
  if (!open) return null;
  return (
    <div className={styles.suggestions}>
      {list.length === 0 ? (
        <p>{t('noTemplates')}</p>
      ) : (
        <div role="listbox" id={listId} aria-label={t(kind === 'template' ? 'templates' : 'colleagues')}>
          {list.map((one) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the text field keeps the focus and points here
            <div
              key={one.key}
              id={`${listId}-${one.key}`}
              role="option"
              aria-selected={one === active}
              // A press would take the focus from the text before the click.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(one)}
              onKeyDown={undefined}
            >
              <b>{one.title}</b>
              <span>{one.detail}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
