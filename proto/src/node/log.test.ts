import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from './log.ts';

function rig() {
  const lines: Record<string, unknown>[] = [];
  const log = createLog('info', { service: 'test' }, { write: (line) => void lines.push(JSON.parse(line)) });
  return { log, lines };
}

test('what is secret reaches no line, wherever it stands', () => {
  const { log, lines } = rig();
  const asked = { token: 't-1', callId: 'call-1', page: { password: 'p-1', seats: [{ credential: 'c-1' }] } };
  log.info(asked, 'asked');
  log.child({ secret: 's-1', nodeId: 'node-1' }).warn({ callId: 'call-2' }, 'heard');
  const [first, second] = lines;
  assert.deepEqual(
    [first?.token, first?.callId, first?.page],
    ['[secret]', 'call-1', { password: '[secret]', seats: [{ credential: '[secret]' }] }],
  );
  assert.deepEqual(
    [second?.secret, second?.nodeId, second?.callId, second?.level, second?.service],
    ['[secret]', 'node-1', 'call-2', 'warn', 'test'],
  );
  assert.equal(asked.token, 't-1', 'the caller keeps what it has');
});

test('a field that holds itself, or holds too much, costs no line', () => {
  const { log, lines } = rig();
  const ring: Record<string, unknown> = { name: 'ring' };
  ring.itself = ring;
  log.info({ ring, gone: undefined, nothing: null, many: [1, 2] }, 'round');
  assert.equal(lines.length, 1);
  assert.match(JSON.stringify(lines[0]), /\[deep\]/);
  assert.deepEqual(lines[0]?.many, [1, 2]);
});
