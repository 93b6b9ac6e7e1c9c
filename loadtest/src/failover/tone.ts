import { writeFile } from 'node:fs/promises';

const SAMPLE_RATE_HZ = 48_000;
const SECONDS = 20;
const LEVEL = 0.4;
const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;

/**
 * Writes a RIFF/WAVE file (16-bit PCM, one channel) of one unbroken tone, which
 * a browser's fake microphone plays over and over. A whole number of waves, so
 * that the seam is not heard: `frequencyHz` must be whole.
 */
export async function writeTone(file: string, frequencyHz: number): Promise<void> {
  const samples = SECONDS * SAMPLE_RATE_HZ;
  const bytes = Buffer.alloc(HEADER_BYTES + samples * BYTES_PER_SAMPLE);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(SAMPLE_RATE_HZ, 24);
  bytes.writeUInt32LE(SAMPLE_RATE_HZ * BYTES_PER_SAMPLE, 28);
  bytes.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  bytes.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples * BYTES_PER_SAMPLE, 40);
  for (let i = 0; i < samples; i++) {
    const value = LEVEL * Math.sin((2 * Math.PI * frequencyHz * i) / SAMPLE_RATE_HZ);
    bytes.writeInt16LE(Math.round(value * 32_767), HEADER_BYTES + i * BYTES_PER_SAMPLE);
  }
  await writeFile(file, bytes);
}
