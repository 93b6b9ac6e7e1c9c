import { WeftError } from '@weft/proto';
import { each, type Fields, fieldsOf, number, text, texts } from '../fields.ts';
import type { Macro, MacroStep } from '../types.ts';

/** Undefined = of a kind that this page is too old to know. */
function stepOf(one: Fields): MacroStep | undefined {
  switch (one.do) {
    case 'take':
      return { do: 'take' };
    case 'tag':
      return { do: 'tag', add: texts(one.add), remove: texts(one.remove) };
    case 'prioritize':
      return { do: 'prioritize', priority: number(one.priority) };
    case 'reply':
      return { do: 'reply', templateId: text(one.templateId) };
    case 'note':
      return { do: 'note', text: text(one.text) };
    case 'transfer':
      return { do: 'transfer', queueId: text(one.queueId), note: text(one.note) };
    case 'snooze':
      return { do: 'snooze', minutes: number(one.minutes) };
    case 'close':
      return { do: 'close', disposition: text(one.disposition) };
    default:
      return undefined;
  }
}

/** Undefined = it has a step that this page does not know: nobody runs what they cannot read. */
function macroOf(answer: unknown): Macro | undefined {
  const one = fieldsOf(answer);
  const steps = each(one.steps, stepOf).filter((step) => step !== undefined);
  if (!Array.isArray(one.steps) || steps.length !== one.steps.length) return undefined;
  return { macroId: text(one.macroId), revision: number(one.revision), name: text(one.name), steps };
}

export const macrosOf = (answer: unknown): readonly Macro[] =>
  each(fieldsOf(answer).macros, macroOf).filter((macro) => macro !== undefined);

/** One that was just kept. Throws INTERNAL for what this page cannot read. */
export function keptMacroOf(answer: unknown): Macro {
  const macro = macroOf(answer);
  if (macro === undefined) throw new WeftError('INTERNAL', 'a macro of another version');
  return macro;
}
