export { Fft } from './fft.ts';
export {
  PROCESSOR_NAME,
  type ProcessorCommand,
  type ProcessorOptions,
  type ProcessorReport,
} from './processor.ts';
export { createSuppressor, QUANTUM_SAMPLES, SAMPLE_RATE_HZ, type SuppressorModel } from './suppressor.ts';
