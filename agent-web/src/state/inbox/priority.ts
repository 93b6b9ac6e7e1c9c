import { levelOf } from '@weft/proto';

/** How urgent an agent says a conversation is. */
export const PRIORITIES = ['normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

/**
 * In the points of the routing rules, where one is worth some time of waiting (a minute, unless an administrator
 * says otherwise): half an hour, and before everything that is not urgent.
 */
const POINTS = { normal: 0, high: 30, urgent: 1_000 } as const satisfies Record<Priority, number>;

export const pointsOf = (priority: Priority): number => POINTS[priority];

/** What the points that a conversation has are called; somebody may have given it others than these. */
export const priorityOf = (points: number): Priority => levelOf(points);
