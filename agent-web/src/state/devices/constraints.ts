/** The camera picture asked for; browsers give the nearest they have. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
}

/** Demanded: Chromium takes a device that is only wished for as no choice at all. Who asks has to do with another one. */
const device = (deviceId: string): MediaTrackConstraints =>
  deviceId === '' ? {} : { deviceId: { exact: deviceId } };

/**
 * What to ask of the microphone. Echo is cancelled by the browser, which alone knows what the speaker
 * plays. Two noise suppressors in a row take the voice away too: the browser's is on only without ours.
 */
export const microphoneConstraints = (
  deviceId: string,
  browserSuppression: boolean,
): MediaTrackConstraints => ({
  ...device(deviceId),
  echoCancellation: true,
  noiseSuppression: browserSuppression,
  autoGainControl: true,
  channelCount: 1,
});

export const cameraConstraints = (deviceId: string, size: PictureSize): MediaTrackConstraints => ({
  ...device(deviceId),
  width: { ideal: size.width },
  height: { ideal: size.height },
  frameRate: { ideal: size.framesPerSecond, max: size.framesPerSecond },
});
