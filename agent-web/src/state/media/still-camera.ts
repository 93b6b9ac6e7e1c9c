/** A camera may take some seconds until its first frame, and stand still for a moment on a full machine. */
const STILL_MS = 4_000;
/** So often in a row it is opened anew: one that another program has gives nothing either. */
const MOST_RENEWALS = 2;

/** What a sent camera gave so far, by the browser's own count (W3C webrtc-stats, RTCVideoSourceStats). */
export interface CameraFrames {
  readonly mediaTrackId: string;
  readonly frames: number;
}

/**
 * Says when a camera that is on is to be opened anew, since nothing comes from it. A browser may give a page a camera
 * that another of its pages is just letting go of, and never a frame of it, without a word: its track is live and not muted.
 */
export class StillCamera {
  #last: CameraFrames | undefined;
  /** Since when it has given this many. */
  #sinceMs = 0;
  #renewals = 0;

  /**
   * @param now undefined = it is off, or the browser does not say
   * @param atMs monotonic
   */
  isStill(now: CameraFrames | undefined, atMs: number): boolean {
    const before = this.#last;
    this.#last = now;
    if (now === undefined) return false;
    const isSame = before?.mediaTrackId === now.mediaTrackId;
    if (isSame && now.frames > before.frames) this.#renewals = 0;
    if (!isSame || now.frames !== before.frames) {
      this.#sinceMs = atMs;
      return false;
    }
    if (atMs - this.#sinceMs < STILL_MS || this.#renewals >= MOST_RENEWALS) return false;
    this.#sinceMs = atMs;
    this.#renewals += 1;
    return true;
  }
}
