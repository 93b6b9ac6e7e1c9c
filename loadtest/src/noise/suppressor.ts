/** One run of a suppressor over one voice, with a clean memory at its start. */
export interface Suppressor {
  /** What its makers say it adds, in samples; undefined where they do not say. */
  readonly delaySamples?: number;
  /** Takes a quantum in and gives a quantum out, as the audio graph of a page would. */
  process(input: Float32Array, output: Float32Array): void;
}
