import { z } from 'zod';

const text = (most: number) => z.string().max(most);
const whole = (least: number, most: number) => z.int().min(least).max(most);

/** An SMPP account: a number at a carrier. */
export const SmppSettings = z.strictObject({
  host: text(253).min(1),
  port: whole(1, 65_535).default(2_775),
  tls: z.boolean().default(false),
  systemId: text(15).min(1),
  password: text(8).default(''),
  systemType: text(12).default(''),
  /** Connections, each bound as a transceiver. */
  binds: whole(1, 16).default(1),
  /** Submissions under way on each. */
  window: whole(1, 1_000).default(10),
  /** What the carrier promised; 0 = nothing. */
  segmentsPerSecond: whole(0, 100_000).default(0),
  enquireMs: whole(1_000, 600_000).default(30_000),
  responseMs: whole(1_000, 120_000).default(30_000),
  /** What customers see: a number or up to 11 letters. */
  sender: text(20).min(1),
  /** Another one for numbers that begin so; the longest prefix wins. */
  senders: z
    .array(z.strictObject({ prefix: z.string().regex(/^\+\d{1,14}$/), sender: text(20).min(1) }))
    .max(300)
    .default([]),
  /** What numbers without a country belong to. */
  country: z
    .string()
    .regex(/^\d{1,3}$/)
    .default('86'),
  /** What data_coding 0 means to this carrier. */
  defaultAlphabet: z.enum(['gsm7', 'latin1']).default('gsm7'),
  /** How long texts go: in parts with a header or TLVs, or whole. */
  long: z.enum(['udh8', 'udh16', 'sar', 'payload']).default('udh8'),
  idForm: z.enum(['same', 'hex-then-decimal', 'decimal-then-hex']).default('same'),
  /** Whether receipts are asked for. */
  receipts: z.boolean().default(true),
  /** Longer texts are refused before they cost anything. */
  maxSegments: whole(1, 255).default(10),
});

export type SmppSettings = z.output<typeof SmppSettings>;
