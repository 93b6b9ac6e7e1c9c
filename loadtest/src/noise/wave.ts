/** One channel of sound. Samples are in [-1, 1]. */
export interface Sound {
  readonly sampleRateHz: number;
  readonly samples: Float32Array;
}

const PCM = 1;

/**
 * Reads a RIFF/WAVE file of 16-bit PCM, first channel only. The length fields
 * are not trusted: a program that writes to a pipe cannot know them in advance
 * and leaves them at their greatest value. Throws when it is anything else.
 */
export function readWave(file: Uint8Array): Sound {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tag = (offset: number): string => String.fromCharCode(...file.subarray(offset, offset + 4));
  if (file.length < 12 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') throw new TypeError('not a RIFF/WAVE file');
  let format: { channels: number; sampleRateHz: number } | undefined;
  for (let offset = 12; offset + 8 <= file.length; ) {
    const start = offset + 8;
    const length = Math.min(view.getUint32(offset + 4, true), file.length - start);
    if (tag(offset) === 'fmt ' && length >= 16) {
      const coding = view.getUint16(start, true);
      const bits = view.getUint16(start + 14, true);
      if (coding !== PCM || bits !== 16)
        throw new TypeError(`coding ${coding} of ${bits} bits, not 16-bit PCM`);
      format = { channels: view.getUint16(start + 2, true), sampleRateHz: view.getUint32(start + 4, true) };
    } else if (tag(offset) === 'data') {
      if (format === undefined) throw new TypeError('sound before its format');
      return {
        sampleRateHz: format.sampleRateHz,
        samples: firstChannel(view, start, length, format.channels),
      };
    }
    offset = start + length + (length % 2);
  }
  throw new TypeError('no sound in the file');
}

function firstChannel(view: DataView, start: number, length: number, channels: number): Float32Array {
  const frameBytes = 2 * channels;
  return Float32Array.from(
    { length: Math.floor(length / frameBytes) },
    (_, i) => view.getInt16(start + i * frameBytes, true) / 32_768,
  );
}
