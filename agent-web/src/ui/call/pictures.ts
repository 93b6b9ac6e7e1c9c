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
  readonly tile: Picture | undefined;
}

const picture = (source: Picture['source'], participant: RemoteParticipant): Picture | undefined => {
  const track = participant[source];
  return track === undefined || track.paused ? undefined : { source, track, participant };
};

/** A shared screen fills the stage and its sender's face lies on it; without one the first face fills it. */
export function choosePictures(remotes: readonly RemoteParticipant[]): Pictures {
  const find = (source: Picture['source']) =>
    remotes.map((remote) => picture(source, remote)).find((found) => found !== undefined);
  const screen = find('screen');
  const camera = find('camera');
  return screen === undefined ? { main: camera, tile: undefined } : { main: screen, tile: camera };
}
