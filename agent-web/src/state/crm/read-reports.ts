import { each, type Fields, fieldsOf, number, text } from '../fields.ts';
import type { RatingRow, Report, ReportFigures } from '../types.ts';

const figuresOf = (one: Fields): ReportFigures => ({
  ...{ key: text(one.key), name: text(one.name), closed: number(one.closed), answered: number(one.answered) },
  ...{ answerP50Ms: number(one.answerP50Ms), answerP90Ms: number(one.answerP90Ms) },
  ...{ solveP50Ms: number(one.solveP50Ms), solveP90Ms: number(one.solveP90Ms) },
  ...{ received: number(one.received), sent: number(one.sent) },
  ...{ calls: number(one.calls), missedCalls: number(one.missedCalls) },
  ...{ ratings: number(one.ratings), rating: number(one.rating) },
});

const NOTHING = figuresOf({});

const mostFirst = (value: unknown): readonly ReportFigures[] =>
  each(value, figuresOf).toSorted((a, b) => b.closed - a.closed || (a.key < b.key ? -1 : 1));

/** A report, with every one of these days. Throws INTERNAL for what is none. */
export function reportOf(answer: unknown, days: readonly string[]): Report {
  const fields = fieldsOf(answer);
  const byDay = new Map(each(fields.days, figuresOf).map((day) => [day.key, day]));
  return {
    all: figuresOf(fieldsOf(fields.all)),
    days: days.map((key) => byDay.get(key) ?? { ...NOTHING, key }),
    channels: mostFirst(fields.channels),
    agents: mostFirst(fields.agents),
    queues: mostFirst(fields.queues),
    dispositions: mostFirst(fields.dispositions),
  };
}

const ratingOf = (one: Fields): RatingRow => ({
  ...{ conversationId: text(one.conversationId), contactName: text(one.contactName) },
  ...{ stars: Math.min(5, Math.max(1, Math.round(number(one.stars)))), comment: text(one.comment) },
  ...{ agentName: text(one.agentName), atMs: number(one.atMs) },
});

/** A page of ratings; an empty cursor ends them. */
export function ratingsOf(answer: unknown): { readonly rows: readonly RatingRow[]; readonly cursor: string } {
  const { ratings, cursor } = fieldsOf(answer);
  return { rows: each(ratings, ratingOf), cursor: text(cursor) };
}
