import { each, entriesOf, type Fields, fieldsOf, flag, isObject, number, text, texts } from '../fields.ts';
import { readLook } from '../look.ts';
import type {
  AgentTraits,
  AuditEntry,
  CapacityPlan,
  CustomerImport,
  EditedTemplate,
  Person,
  ReplayFigures,
  RuleChange,
  TraitValue,
  VersionHead,
  WhatIfView,
} from '../types.ts';
import type { InvitationList, KeptLook, RuleProblem, RulesNow, RulesOutcome } from './admin-api.ts';

/** The control plane's answers as what they are; what does not fit is empty, never something else. */

const problemsOf = (value: unknown): readonly RuleProblem[] =>
  each(value, ({ path, column, message }) => ({
    ...{ path: text(path), column: number(column), message: text(message) },
  }));

export function outcomeOf(answer: unknown): RulesOutcome {
  const { ok, version, errors, warnings } = fieldsOf(answer);
  return {
    ...{ ok: flag(ok), version: number(version) },
    ...{ errors: problemsOf(errors), warnings: problemsOf(warnings) },
  };
}

export const headOf = (one: Fields): VersionHead => ({
  ...{ version: number(one.version), savedAtMs: number(one.savedAtMs), author: text(one.author) },
  ...{ note: text(one.note), copyOf: number(one.copyOf) },
});

export function rulesOf(answer: unknown): RulesNow {
  const one = fieldsOf(answer);
  return { head: headOf(one), rules: one.rules };
}

export const versionsOf = (answer: unknown): readonly VersionHead[] =>
  each(fieldsOf(answer).versions, headOf);

export const changesOf = (answer: unknown): readonly RuleChange[] =>
  each(fieldsOf(answer).changes, ({ path, before, after }) => ({ path: text(path), before, after }));

function figuresOf(value: unknown): ReplayFigures {
  const one = fieldsOf(value);
  const waits = isObject(one.waitMs) ? one.waitMs : {};
  return {
    ...{ arrived: number(one.arrived), answered: number(one.answered) },
    ...{ abandoned: number(one.abandoned), refused: number(one.refused) },
    waitMs: { p50: number(waits.p50), p95: number(waits.p95), max: number(waits.max) },
    byQueue: entriesOf(one.byQueue).map(([queueId, answered]) => [queueId, number(answered)] as const),
  };
}

export function whatIfOf(answer: unknown): WhatIfView | undefined {
  const { ok, present, other, differences } = fieldsOf(answer);
  if (ok !== true) return undefined;
  const found = isObject(differences) ? differences : {};
  return {
    ...{ present: figuresOf(present), other: figuresOf(other) },
    ...{ otherAgent: number(found.otherAgent), otherQueue: number(found.otherQueue) },
    ...{ longer: number(found.longer), shorter: number(found.shorter) },
    ...{ lost: number(found.lost), won: number(found.won) },
  };
}

export const personOf = (one: Fields): Person => ({
  ...{ agentId: text(one.agentId), login: text(one.login), name: text(one.name), role: text(one.role) },
  ...{ grants: texts(one.grants), active: flag(one.active), fromFile: flag(one.fromFile) },
});

export const peopleOf = (answer: unknown): readonly Person[] => each(fieldsOf(answer).people, personOf);

export function addedPersonOf(answer: unknown): { readonly person: Person; readonly password: string } {
  const { person, password } = fieldsOf(answer);
  return { person: personOf(fieldsOf(person)), password: text(password) };
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

function attributeOf(value: unknown): TraitValue | undefined {
  if (Array.isArray(value)) return value.filter(isScalar);
  return isScalar(value) ? value : undefined;
}

function traitsOf(value: unknown): AgentTraits {
  const one = fieldsOf(value);
  const attributes = entriesOf(one.attributes).flatMap(([name, found]) => {
    const attribute = attributeOf(found);
    return attribute === undefined ? [] : [[name, attribute] as const];
  });
  return {
    skills: Object.fromEntries(entriesOf(one.skills).map(([name, level]) => [name, number(level)])),
    languages: texts(one.languages),
    attributes: Object.fromEntries(attributes),
    capacity: text(one.capacity) || 'default',
  };
}

export const allTraitsOf = (answer: unknown): ReadonlyMap<string, AgentTraits> =>
  new Map(each(fieldsOf(answer).agents, ({ agentId, traits }) => [text(agentId), traitsOf(traits)] as const));

export const capacitiesOf = (answer: unknown): readonly CapacityPlan[] =>
  each(fieldsOf(answer).capacities, (one) => ({
    ...{ name: text(one.name), builtIn: flag(one.builtIn), units: number(one.units) },
    channels: Object.fromEntries(
      entriesOf(one.channels).map(([channel, value]) => {
        const { cost, most, exclusive, interrupts } = fieldsOf(value);
        const rest = { exclusive: flag(exclusive), interrupts: texts(interrupts) };
        return [channel, { cost: number(cost), most: number(most), ...rest }];
      }),
    ),
  }));

export const invitationsOf = (answer: unknown): InvitationList => ({
  version: text(fieldsOf(answer).version),
  rules: each(fieldsOf(answer).rules, (one) => {
    const words = isObject(one.text) ? one.text : {};
    return {
      ...{ ruleId: text(one.ruleId), on: flag(one.on), address: text(one.address) },
      text: { en: text(words.en), zh: text(words.zh) },
      ...{ dwellMs: number(one.dwellMs), scrolled: number(one.scrolled), cartItems: number(one.cartItems) },
      ...{ pauseMs: number(one.pauseMs), times: number(one.times) },
    };
  }),
});

export const keptLookOf = (answer: unknown): KeptLook => ({
  look: readLook(answer),
  version: text(fieldsOf(answer).version),
});

const APPROVALS = ['pending', 'approved', 'rejected'] as const;

export function templateOf(answer: unknown): EditedTemplate {
  const one = fieldsOf(answer);
  return {
    ...{ templateId: text(one.templateId), revision: number(one.revision), shortcut: text(one.shortcut) },
    ...{ title: text(one.title), language: text(one.language), text: text(one.text) },
    ...{ channels: texts(one.channels), ownerId: text(one.ownerId) },
    ...{ changedBy: text(one.changedBy), changedAtMs: number(one.changedAtMs) },
    approval: APPROVALS.find((approval) => approval === one.approval) ?? 'pending',
    ...{ judgedBy: text(one.judgedBy), judgedAtMs: number(one.judgedAtMs), reason: text(one.reason) },
  };
}

export const templatesOf = (answer: unknown): readonly EditedTemplate[] =>
  each(fieldsOf(answer).templates, templateOf);

const LINE_FAULTS = ['nothing-known', 'bad-phone', 'bad-email', 'too-long', 'two-customers'] as const;

export function importOf(answer: unknown): CustomerImport {
  const { added, changed, unchanged, refused, ignored } = fieldsOf(answer);
  return {
    ...{ added: number(added), changed: number(changed), unchanged: number(unchanged) },
    refused: each(refused, (one) => ({
      line: number(one.line),
      fault: LINE_FAULTS.find((fault) => fault === one.fault) ?? 'nothing-known',
    })),
    ignored: texts(ignored),
  };
}

export function auditOf(answer: unknown): {
  readonly entries: readonly AuditEntry[];
  readonly before: number;
} {
  const { entries, before } = fieldsOf(answer);
  return {
    entries: each(entries, (one) => ({
      ...{ entry: number(one.entry), atMs: number(one.atMs), actorId: text(one.actorId) },
      ...{ action: text(one.action), subjectKind: text(one.subjectKind), subjectId: text(one.subjectId) },
      subjectName: text(one.subjectName),
      detail: isObject(one.detail) ? one.detail : {},
    })),
    before: number(before),
  };
}
