import {
  type Clock,
  type Conversation,
  type FaultInit,
  type Log,
  type Principal,
  toFault,
  WeftError,
} from '@weft/proto';
import { filledIn } from '../contacts/template-text.ts';
import { type ConversationCommand, messageText } from '../requests/conversation-commands.ts';
import type { Macro, MacroStep } from '../store/macros.ts';
import type { Template } from '../store/tables.ts';

const MINUTE_MS = 60_000;
/** What is kept of why a step failed. */
const MAX_NOTE = 4_000;

/** What a macro is run with. */
export interface MacroRun {
  readonly macro: Macro;
  readonly conversationId: string;
  /** The page's own for this press: sent twice, nothing is written twice. */
  readonly runId: string;
  readonly who: Principal;
}

export interface MacroParts {
  /** As it is now. Throws CONVERSATION_NOT_FOUND. */
  readonly headOf: (conversationId: string) => Promise<Conversation>;
  readonly templateOf: (templateId: string) => Promise<Template | undefined>;
  /** What the variables of templates stand for in this conversation. */
  readonly valuesOf: (head: Conversation, who: Principal) => Promise<Readonly<Record<string, string>>>;
  readonly serve: (who: Principal, command: ConversationCommand) => Promise<unknown>;
  readonly clock: Clock;
  readonly log: Log;
}

/** What became of it. */
export interface MacroOutcome {
  /** Steps that are done, from the first one on. */
  readonly done: number;
  /** Why the next one is not, and none after it; undefined = all are. */
  readonly fault: FaultInit | undefined;
}

/** Does the steps one after the other, each as if the agent had done it by hand; the first that fails is the last one tried. */
export async function runMacro(parts: MacroParts, run: MacroRun): Promise<MacroOutcome> {
  const { steps } = run.macro;
  for (const [at, step] of steps.entries()) {
    try {
      await parts.serve(run.who, await commandOf(parts, run, step, at));
    } catch (error) {
      if (!(error instanceof WeftError))
        parts.log.error({ macro: run.macro.macroId, step: at, error: String(error) }, 'a step failed');
      return { done: at, fault: toFault(error) };
    }
  }
  return { done: steps.length, fault: undefined };
}

/** What a step asks for, as a page would ask it. */
async function commandOf(
  parts: MacroParts,
  run: MacroRun,
  step: MacroStep,
  at: number,
): Promise<ConversationCommand> {
  const { conversationId, runId } = run;
  const post = (text: string, note: boolean): ConversationCommand => ({
    ...{ name: 'post-item', conversationId, clientId: `${runId}-${at}`, note, mentions: [] },
    body: { case: 'text', value: messageText(text) },
    ...{ channel: 'unspecified', wantedQueueId: '', invitationId: '', page: undefined },
  });
  switch (step.do) {
    case 'take': {
      const { state, agentId } = await parts.headOf(conversationId);
      const held = state === 'assigned' || state === 'snoozed';
      return { name: 'take-conversation', conversationId, fromAgentId: held ? agentId : '' };
    }
    case 'tag':
      return { name: 'tag-conversation', conversationId, add: step.add, remove: step.remove };
    case 'prioritize':
      return { name: 'prioritize-conversation', conversationId, priority: step.priority };
    case 'reply':
      return post(await replyOf(parts, run, step.templateId), false);
    case 'note':
      return post(step.text, true);
    case 'transfer': {
      const { queueId, note } = step;
      const name = 'transfer-conversation';
      return { name, conversationId, agentId: '', queueId, note: messageText(note, MAX_NOTE) };
    }
    case 'snooze': {
      const untilMs = step.minutes === 0 ? 0 : parts.clock.now() + step.minutes * MINUTE_MS;
      return { name: 'snooze-conversation', conversationId, untilMs: Math.round(untilMs) };
    }
    case 'close':
      return { name: 'close-conversation', conversationId, disposition: step.disposition };
  }
}

/** A template's words for this customer. Throws BAD_REQUEST where they cannot be sent as they are. */
async function replyOf(parts: MacroParts, run: MacroRun, templateId: string): Promise<string> {
  const template = await parts.templateOf(templateId);
  // Nobody reads them again before they go: only what was approved may.
  if (template === undefined || template.ownerId !== '' || template.approval !== 'approved')
    throw new WeftError('BAD_REQUEST', 'its template is gone, or not approved');
  const head = await parts.headOf(run.conversationId);
  const channel = head.channel === 'call' ? 'chat' : head.channel;
  if (template.channels.length > 0 && !template.channels.includes(channel))
    throw new WeftError('BAD_REQUEST', `its template does not go by ${channel}`);
  const { text, left } = filledIn(template.text, await parts.valuesOf(head, run.who));
  if (left.length > 0) throw new WeftError('BAD_REQUEST', `nobody knows what ${left.join(' ')} is here`);
  return text;
}
