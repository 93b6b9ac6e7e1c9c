import type { CaptureDevice, CaptureError, CaptureHint } from '../types.ts';

/** A microphone, camera or screen that could not be had, with what can be done about it. */
export class CaptureFailure extends Error {
  override readonly name = 'CaptureFailure';
  readonly device: CaptureDevice;
  readonly error: CaptureError;
  readonly hint: CaptureHint;

  constructor(device: CaptureDevice, error: CaptureError, hint: CaptureHint, cause?: unknown) {
    super(`${device}: ${error}`, { cause });
    this.device = device;
    this.error = error;
    this.hint = hint;
  }
}

/** What is known about the page that asked. */
export interface CaptureContext {
  /** Served over https or from this machine (window.isSecureContext). */
  readonly secure: boolean;
  /** The embedding page's permissions policy allows the device. */
  readonly allowedByPage: boolean;
}

/**
 * Reads what getUserMedia or getDisplayMedia threw (W3C Media Capture and Streams section 10.2).
 * Whether a question was dismissed or answered with no stands only in Chromium's message text.
 */
export function captureFailure(
  device: CaptureDevice,
  thrown: unknown,
  context: CaptureContext,
): CaptureFailure {
  const fail = (error: CaptureError, hint: CaptureHint): CaptureFailure =>
    new CaptureFailure(device, error, hint, thrown);
  if (thrown instanceof CaptureFailure) return thrown;
  if (!context.secure) return fail('insecure-context', 'open-over-https');
  const { name, message } = thrown instanceof Error ? thrown : { name: '', message: '' };
  switch (name) {
    case 'NotAllowedError':
      if (!context.allowedByPage) return fail('blocked-by-page', 'tell-site-owner');
      if (/dismissed/i.test(message) || device === 'screen') return fail('dismissed', 'ask-again');
      if (/system/i.test(message)) return fail('denied', 'allow-in-system-settings');
      return fail('denied', 'allow-in-browser-settings');
    case 'SecurityError':
      return fail('blocked-by-page', 'tell-site-owner');
    case 'NotFoundError':
    case 'OverconstrainedError':
      return fail('no-device', 'plug-in-device');
    case 'NotReadableError':
    case 'AbortError':
      return fail('in-use', 'close-other-program');
    default:
      return fail('unknown', 'reload');
  }
}
