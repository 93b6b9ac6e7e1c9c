import type { Random } from '../../../calls/testing/random.ts';
import { compileRules } from '../compile-rules.ts';
import type { CompiledRules } from '../compiled.ts';
import type { EngineEvent } from '../events.ts';
import type { Floor } from '../floor.ts';
import type { AgentTraits, Work } from '../model.ts';
import { workOf } from '../model.ts';
import type { RuleSetInput } from '../rules.ts';

const SKILLS = ['refund', 'sales', 'tech'] as const;
const LANGUAGES = ['zh', 'en'] as const;
const CHANNELS = ['voice', 'chat', 'email'] as const;
const AGENTS = 7;

/** Rules that have everything in them that rules can have, in a way that random work meets it. */
const RULES: readonly RuleSetInput[] = [
  { queues: { default: { steps: [{ when: 'TRUE' }] } }, defaultQueue: 'default' },
  {
    secondsPerPoint: 0.5,
    graceSeconds: 15,
    deadlineLeadSeconds: 5,
    rules: [
      { name: 'vip first', when: 'work.vip OR work.value > 900', priority: 300 },
      { name: 'burning', when: 'work.topic == "fire"', urgent: true, queue: 'senior', stop: true },
      { name: 'refunds', when: 'work.topic == "refund"', queue: 'refunds', skills: { refund: 2 } },
      { name: 'mail last', when: 'work.channel == "email"', priority: -50 },
    ],
    queues: {
      refunds: {
        steps: [
          {
            when: 'agent.languages HAS work.language AND agent.team == "a"',
            seconds: 20,
            skipIf: 'step.agents == 0 OR step.waiting > 3',
            order: 'highest-level',
            skill: 'refund',
          },
          {
            when: 'agent.languages HAS work.language',
            seconds: 30,
            relax: { everySeconds: 10, by: 1, floor: 1 },
          },
          { when: 'agent.skills.refund >= 1 OR agent.id == work.owner', relax: { everySeconds: 7, by: 0.5 } },
        ],
        overflow: { to: 'default', afterSeconds: 90 },
        wrapUpSeconds: { voice: 10, chat: 3 },
      },
      senior: {
        steps: [
          { when: 'agent.skills.tech >= 3', seconds: 10 },
          { when: 'agent.team == "a"', seconds: 10 },
          { when: 'TRUE' },
        ],
      },
      default: {
        steps: [
          { when: 'agent.skills.sales >= 2', seconds: 15, order: 'least-busy' },
          { when: 'TRUE', order: 'least-busy' },
        ],
        stickySeconds: 12,
        maxWaiting: 25,
      },
    },
    defaultQueue: 'default',
  },
  {
    secondsPerPoint: 'strict',
    capacities: {
      default: {
        units: 10,
        channels: {
          voice: { cost: 6, most: 1, interrupts: ['email'] },
          chat: { cost: 3, most: 3 },
          email: { cost: 2, most: 5 },
        },
      },
    },
    rules: [{ name: 'level', when: 'work.topic == "refund"', skills: { refund: 3 } }],
    queues: {
      default: {
        steps: [
          { when: 'NOT agent.team == "b" OR work.value < 100', seconds: 40, skipIf: 'step.free == 0' },
          { when: 'agent.languages HAS work.language OR work.vip', relax: { everySeconds: 5, by: 1 } },
        ],
        offerSeconds: 8,
      },
    },
    defaultQueue: 'default',
  },
];

export const dayRules = (index: number): CompiledRules => {
  const compiled = compileRules(RULES[index % RULES.length]);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors));
  return compiled.rules;
};

function work(random: Random, number: number, nowMs: number): Work {
  return workOf({
    workId: `w${number}`,
    channel: random.pick(CHANNELS),
    arrivedAtMs: nowMs - (random.chance(0.2) ? random.whole(30_000) : 0),
    priority: random.chance(0.3) ? random.whole(200) : 0,
    value: random.whole(1_000),
    topic: random.pick(['refund', 'fire', 'other', 'other', 'refund']),
    language: random.pick(LANGUAGES),
    skills: random.chance(0.4) ? { [random.pick(SKILLS)]: 1 + random.whole(4) } : {},
    attributes: { vip: random.chance(0.1), owner: `a${random.whole(AGENTS)}` },
    preferred: random.chance(0.25)
      ? { agentId: `a${random.whole(AGENTS)}`, only: random.chance(0.3) }
      : undefined,
    deadlineMs: random.chance(0.1) ? nowMs + random.whole(60_000) : undefined,
    notBeforeMs: random.chance(0.05) ? nowMs + random.whole(30_000) : undefined,
  });
}

const traits = (random: Random): AgentTraits => ({
  skills: { [random.pick(SKILLS)]: 1 + random.whole(4), [random.pick(SKILLS)]: 1 + random.whole(3) },
  languages: random.chance(0.3) ? [...LANGUAGES] : [random.pick(LANGUAGES)],
  attributes: { team: random.pick(['a', 'b']) },
  capacity: 'default',
});

/** What happens next on a random day, of what could happen. */
export function happening(random: Random, floor: Floor, number: number, nowMs: number): EngineEvent {
  const works = [...floor.works.values()];
  const of = (...places: readonly string[]): string | undefined => {
    const some = works.filter(({ place }) => places.includes(place));
    return some.length === 0 ? undefined : random.pick(some).source.workId;
  };
  const agentId = `a${random.whole(AGENTS)}`;
  switch (random.whole(14)) {
    case 0:
    case 1:
    case 2:
      return { name: 'work-arrived', work: work(random, number, nowMs) };
    case 3:
    case 4:
    case 5: {
      const offers = [...floor.offers];
      const [token, slot] =
        offers.length > 0 && random.chance(0.9) ? random.pick(offers) : [random.whole(50), undefined];
      const answerer = slot?.agent?.agent.agentId ?? agentId;
      return { name: 'answered', token, agentId: answerer, accept: random.chance(0.7) };
    }
    case 6:
    case 7:
      return { name: 'work-finished', workId: of('assigned') ?? 'none' };
    case 8:
      return random.chance(0.5)
        ? { name: 'wrapped-up', workId: of('wrapping') ?? 'none' }
        : {
            name: 'work-gone',
            workId: (works.length > 0 ? random.pick(works).source.workId : undefined) ?? 'none',
          };
    case 9: {
      const preferred = random.chance(0.3) ? { agentId: `a${random.whole(AGENTS)}`, only: false } : undefined;
      const queueId = random.chance(0.3) ? 'default' : undefined;
      return {
        name: 'work-returned',
        workId: of('assigned', 'wrapping') ?? 'none',
        queueId,
        preferred,
        notAgain: random.chance(0.7),
        afresh: random.chance(0.5),
      };
    }
    case 10: {
      const taken = floor.works.get(of('waiting', 'offered', 'kept', 'assigned') ?? '')?.source;
      return { name: 'holding', agentId, work: taken ?? work(random, number, nowMs) };
    }
    case 11:
    case 12: {
      const presence = random.pick([
        'available',
        'available',
        'available',
        'busy',
        'away',
        'offline',
      ] as const);
      const known = floor.agents.get(agentId)?.agent;
      const same = known !== undefined && random.chance(0.6) ? known : traits(random);
      return { name: 'agent-set', agentId, traits: same, presence, reason: 'chosen', idleSinceMs: undefined };
    }
    default:
      return random.chance(0.1) ? { name: 'agent-forgotten', agentId } : { name: 'tick' };
  }
}
