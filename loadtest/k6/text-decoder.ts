/** How a sequence that begins with this octet goes on (Encoding Standard, section 8.1.1): octets to come and the range of the next one. */
function lead(
  octet: number,
): { readonly more: number; readonly low: number; readonly high: number } | undefined {
  if (octet >= 0xc2 && octet <= 0xdf) return { more: 1, low: 0x80, high: 0xbf };
  if (octet >= 0xe0 && octet <= 0xef)
    return { more: 2, low: octet === 0xe0 ? 0xa0 : 0x80, high: octet === 0xed ? 0x9f : 0xbf };
  if (octet >= 0xf0 && octet <= 0xf4)
    return { more: 3, low: octet === 0xf0 ? 0x90 : 0x80, high: octet === 0xf4 ? 0x8f : 0xbf };
  return undefined;
}

/**
 * UTF-8 as text, for k6, whose engine has no TextDecoder while protobufjs wants
 * one. Byte order marks stay, as protobufjs asks for.
 */
export class Utf8Decoder {
  readonly #fatal: boolean;

  constructor(_label?: string, options?: { readonly fatal?: boolean }) {
    this.#fatal = options?.fatal ?? false;
  }

  /** What is not UTF-8 becomes U+FFFD, or a TypeError where the decoder is fatal. */
  decode(bytes: Uint8Array): string {
    let text = '';
    for (let i = 0; i < bytes.length; ) {
      const octet = bytes[i++] ?? 0;
      if (octet < 0x80) {
        text += String.fromCharCode(octet);
        continue;
      }
      const begun = lead(octet);
      if (begun === undefined) {
        text += this.#wrong();
        continue;
      }
      let { low, high, more } = begun;
      let point = octet & (0x3f >> more);
      for (; more > 0; more--) {
        const next = bytes[i] ?? 0;
        if (next < low || next > high) break;
        point = (point << 6) | (next & 0x3f);
        i += 1;
        [low, high] = [0x80, 0xbf];
      }
      text += more > 0 ? this.#wrong() : String.fromCodePoint(point);
    }
    return text;
  }

  #wrong(): string {
    if (this.#fatal) throw new TypeError('not UTF-8');
    return '\ufffd';
  }
}

if (!('TextDecoder' in globalThis)) Object.assign(globalThis, { TextDecoder: Utf8Decoder });
