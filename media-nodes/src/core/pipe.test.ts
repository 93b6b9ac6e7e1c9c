import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { meet, pipeEnd } from './pipe.ts';

describe('two nodes that open a pipe', () => {
  it('MED19 agree on one of two attempts, whoever looks', () => {
    const asSeen = (nodeId: string, peerId: string) => meet('opening', nodeId, peerId).do;
    for (const [low, high] of [
      ['ap-1', 'eu-1'],
      ['eu-1', 'eu-2'],
    ] as const) {
      assert.equal(asSeen(low, high), 'refuse');
      assert.equal(asSeen(high, low), 'yield');
    }
  });

  it('MED20 replace a pipe whose other end was lost', () => {
    assert.equal(meet('none', 'a', 'b').do, 'accept');
    assert.equal(meet('standing', 'a', 'b').do, 'replace');
    assert.equal(meet('standing', 'b', 'a').do, 'replace');
  });
});

describe("another node's end of a pipe", () => {
  const key = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');
  const end = {
    ...{ address: '127.0.0.1', port: 40_000 },
    srtp: { cryptoSuite: 'AEAD_AES_256_GCM', keyBase64: key(44) },
  };
  const refused = (wire: Parameters<typeof pipeEnd>[0]) =>
    assert.throws(() => pipeEnd(wire), { code: 'BAD_REQUEST' });

  it('MED32 is taken when all of it is of the right shape', () => {
    assert.deepEqual(pipeEnd(end), end);
    assert.equal(pipeEnd({ ...end, address: '::1' }).address, '::1');
  });

  it('MED32 is refused otherwise, before the engine sees it', () => {
    refused({ ...end, address: 'example.org' });
    refused({ ...end, address: '' });
    refused({ ...end, port: 0 });
    refused({ ...end, port: 65_536 });
    refused({ ...end, srtp: undefined });
    refused({ ...end, srtp: { cryptoSuite: 'NULL', keyBase64: key(44) } });
    refused({ ...end, srtp: { cryptoSuite: 'AEAD_AES_256_GCM', keyBase64: key(30) } });
    refused({ ...end, srtp: { cryptoSuite: 'AEAD_AES_256_GCM', keyBase64: 'not base64 at all!' } });
  });
});
