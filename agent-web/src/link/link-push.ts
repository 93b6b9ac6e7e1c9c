import { ControlPush, MediaPush, type Push, partOfSource } from '@weft/proto';

/** What the mesh tells without being asked. */
export type LinkPush =
  | { readonly case: 'control'; readonly value: ControlPush }
  /** `nodeId`: the media node that tells; empty when it is not said. */
  | { readonly case: 'media'; readonly value: MediaPush; readonly nodeId: string };

/** Reads a push's content; undefined when this version does not know of it. Throws MalformedMessage. */
export function readPush({ source, sourceId }: Push): LinkPush | undefined {
  switch (source?.case) {
    case 'control':
      return { case: 'control', value: ControlPush.decode(source.value) };
    case 'media':
      return { case: 'media', value: MediaPush.decode(source.value), nodeId: partOfSource(sourceId) };
    case undefined:
      return undefined;
  }
}
