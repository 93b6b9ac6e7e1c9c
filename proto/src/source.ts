/**
 * Who sends pushes, as `source_id` names it: a part of the mesh and one life of
 * it. A part that starts again counts its pushes from 1, so it is another source.
 */
export const pushSource = (partId: string, startedAtMs: number): string =>
  `${partId}.${Math.trunc(startedAtMs).toString(36)}`;

/** The part's id in a source id: for a media push the node whose leg it is about. Empty when there is none. */
export const partOfSource = (sourceId: string): string => sourceId.split('.', 1)[0] ?? '';
