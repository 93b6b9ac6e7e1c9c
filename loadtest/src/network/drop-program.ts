export type Protocol = 'tcp' | 'udp';

/** Which packets are dropped. */
export interface DropRule {
  /** From or to any of these. */
  readonly ports: readonly number[];
  readonly protocols: readonly Protocol[];
  /** Share of them that is dropped, each packet by itself: 0 to 1. */
  readonly share: number;
}

/** Programs of more instructions the kernel refuses (BPF_MAXINSNS). */
const MAX_INSTRUCTIONS = 4_096;
const PROTOCOL = { tcp: 6, udp: 17 } as const;
const ETHERTYPE_IPV4 = 0x0800;
/** Where things lie in an Ethernet frame with an IPv4 packet. */
const AT = { ethertype: 12, protocol: 23, ipHeader: 14, sourcePort: 14, destinationPort: 16 } as const;
/** Loads from there give a random number (SKF_AD_OFF + SKF_AD_RANDOM, linux/filter.h). */
const RANDOM = 0xff_ff_f0_00 + 56;

/** Classic BPF (linux/bpf_common.h). */
const LOAD_HALF = 0x28;
const LOAD_BYTE = 0x30;
const LOAD_WORD = 0x20;
const LOAD_HALF_INDEXED = 0x48;
const LOAD_HEADER_LENGTH = 0xb1;
const JUMP_EQUAL = 0x15;
const JUMP_GREATER_EQUAL = 0x35;
const JUMP = 0x05;
const RETURN = 0x06;
const MATCH = 0xff_ff_ff_ff;

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number];

/**
 * A filter in classic BPF, as tc-bpf(8) takes it on its command line, that
 * matches the packets of a rule. Throws RangeError when there are too many ports.
 */
export function dropProgram({ ports, protocols, share }: DropRule): string {
  const pass: Instruction = [RETURN, 0, 0, 0];
  const only = (wanted: readonly number[]): Instruction[] => [
    ...wanted.flatMap((value, i): Instruction[] => [
      // To the end of this list, over what is left of it and its `pass`.
      [JUMP_EQUAL, 0, 1, value],
      [JUMP, 0, 0, 2 * (wanted.length - i - 1) + 1],
    ]),
    pass,
  ];
  const threshold = Math.round(share * 2 ** 32);
  const dropped: Instruction[] =
    share >= 1
      ? [[RETURN, 0, 0, MATCH]]
      : [[LOAD_WORD, 0, 0, RANDOM], [JUMP_GREATER_EQUAL, 0, 1, threshold], pass, [RETURN, 0, 0, MATCH]];
  const onEither: Instruction[] = [AT.sourcePort, AT.destinationPort].flatMap((at, side): Instruction[] => [
    [LOAD_HALF_INDEXED, 0, 0, at],
    ...ports.flatMap((port, i): Instruction[] => {
      const left = 2 * (ports.length - i - 1) + (side === 0 ? 1 + 2 * ports.length : 0);
      return [
        [JUMP_EQUAL, 0, 1, port],
        [JUMP, 0, 0, left + 1],
      ];
    }),
  ]);
  const program = [
    ...([[LOAD_HALF, 0, 0, AT.ethertype], ...only([ETHERTYPE_IPV4])] as Instruction[]),
    ...([[LOAD_BYTE, 0, 0, AT.protocol], ...only(protocols.map((name) => PROTOCOL[name]))] as Instruction[]),
    ...([[LOAD_HEADER_LENGTH, 0, 0, AT.ipHeader], ...onEither, pass, ...dropped] as Instruction[]),
  ];
  if (program.length > MAX_INSTRUCTIONS) throw new RangeError(`${ports.length} ports are too many`);
  return [program.length, ...program.map((instruction) => instruction.join(' '))].join(',');
}
