/** What two sockets exchange, by the ports of its two ends; a port is 0 where it is not bound to one. */
export interface Flow {
  readonly localPort: number;
  readonly remotePort: number;
}

/** Which packets are dropped. */
export interface DropRule {
  /** UDP: from or to any of these. */
  readonly udpPorts: readonly number[];
  /** TCP: of any of these, either way. One port alone would not do: two connections to different places may share it. */
  readonly tcpFlows: readonly Flow[];
  /** Share of them that is dropped, each packet by itself: 0 to 1. */
  readonly share: number;
}

/** Programs of more instructions the kernel refuses (BPF_MAXINSNS). */
const MAX_INSTRUCTIONS = 4_096;
const PROTOCOL = { tcp: 6, udp: 17 } as const;
const ETHERTYPE_IPV4 = 0x0800;
/** Where things lie in an Ethernet frame with an IPv4 packet; ports after its header, of varying length, the source's first. */
const AT = { ethertype: 12, protocol: 23, ipHeader: 14, sourcePort: 14, destinationPort: 16 } as const;
/** Loads from there give a random number (SKF_AD_OFF + SKF_AD_RANDOM, linux/filter.h). */
const RANDOM = 0xff_ff_f0_00 + 56;

/** Classic BPF (linux/bpf_common.h). */
const LOAD_HALF = 0x28;
const LOAD_BYTE = 0x30;
const LOAD_WORD = 0x20;
const LOAD_HALF_INDEXED = 0x48;
const LOAD_WORD_INDEXED = 0x40;
const LOAD_HEADER_LENGTH = 0xb1;
const JUMP_EQUAL = 0x15;
const JUMP_GREATER_EQUAL = 0x35;
const JUMP = 0x05;
const RETURN = 0x06;
const MATCH = 0xff_ff_ff_ff;

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number];
/** A jump that is as long as the program makes it. */
type Line = Instruction | 'to-drop';

const PASS: Instruction = [RETURN, 0, 0, 0];

/** Passes what is not the value. */
const only = (value: number): Line[] => [[JUMP_EQUAL, 1, 0, value], PASS];
const dropAny = (values: readonly number[]): Line[] =>
  values.flatMap((value): Line[] => [[JUMP_EQUAL, 0, 1, value], 'to-drop']);
/** Both ports of a packet, as one word has them. */
const portsWord = (source: number, destination: number): number => source * 2 ** 16 + destination;

/**
 * A filter in classic BPF, as tc-bpf(8) takes it on its command line, that
 * matches the packets of a rule. Throws RangeError when there are too many ports.
 */
export function dropProgram({ udpPorts, tcpFlows, share }: DropRule): string {
  const udp: Line[] = [
    [LOAD_HALF_INDEXED, 0, 0, AT.sourcePort],
    ...dropAny(udpPorts),
    [LOAD_HALF_INDEXED, 0, 0, AT.destinationPort],
    ...dropAny(udpPorts),
    PASS,
  ];
  const tcp: Line[] = [
    [LOAD_WORD_INDEXED, 0, 0, AT.sourcePort],
    ...dropAny(tcpFlows.map(({ localPort, remotePort }) => portsWord(localPort, remotePort))),
    ...dropAny(tcpFlows.map(({ localPort, remotePort }) => portsWord(remotePort, localPort))),
    PASS,
  ];
  const drop: Instruction[] =
    share >= 1
      ? [[RETURN, 0, 0, MATCH]]
      : [
          [LOAD_WORD, 0, 0, RANDOM],
          [JUMP_GREATER_EQUAL, 0, 1, Math.round(share * 2 ** 32)],
          PASS,
          [RETURN, 0, 0, MATCH],
        ];
  const matching: Line[] = [
    [LOAD_HALF, 0, 0, AT.ethertype],
    ...only(ETHERTYPE_IPV4),
    [LOAD_HEADER_LENGTH, 0, 0, AT.ipHeader],
    [LOAD_BYTE, 0, 0, AT.protocol],
    [JUMP_EQUAL, 1, 0, PROTOCOL.udp],
    [JUMP, 0, 0, udp.length],
    ...udp,
    ...only(PROTOCOL.tcp),
    ...tcp,
  ];
  const program = [
    ...matching.map(
      (line, at): Instruction => (line === 'to-drop' ? [JUMP, 0, 0, matching.length - at - 1] : line),
    ),
    ...drop,
  ];
  if (program.length > MAX_INSTRUCTIONS)
    throw new RangeError(`${udpPorts.length + tcpFlows.length} ports are too many`);
  return [program.length, ...program.map((instruction) => instruction.join(' '))].join(',');
}
