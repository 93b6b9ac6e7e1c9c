import type { Problem, Readable } from './basics.ts';

/** Over how many days a report goes, today being the last. */
export type ReportDays = 1 | 7 | 30 | 90;

/** Figures of matters that were closed, and that have something in common. */
export interface ReportFigures {
  /** A day as "2026-11-29", or an id; empty = nobody's, or of all. */
  readonly key: string;
  /** An agent's; else empty. */
  readonly name: string;
  readonly closed: number;
  /** Of those: an agent had to answer, and did. */
  readonly answered: number;
  /** From the first word to an agent's first answer: the median, and what nine in ten took at most. */
  readonly answerP50Ms: number;
  readonly answerP90Ms: number;
  /** From the first word to the closing. */
  readonly solveP50Ms: number;
  readonly solveP90Ms: number;
  /** Messages of customers, and to them. */
  readonly received: number;
  readonly sent: number;
  readonly calls: number;
  readonly missedCalls: number;
  readonly ratings: number;
  /** Mean of 1 to 5; 0 = nobody rated. */
  readonly rating: number;
}

export interface Report {
  readonly all: ReportFigures;
  /** One for each day of the time, oldest first, also where nothing was closed. */
  readonly days: readonly ReportFigures[];
  /** Those with most first. */
  readonly channels: readonly ReportFigures[];
  readonly agents: readonly ReportFigures[];
  readonly queues: readonly ReportFigures[];
  readonly dispositions: readonly ReportFigures[];
}

/** What a customer said. */
export interface RatingRow {
  readonly conversationId: string;
  readonly contactName: string;
  /** 1 to 5. */
  readonly stars: number;
  readonly comment: string;
  readonly agentName: string;
  readonly atMs: number;
}

export interface ReportsSnapshot {
  readonly days: ReportDays;
  /** undefined = none has come yet. */
  readonly report: Report | undefined;
  readonly ratings: readonly RatingRow[];
  /** There are older ratings. */
  readonly more: boolean;
  /** Only ratings of three stars and fewer are listed. */
  readonly poor: boolean;
  readonly loading: boolean;
  readonly problem: Problem | undefined;
}

/** How the contact centre did, for supervisors. */
export interface Reports extends Readable<ReportsSnapshot> {
  choose(days: ReportDays): void;
  /** Lists only ratings of three stars and fewer, or all. */
  onlyPoor(poor: boolean): void;
  /** Older ratings. */
  more(): void;
  /** Asks for all of it again. */
  renew(): void;
}
