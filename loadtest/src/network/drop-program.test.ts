import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DropRule, dropProgram } from './drop-program.ts';

interface Packet {
  readonly protocol: number;
  readonly from: number;
  readonly to: number;
  readonly ethertype?: number;
  /** In words of 32 bits, options included. */
  readonly headerWords?: number;
}

/** An Ethernet frame with the beginning of a packet. */
function frameOf({ protocol, from, to, ethertype = 0x0800, headerWords = 5 }: Packet): DataView {
  const frame = new DataView(new ArrayBuffer(100));
  frame.setUint16(12, ethertype);
  frame.setUint8(14, 0x40 | headerWords);
  frame.setUint8(23, protocol);
  frame.setUint16(14 + 4 * headerWords, from);
  frame.setUint16(16 + 4 * headerWords, to);
  return frame;
}

/** What the kernel makes of a program: 0 = passes. */
function run(text: string, frame: DataView, random = 0): number {
  const [count = '', ...lines] = text.split(',');
  const program = lines.map((line) => line.split(' ').map(Number));
  assert.equal(program.length, Number(count));
  let a = 0;
  let x = 0;
  for (let at = 0; ; at += 1) {
    const [code, ifTrue = 0, ifFalse = 0, value = 0] = program[at] ?? assert.fail('it ran off its end');
    switch (code) {
      case 0x28:
        a = frame.getUint16(value);
        break;
      case 0x30:
        a = frame.getUint8(value);
        break;
      case 0x20:
        assert.equal(value, 4_294_963_256);
        a = random;
        break;
      case 0x48:
        a = frame.getUint16(x + value);
        break;
      case 0x40:
        a = frame.getUint32(x + value);
        break;
      case 0xb1:
        x = 4 * (frame.getUint8(value) & 0xf);
        break;
      case 0x15:
        at += a === value ? ifTrue : ifFalse;
        break;
      case 0x35:
        at += a >= value ? ifTrue : ifFalse;
        break;
      case 0x05:
        at += value;
        break;
      case 0x06:
        return value;
      default:
        assert.fail(`no instruction ${code}`);
    }
  }
}

const TCP = 6;
const UDP = 17;
const all: DropRule = {
  udpPorts: [4_000, 5_000, 6_000],
  tcpFlows: [
    { localPort: 4_000, remotePort: 8_080 },
    { localPort: 50_000, remotePort: 443 },
  ],
  share: 1,
};
const drops = (rule: DropRule, packet: Packet, random?: number): boolean =>
  run(dropProgram(rule), frameOf(packet), random) !== 0;

test('packets of UDP from and to each of the ports are dropped', () => {
  for (const port of all.udpPorts) {
    assert.ok(drops(all, { protocol: UDP, from: port, to: 9 }));
    assert.ok(drops(all, { protocol: UDP, from: 9, to: port }));
    assert.ok(drops(all, { protocol: UDP, from: 9, to: port, headerWords: 7 }));
  }
});

test('packets of each TCP connection are dropped, either way', () => {
  for (const { localPort, remotePort } of all.tcpFlows) {
    assert.ok(drops(all, { protocol: TCP, from: localPort, to: remotePort }));
    assert.ok(drops(all, { protocol: TCP, from: remotePort, to: localPort, headerWords: 7 }));
  }
});

test("another connection passes that has a port in common with one that is dropped, by chance or by the other protocol's", () => {
  assert.equal(drops(all, { protocol: TCP, from: 4_000, to: 4_222 }), false);
  assert.equal(drops(all, { protocol: TCP, from: 4_222, to: 4_000 }), false);
  assert.equal(drops(all, { protocol: TCP, from: 5_000, to: 8_080 }), false);
  assert.equal(drops(all, { protocol: UDP, from: 50_000, to: 443 }), false);
});

test('other ports, other protocols and other kinds of packet pass', () => {
  assert.equal(drops(all, { protocol: TCP, from: 9, to: 10 }), false);
  assert.equal(drops(all, { protocol: UDP, from: 9, to: 10 }), false);
  assert.equal(drops(all, { protocol: 1, from: 4_000, to: 8_080 }), false);
  assert.equal(drops(all, { protocol: UDP, from: 4_000, to: 9, ethertype: 0x86dd }), false);
  assert.equal(drops({ ...all, tcpFlows: [] }, { protocol: TCP, from: 4_000, to: 8_080 }), false);
  assert.equal(drops({ ...all, udpPorts: [] }, { protocol: UDP, from: 4_000, to: 9 }), false);
});

test('of a share of the packets those are dropped whose lot is below it', () => {
  const rule: DropRule = { udpPorts: [4_000], tcpFlows: [], share: 0.03 };
  const packet: Packet = { protocol: UDP, from: 9, to: 4_000 };
  assert.ok(drops(rule, packet, Math.floor(0.029 * 2 ** 32)));
  assert.equal(drops(rule, packet, Math.floor(0.031 * 2 ** 32)), false);
  assert.equal(drops(rule, { ...packet, to: 4_001 }, 0), false);
});

test('more ports than a filter can hold are refused', () => {
  const ports = Array.from({ length: 2_000 }, (_, i) => i + 1);
  assert.throws(() => dropProgram({ ...all, udpPorts: ports }), RangeError);
});
