import { BusinessHours } from '../../calendar.ts';
import { CapacityTable, ChannelNumbers, DEFAULT_CAPACITY, MAX_CHANNELS } from './capacity.ts';
import { readExpression } from './check-expression.ts';
import type { Compilation, CompiledQueue, CompiledRules, CompiledStep, RuleProblem } from './compiled.ts';
import { compile } from './evaluate.ts';
import { type Expression, ExpressionError, pathsOf, type Root } from './expression.ts';
import { Question } from './question.ts';
import { RuleIndex, type WrittenRule } from './rule-index.ts';
import { type QueueRule, RuleSet, type StepRule } from './rules.ts';

/** More than a machine runs: strictly by priority, then by age. */
const STRICT_MS_PER_POINT = 1e12;
const TRUE: Expression = { kind: 'constant', value: true };

/** Checks rules as they are written and makes them ready to be asked. Never throws: all that is wrong is told at once. */
export function compileRules(written: unknown): Compilation {
  const parsed = RuleSet.safeParse(written);
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => ({
      path: path.map(String).join('.'),
      column: 0,
      message,
    }));
    return { ok: false, errors };
  }
  return new Compiler(parsed.data).compile();
}

class Compiler {
  readonly #source: RuleSet;
  readonly #errors: RuleProblem[] = [];
  #asksAgentId = false;

  constructor(source: RuleSet) {
    this.#source = source;
  }

  compile(): Compilation {
    const source = this.#source;
    const queues = new Map(
      Object.entries(source.queues).map(([queueId, rule]) => [queueId, this.#queue(queueId, rule)]),
    );
    const rules = source.rules.map((_, index) => this.#rule(index));
    this.#checkNames();
    this.#checkCycles();
    const capacities = { default: DEFAULT_CAPACITY, ...source.capacities };
    const named = Object.values(capacities).flatMap(({ channels }) => Object.keys(channels));
    const channels = new ChannelNumbers(new Set(named));
    if (channels.size > MAX_CHANNELS) this.#wrong('capacities', `more than ${MAX_CHANNELS} channels`);
    const defaultQueue = queues.get(source.defaultQueue);
    if (defaultQueue === undefined || this.#errors.length > 0) return { ok: false, errors: this.#errors };
    const compiled: CompiledRules = {
      source,
      channels,
      capacities: new Map(
        Object.entries(capacities).map(([name, capacity]) => [name, new CapacityTable(capacity, channels)]),
      ),
      rules: new RuleIndex(rules),
      queues,
      defaultQueue,
      msPerPoint: source.secondsPerPoint === 'strict' ? STRICT_MS_PER_POINT : source.secondsPerPoint * 1_000,
      asksAgentId: this.#asksAgentId,
    };
    return { ok: true, rules: compiled, warnings: this.#warnings() };
  }

  #queue(queueId: string, rule: QueueRule): CompiledQueue {
    const steps = rule.steps.map((step, index) =>
      this.#step(`queues.${queueId}.steps.${index}`, step, index, rule),
    );
    const [first, ...rest] = steps.map((step) => ({ ...step, stepId: `${queueId}/${step.index}` }));
    if (first === undefined) throw new TypeError('a queue has a step at least');
    const wrapUpSeconds = new Map(Object.entries(rule.wrapUpSeconds));
    const hours = this.#hours(queueId, rule.calendar);
    return { queueId, rule, wrapUpSeconds, steps: [first, ...rest], hours };
  }

  #step(path: string, step: StepRule, index: number, { steps }: QueueRule): CompiledStep {
    const when = this.#expression(`${path}.when`, step.when, ['work', 'agent']);
    if (pathsOf(when).some(({ root, names }) => root === 'agent' && names[0] === 'id'))
      this.#asksAgentId = true;
    const last = index === steps.length - 1;
    if (!last && step.seconds === undefined)
      this.#wrong(`${path}.seconds`, 'only the last step may have no end: those after it are never reached');
    if (step.order === 'highest-level' && step.skill === undefined)
      this.#wrong(`${path}.skill`, 'highest-level needs the skill it looks at');
    const skipIf =
      step.skipIf === undefined
        ? undefined
        : compile(this.#expression(`${path}.skipIf`, step.skipIf, ['step', 'work']));
    if (last && skipIf !== undefined) this.#wrong(`${path}.skipIf`, 'the last step cannot be skipped');
    return { stepId: path, index, rule: step, question: new Question(when), skipIf };
  }

  #rule(index: number): WrittenRule {
    const rule = this.#source.rules[index];
    if (rule === undefined) throw new TypeError(`there is no rule ${index}`);
    const { name, queue, priority = 0, urgent = false, stop = false } = rule;
    const skills = Object.keys(rule.skills ?? {}).length === 0 ? undefined : rule.skills;
    const when = this.#expression(`rules.${index}.when`, rule.when, ['work']);
    const compiled = {
      name,
      alone: [name],
      when: compile(when),
      queueId: queue,
      priority,
      skills,
      urgent,
      stop,
    };
    return { rule: compiled, when };
  }

  #expression(path: string, text: string, roots: readonly Root[]): Expression {
    try {
      return readExpression(text, roots);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      this.#errors.push({ path, column: error.column, message: error.message });
      return TRUE;
    }
  }

  #hours(queueId: string, name: string | undefined): BusinessHours | undefined {
    if (name === undefined) return undefined;
    const calendar = this.#source.calendars[name];
    if (calendar === undefined) {
      this.#wrong(`queues.${queueId}.calendar`, `there is no calendar ${name}`);
      return undefined;
    }
    try {
      return new BusinessHours(calendar);
    } catch {
      this.#wrong(`calendars.${name}.timeZone`, `${calendar.timeZone} is no time zone`);
      return undefined;
    }
  }

  #checkNames(): void {
    const { queues, rules, defaultQueue } = this.#source;
    const check = (path: string, queueId: string | undefined): void => {
      if (queueId !== undefined && !Object.hasOwn(queues, queueId))
        this.#wrong(path, `there is no queue ${queueId}`);
    };
    check('defaultQueue', defaultQueue);
    rules.forEach(({ queue }, index) => {
      check(`rules.${index}.queue`, queue);
    });
    for (const [queueId, queue] of Object.entries(queues)) {
      check(`queues.${queueId}.overflow.to`, queue.overflow?.to);
      if (queue.closed.do === 'overflow') check(`queues.${queueId}.closed.to`, queue.closed.to);
    }
  }

  /** Work that overflows must come to rest somewhere. */
  #checkCycles(): void {
    const { queues } = this.#source;
    const onward = (queueId: string): readonly string[] => {
      const queue = Object.hasOwn(queues, queueId) ? queues[queueId] : undefined;
      return [queue?.overflow?.to, queue?.closed.do === 'overflow' ? queue.closed.to : undefined].flatMap(
        (to) => to ?? [],
      );
    };
    const settled = new Set<string>();
    const follow = (queueId: string, way: readonly string[]): void => {
      if (way.includes(queueId)) {
        const circle = [...way.slice(way.indexOf(queueId)), queueId].join(' → ');
        this.#wrong(`queues.${queueId}.overflow`, `work would overflow in a circle: ${circle}`);
        return;
      }
      if (settled.has(queueId)) return;
      for (const to of onward(queueId)) follow(to, [...way, queueId]);
      settled.add(queueId);
    };
    for (const queueId of Object.keys(queues)) follow(queueId, []);
  }

  #warnings(): readonly RuleProblem[] {
    const { secondsPerPoint, rules, queues, defaultQueue } = this.#source;
    const warnings: RuleProblem[] = [];
    if (secondsPerPoint === 'strict') {
      const message = 'strict priority has no bound on starvation: work of low priority may wait for ever';
      warnings.push({ path: 'secondsPerPoint', column: 0, message });
    }
    const reached = new Set([defaultQueue, ...rules.flatMap(({ queue }) => queue ?? [])]);
    for (const { overflow, closed } of Object.values(queues)) {
      if (overflow !== undefined) reached.add(overflow.to);
      if (closed.do === 'overflow') reached.add(closed.to);
    }
    for (const queueId of Object.keys(queues)) {
      if (reached.has(queueId)) continue;
      warnings.push({ path: `queues.${queueId}`, column: 0, message: 'no rule leads here, only transfers' });
    }
    return warnings;
  }

  #wrong(path: string, message: string): void {
    this.#errors.push({ path, column: 0, message });
  }
}
