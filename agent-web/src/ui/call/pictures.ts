import type { RemoteParticipant, RemoteTrack } from '../../state/types.ts';

/** A remote picture and whose it is. */
export interface Picture {
  readonly source: 'camera' | 'screen';
  readonly track: RemoteTrack;
  readonly participant: RemoteParticipant;
}

/** What fills the stage and what lies small on it. */
export interface Pictures {
  readonly main: Picture | undefined;
  readonly tiles: readonly Picture[];
  /** Who is heard only, beside the one on the stage. */
  readonly unseen: readonly RemoteParticipant[];
}

/** Faces that lie on the stage beside each other; of more than these the first are shown. */
const MAX_TILES = 3;

const picture = (source: Picture['source'], participant: RemoteParticipant): Picture | undefined => {
  const track = participant[source];
  return track === undefined || track.paused ? undefined : { source, track, participant };
};

/** The customer before all others: who they came for stays where they were when somebody else comes in. */
export const inOrder = (remotes: readonly RemoteParticipant[]): readonly RemoteParticipant[] =>
  remotes.toSorted((a, b) => Number(b.role === 'customer') - Number(a.role === 'customer'));

/** A shared screen fills the stage, without one the first face; the other faces lie on it. */
export function choosePictures(remotes: readonly RemoteParticipant[]): Pictures {
  const people = inOrder(remotes);
  const all = (source: Picture['source']): readonly Picture[] =>
    people.flatMap((participant) => picture(source, participant) ?? []);
  const main = all('screen')[0] ?? all('camera')[0];
  const tiles = all('camera')
    .filter(({ track }) => track !== main?.track)
    .slice(0, MAX_TILES);
  const shown = [main, ...tiles].map((one) => one?.participant.participantId);
  const onStage = main === undefined ? people[0]?.participantId : undefined;
  const unseen = people.filter(
    ({ participantId }) => participantId !== onStage && !shown.includes(participantId),
  );
  return { main, tiles, unseen };
}
