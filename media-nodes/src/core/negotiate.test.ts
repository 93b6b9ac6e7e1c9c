import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DtlsParameters, RtpCapabilities, RtpParameters, type RtpParametersInit } from '@weft/proto';
import { audioParameters, videoParameters } from '../testing/rtp.ts';
import { connectable, receivable, sendable } from './negotiate.ts';

const audio = (over: RtpParametersInit = {}) => RtpParameters.create({ ...audioParameters(1), ...over });
const video = (over: RtpParametersInit = {}) => RtpParameters.create({ ...videoParameters(1), ...over });
const refused = (run: () => unknown) => assert.throws(run, { code: 'RTP_REFUSED' });

describe('what a client says it sends', () => {
  it('MED12 is taken as a browser says it', () => {
    assert.equal(sendable('audio', 'microphone', audio()).kind, 'audio');
    const { rtpParameters } = sendable('video', 'screen', video());
    assert.deepEqual(rtpParameters.encodings, [{ ssrc: 1, rtx: { ssrc: 2 } }]);
    const layered = [{ rid: 'q' }, { rid: 'h' }, { rid: 'f', scalabilityMode: 'L1T3' }];
    assert.equal(
      sendable('video', 'camera', video({ encodings: layered })).rtpParameters.encodings?.length,
      3,
    );
  });

  it('MED12 is refused when source and kind do not go together', () => {
    refused(() => sendable('audio', 'camera', audio()));
    refused(() => sendable('video', 'microphone', video()));
    refused(() => sendable('video', 'unspecified', video()));
    refused(() => sendable('unspecified', 'camera', video()));
    refused(() => sendable('video', 'camera', audio()));
    refused(() => sendable('audio', 'microphone', undefined));
  });

  it('MED12 is refused when codecs make no sense', () => {
    const codec = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 };
    const withCodec = (over: object) => () =>
      sendable('audio', 'microphone', audio({ codecs: [{ ...codec, ...over }] }));
    refused(() => sendable('audio', 'microphone', audio({ codecs: [] })));
    refused(() => sendable('audio', 'microphone', audio({ codecs: [codec, codec] })));
    refused(withCodec({ mimeType: 'opus' }));
    refused(withCodec({ mimeType: `audio/${'x'.repeat(40)}` }));
    refused(withCodec({ payloadType: 128 }));
    refused(withCodec({ clockRate: 0 }));
    refused(withCodec({ channels: 200 }));
    refused(withCodec({ parameters: [{ name: 'apt', value: { case: 'text', value: '96' } }] }));
    refused(withCodec({ parameters: [{ name: 'x', value: { case: 'number', value: Number.NaN } }] }));
    refused(withCodec({ parameters: [{ name: 'x', value: { case: 'text', value: 'y'.repeat(300) } }] }));
    refused(withCodec({ parameters: Array.from({ length: 40 }, (_, n) => ({ name: `p${n}` })) }));
    refused(withCodec({ rtcpFeedback: [{ type: '' }] }));
  });

  it('MED12 is refused when streams cannot be told apart', () => {
    const withEncodings =
      (...encodings: object[]) =>
      () =>
        sendable('video', 'camera', video({ encodings }));
    refused(withEncodings());
    refused(withEncodings({}));
    refused(withEncodings({ ssrc: 5 }, { ssrc: 5 }));
    refused(withEncodings({ ssrc: 5, rtxSsrc: 5 }));
    refused(withEncodings({ rid: 'a' }, { rid: 'a' }));
    refused(withEncodings({ rid: 'a b' }));
    refused(withEncodings({ ssrc: 5, scalabilityMode: 'L99T99' }));
    refused(withEncodings({ ssrc: 5, scaleResolutionDownBy: Number.POSITIVE_INFINITY }));
    refused(withEncodings(...Array.from({ length: 9 }, (_, n) => ({ ssrc: n + 1 }))));
    refused(() => sendable('video', 'camera', video({ encodings: [{}, {}], mid: '0' })));
    assert.ok(sendable('video', 'camera', video({ encodings: [{}], mid: '0' })));
  });

  it('MED12 is refused when header extensions make no sense', () => {
    const withExtensions =
      (...headerExtensions: object[]) =>
      () =>
        sendable('audio', 'microphone', audio({ headerExtensions }));
    refused(withExtensions({ uri: 'urn:x', id: 0 }));
    refused(withExtensions({ uri: '', id: 1 }));
    refused(withExtensions({ uri: 'urn:x', id: 1 }, { uri: 'urn:y', id: 1 }));
    refused(withExtensions({ uri: 'urn:x', id: 1, encrypt: true }));
    refused(() => sendable('audio', 'microphone', audio({ mid: 'x'.repeat(40) })));
    refused(() => sendable('audio', 'microphone', audio({ cname: 'x'.repeat(400) })));
  });
});

describe('what a browser says it can receive', () => {
  it('MED12 may be nothing, and is bounded', () => {
    assert.deepEqual(receivable(undefined), { codecs: [], headerExtensions: [] });
    const codec = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 };
    assert.equal(receivable(RtpCapabilities.create({ codecs: [codec] })).codecs[0]?.kind, 'audio');
    refused(() => receivable(RtpCapabilities.create({ codecs: Array.from({ length: 65 }, () => codec) })));
    refused(() => receivable(RtpCapabilities.create({ codecs: [{ ...codec, mimeType: 'x' }] })));
  });
});

describe("a browser's end of DTLS", () => {
  const digest = (bytes: number) => Array.from({ length: bytes }, () => 'AB').join(':');
  const dtls = (over: object = {}) =>
    DtlsParameters.create({
      role: 'client',
      fingerprints: [{ algorithm: 'sha-256', value: digest(32) }],
      ...over,
    });

  it('MED12 is taken as a browser says it', () => {
    assert.deepEqual(connectable(dtls()), {
      role: 'client',
      fingerprints: [{ algorithm: 'sha-256', value: digest(32) }],
    });
    assert.equal(connectable(dtls({ role: '' })).role, 'auto');
  });

  it('MED12 is refused otherwise', () => {
    refused(() => connectable(undefined));
    refused(() => connectable(dtls({ role: 'both' })));
    refused(() => connectable(dtls({ fingerprints: [] })));
    refused(() => connectable(dtls({ fingerprints: [{ algorithm: 'md5', value: digest(16) }] })));
    refused(() => connectable(dtls({ fingerprints: [{ algorithm: 'sha-256', value: digest(31) }] })));
    refused(() => connectable(dtls({ fingerprints: [{ algorithm: 'sha-256', value: 'x' }] })));
  });
});
