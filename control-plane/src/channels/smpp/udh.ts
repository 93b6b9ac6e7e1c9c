/** Where a part of a message belongs. */
export interface Concatenation {
  /** The same in all parts. */
  readonly reference: number;
  readonly total: number;
  /** From 1. */
  readonly index: number;
}

/** Information elements of a user data header (GSM 03.40, 9.2.3.24). */
const CONCATENATED_8 = 0x00;
const CONCATENATED_16 = 0x08;

/** A header that says where a part belongs, with a reference of 8 or 16 bits. */
export function encodeUdh({ reference, total, index }: Concatenation, bits: 8 | 16): Uint8Array {
  return bits === 8
    ? Uint8Array.of(5, CONCATENATED_8, 3, reference & 0xff, total, index)
    : Uint8Array.of(6, CONCATENATED_16, 4, (reference >> 8) & 0xff, reference & 0xff, total, index);
}

/** What a message that begins with a header is: undefined = the header is not one. */
export function splitUdh(
  message: Uint8Array,
): { readonly part: Concatenation | undefined; readonly rest: Uint8Array } | undefined {
  const length = message[0];
  if (length === undefined || length + 1 > message.length) return undefined;
  let part: Concatenation | undefined;
  for (let at = 1; at + 1 <= length; ) {
    const [id = 0, size = 0] = [message[at], message[at + 1]];
    const from = at + 2;
    if (from + size > length + 1) return undefined;
    const value = message.subarray(from, from + size);
    if (id === CONCATENATED_8 && size === 3) part = partOf(value[0] ?? 0, value[1], value[2]);
    if (id === CONCATENATED_16 && size === 4) {
      part = partOf((value[0] ?? 0) * 256 + (value[1] ?? 0), value[2], value[3]);
    }
    at = from + size;
  }
  return { part, rest: message.subarray(length + 1) };
}

/** A part that makes no sense is taken as a whole message. */
export function partOf(reference: number, total = 0, index = 0): Concatenation | undefined {
  return total > 1 && index >= 1 && index <= total ? { reference, total, index } : undefined;
}
