/** What one copy of a stream is like as it arrives. */
export class StreamReceipt {
  #highest: number | undefined;
  #transitUs: number | undefined;
  #jitterUs = 0;

  /** Takes note of a packet; gives its extended sequence number (RFC 3550 appendix A.1), whose upper bits are SRTP's roll-over counter. */
  note(sequence: number, transitUs: number): number {
    const extended = this.#highest === undefined ? sequence : extend(this.#highest, sequence);
    this.#highest = Math.max(this.#highest ?? 0, extended);
    if (this.#transitUs !== undefined)
      this.#jitterUs += (Math.abs(transitUs - this.#transitUs) - this.#jitterUs) / 16;
    this.#transitUs = transitUs;
    return extended;
  }

  /** RFC 3550 section 6.4.1, in microseconds. */
  get jitterUs(): number {
    return this.#jitterUs;
  }
}

/** The number nearest to the highest one seen that ends in these 16 bits. */
function extend(highest: number, sequence: number): number {
  const ahead = (sequence - highest) & 0xffff;
  return ahead < 0x8000 ? highest + ahead : highest + ahead - 0x10000;
}
