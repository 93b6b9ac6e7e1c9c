import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { captureFailure } from './capture-failure.ts';

const here = { secure: true, allowedByPage: true };
const read = (name: string, message = '', device: 'camera' | 'screen' = 'camera', context = here): string => {
  const { error, hint } = captureFailure(device, new DOMException(message, name), context);
  return `${error} ${hint}`;
};

describe('a capture failure', () => {
  it('tells a refusal from a question that was closed, and from the system', () => {
    assert.equal(read('NotAllowedError', 'Permission denied'), 'denied allow-in-browser-settings');
    assert.equal(read('NotAllowedError', 'Permission dismissed'), 'dismissed ask-again');
    assert.equal(read('NotAllowedError', 'Permission denied by system'), 'denied allow-in-system-settings');
  });

  it('takes a closed choice of screens for what it is', () => {
    assert.equal(read('NotAllowedError', 'Permission denied', 'screen'), 'dismissed ask-again');
  });

  it('blames the page around the widget when that forbids the device', () => {
    const context = { secure: true, allowedByPage: false };
    assert.equal(read('NotAllowedError', '', 'camera', context), 'blocked-by-page tell-site-owner');
    assert.equal(read('SecurityError'), 'blocked-by-page tell-site-owner');
  });

  it('names missing and busy devices', () => {
    assert.equal(read('NotFoundError'), 'no-device plug-in-device');
    assert.equal(read('OverconstrainedError'), 'no-device plug-in-device');
    assert.equal(read('NotReadableError'), 'in-use close-other-program');
    assert.equal(read('AbortError'), 'in-use close-other-program');
  });

  it('asks for https before all else', () => {
    const context = { secure: false, allowedByPage: true };
    assert.equal(read('TypeError', '', 'camera', context), 'insecure-context open-over-https');
  });

  it('does not guess at what it does not know', () => {
    assert.equal(read('WhateverError'), 'unknown reload');
    assert.equal(captureFailure('camera', 'a text', here).error, 'unknown');
  });

  it('leaves a failure that was read already as it is', () => {
    const failure = captureFailure('camera', new DOMException('', 'NotFoundError'), here);
    assert.equal(captureFailure('microphone', failure, here), failure);
  });
});
