import { type AgentTraits, type RuleSetInput, type Work, workOf } from '@weft/control-plane/routing';

/** A contact centre to measure with: sizes, and how varied its agents and its work are. */
export interface Size {
  readonly agents: number;
  readonly queued: number;
  /** Sets of skills, languages and teams that agents have in common; as many as agents = no two are alike. */
  readonly profiles: number;
}

const QUEUES = 10;
const SKILLS = 12;
const LEVELS = 3;
const LANGUAGES = ['zh', 'en', 'de', 'fr'] as const;
const TEAMS = 5;
/** Of the work that needs a skill besides what its queue asks. */
const SKILLED_SHARE = 0.3;

/** Numbers that are the same at every run (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Rules of an ordinary kind: by topic to a queue, first the queue's own team, then anybody who speaks the language, with skills relaxed over time; VIPs first. */
export const RULES: RuleSetInput = {
  rules: [
    ...Array.from({ length: QUEUES }, (_, queue) => ({
      name: `topic ${queue}`,
      when: `work.topic == "topic-${queue}"`,
      queue: `queue-${queue}`,
    })),
    { name: 'vip', when: 'work.value > 900', priority: 300 },
  ],
  queues: Object.fromEntries(
    Array.from({ length: QUEUES }, (_, queue) => [
      `queue-${queue}`,
      {
        steps: [
          {
            when: `agent.languages HAS work.language AND agent.team == "team-${queue % TEAMS}"`,
            seconds: 600,
            skipIf: 'step.agents == 0',
          },
          { when: 'agent.languages HAS work.language', relax: { everySeconds: 60, by: 1 } },
        ],
      },
    ]),
  ),
  defaultQueue: 'queue-0',
};

/** The agents' profiles. */
export function profiles(count: number, next: () => number): readonly AgentTraits[] {
  const whole = (below: number): number => Math.floor(next() * below);
  return Array.from({ length: count }, (_, index) => ({
    skills: Object.fromEntries(
      Array.from({ length: 4 }, () => [`skill-${whole(SKILLS)}`, 1 + whole(LEVELS)] as const),
    ),
    languages: [LANGUAGES[whole(LANGUAGES.length)] ?? 'en', LANGUAGES[index % LANGUAGES.length] ?? 'en'],
    attributes: { team: `team-${index % TEAMS}` },
    capacity: 'default',
  }));
}

/** One piece of work that just arrived. */
export function arrival(number: number, arrivedAtMs: number, next: () => number): Work {
  const whole = (below: number): number => Math.floor(next() * below);
  return workOf({
    workId: `work-${number}`,
    channel: next() < 0.5 ? 'voice' : 'chat',
    arrivedAtMs,
    topic: `topic-${whole(QUEUES)}`,
    language: LANGUAGES[whole(LANGUAGES.length)] ?? 'en',
    value: whole(1_000),
    skills: next() < SKILLED_SHARE ? { [`skill-${whole(SKILLS)}`]: 1 + whole(LEVELS) } : {},
  });
}
