import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ERRORS, type ErrorCode } from '@weft/proto';
import { faultOf } from './refusal.ts';
import {
  awaitingHello,
  dueAtMs,
  next,
  type SessionEvent,
  type SessionState,
  type SessionStep,
  type SessionTimes,
} from './session.ts';

const times: SessionTimes = { helloTimeoutMs: 5_000, idleTimeoutMs: 25_000, resumeWindowMs: 15_000 };
const fresh = awaitingHello(1_000, times);
const admitting: SessionState = { phase: 'admitting', helloByMs: 6_000 };
const ready: SessionState = { phase: 'ready', heardAtMs: 10_000 };
const resuming: SessionState = { phase: 'resuming', resumeByMs: 30_000 };
const closing: SessionState = { phase: 'closing' };

const step = (state: SessionState, event: SessionEvent): SessionStep => next(state, event, times);
/** What a step does, in short: "refuse IDLE", "end bye". */
const effects = ({ effects }: SessionStep): readonly string[] =>
  effects.map((effect) => {
    if (effect.do === 'refuse') return `refuse ${effect.fault.code}`;
    if (effect.do === 'forget') return `forget ${effect.why}`;
    return effect.do === 'end' ? `end ${effect.reason}` : effect.do;
  });
const refused = (code: ErrorCode): SessionEvent => ({ on: 'refused', fault: faultOf(code), atMs: 11_000 });

describe('a session before ready', () => {
  it('SIG1 waits for a hello until its deadline and then closes with HELLO_TIMEOUT', () => {
    assert.equal(dueAtMs(fresh, times), 6_000);
    assert.deepEqual(step(fresh, { on: 'due', atMs: 5_999 }), { state: fresh, effects: [], refused: false });
    const late = step(fresh, { on: 'due', atMs: 6_000 });
    assert.deepEqual(effects(late), ['refuse HELLO_TIMEOUT']);
    assert.equal(late.state.phase, 'closing');
  });

  it('SIG1 counts the checking of the hello into its time', () => {
    const { state } = step(fresh, { on: 'hello' });
    assert.deepEqual(state, { phase: 'admitting', helloByMs: 6_000 });
    assert.deepEqual(effects(step(state, { on: 'due', atMs: 6_000 })), ['refuse HELLO_TIMEOUT']);
  });

  it('SIG2 refuses every frame but one hello', () => {
    for (const event of [{ on: 'frame', atMs: 1_001 }, { on: 'bye' }] satisfies SessionEvent[]) {
      assert.deepEqual(effects(step(fresh, event)), ['refuse HELLO_EXPECTED'], event.on);
      assert.deepEqual(effects(step(admitting, event)), ['refuse HELLO_EXPECTED'], event.on);
    }
    assert.deepEqual(effects(step(admitting, { on: 'hello' })), ['refuse HELLO_EXPECTED']);
  });

  it('SIG6 becomes ready once admitted, and not without a hello', () => {
    const { state } = step(admitting, { on: 'admitted', atMs: 1_200 });
    assert.deepEqual(state, { phase: 'ready', heardAtMs: 1_200 });
    assert.equal(step(fresh, { on: 'admitted', atMs: 1_200 }).refused, true);
  });

  it('SIG11 is over without a trace when its socket goes to the session it resumes', () => {
    assert.deepEqual(step(admitting, { on: 'handed-over' }), { state: closing, effects: [], refused: false });
  });

  it('SIG14 tells no service of its end, for none knew it', () => {
    for (const state of [fresh, admitting]) {
      const events: SessionEvent[] = [
        { on: 'lost', atMs: 2_000 },
        { on: 'stopped' },
        refused('TOKEN_INVALID'),
        { on: 'bye' },
        { on: 'due', atMs: 9_000 },
      ];
      for (const event of events) {
        const after = step(state, event);
        assert.equal(after.state.phase, 'closing', event.on);
        assert.ok(!effects(after).some((effect) => effect.startsWith('end')), event.on);
      }
    }
  });
});

describe('a ready session', () => {
  it('SIG7 is idle two and a half ping intervals after the last frame', () => {
    const heard = step(ready, { on: 'frame', atMs: 20_000 });
    assert.deepEqual(heard.state, { phase: 'ready', heardAtMs: 20_000 });
    assert.equal(dueAtMs(heard.state, times), 45_000);
    assert.deepEqual(effects(step(heard.state, { on: 'due', atMs: 44_999 })), []);
    const idle = step(heard.state, { on: 'due', atMs: 45_000 });
    assert.deepEqual(effects(idle), ['refuse IDLE']);
    assert.deepEqual(idle.state, { phase: 'resuming', resumeByMs: 60_000 });
  });

  it('SIG8 waits to be resumed when its socket is lost', () => {
    const lost = step(ready, { on: 'lost', atMs: 12_000 });
    assert.deepEqual(lost, {
      state: { phase: 'resuming', resumeByMs: 27_000 },
      effects: [],
      refused: false,
    });
  });

  it('SIG9 survives a refusal exactly when its code is retryable', () => {
    for (const code of Object.keys(ERRORS) as ErrorCode[]) {
      const after = step(ready, refused(code));
      const survives = ERRORS[code].retryable;
      assert.equal(after.state.phase, survives ? 'resuming' : 'closing', code);
      assert.deepEqual(
        effects(after),
        survives ? [`refuse ${code}`] : [`refuse ${code}`, 'end refused'],
        code,
      );
    }
  });

  it('SIG10 ends at once on a bye', () => {
    const after = step(ready, { on: 'bye' });
    assert.deepEqual(effects(after), ['close', 'end bye']);
    assert.equal(after.state.phase, 'closing');
  });

  it('SIG2 ends on a second hello', () => {
    assert.deepEqual(effects(step(ready, { on: 'hello' })), ['refuse HELLO_EXPECTED', 'end refused']);
  });

  it('SIG11 stays ready when another socket goes on with it, and closes the old one', () => {
    const after = step(ready, { on: 'taken-over', atMs: 13_000 });
    assert.deepEqual(effects(after), ['refuse REPLACED']);
    assert.deepEqual(after.state, { phase: 'ready', heardAtMs: 13_000 });
  });

  it('SIG34 ends when its outbox overflows, although TOO_SLOW is retryable', () => {
    assert.deepEqual(effects(step(ready, { on: 'overflowed' })), ['refuse TOO_SLOW', 'end dropped']);
  });

  it('SIG36 ends as a service wishes, replaced when the same person is elsewhere', () => {
    const elsewhere = step(ready, { on: 'dismissed', fault: faultOf('SIGNED_IN_ELSEWHERE') });
    assert.deepEqual(effects(elsewhere), ['refuse SIGNED_IN_ELSEWHERE', 'end replaced']);
    const forbidden = step(ready, { on: 'dismissed', fault: faultOf('FORBIDDEN') });
    assert.deepEqual(effects(forbidden), ['refuse FORBIDDEN', 'end refused']);
    const slow = step(ready, { on: 'dismissed', fault: faultOf('TOO_SLOW') });
    assert.deepEqual(effects(slow), ['refuse TOO_SLOW', 'end dropped']);
  });

  it('SIG53 is let go with DRAINING when the edge stops', () => {
    assert.deepEqual(effects(step(ready, { on: 'stopped' })), ['refuse DRAINING', 'forget left']);
  });
});

describe('a resuming session', () => {
  it('SIG8 ends when its window has passed, not before', () => {
    assert.equal(dueAtMs(resuming, times), 30_000);
    assert.deepEqual(effects(step(resuming, { on: 'due', atMs: 29_999 })), []);
    assert.deepEqual(effects(step(resuming, { on: 'due', atMs: 30_000 })), ['end timeout']);
  });

  it('SIG11 is ready again when a socket goes on with it', () => {
    const after = step(resuming, { on: 'taken-over', atMs: 20_000 });
    assert.deepEqual(after, { state: { phase: 'ready', heardAtMs: 20_000 }, effects: [], refused: false });
  });

  it('SIG13 leaves its place when what its client missed is no longer kept', () => {
    assert.deepEqual(effects(step(resuming, { on: 'superseded' })), ['end replaced']);
    assert.deepEqual(effects(step(ready, { on: 'superseded' })), ['refuse REPLACED', 'end replaced']);
  });

  it('SIG34 ends when its outbox overflows', () => {
    assert.deepEqual(effects(step(resuming, { on: 'overflowed' })), ['end dropped']);
  });

  it('SIG53 is let go when the edge stops', () => {
    assert.deepEqual(effects(step(resuming, { on: 'stopped' })), ['forget left']);
  });

  it('refuses events of a socket, which it does not have', () => {
    const events: SessionEvent[] = [
      { on: 'hello' },
      { on: 'frame', atMs: 1 },
      { on: 'bye' },
      { on: 'lost', atMs: 1 },
      refused('IDLE'),
    ];
    for (const event of events) {
      assert.deepEqual(step(resuming, event), { state: resuming, effects: [], refused: true }, event.on);
    }
  });
});

describe('a closing session', () => {
  it('SIG14 refuses every event, so that its end is told once', () => {
    const events: SessionEvent[] = [
      { on: 'lost', atMs: 1 },
      { on: 'bye' },
      { on: 'stopped' },
      { on: 'overflowed' },
    ];
    for (const event of events) assert.equal(step(closing, event).refused, true, event.on);
    assert.equal(dueAtMs(closing, times), undefined);
  });
});
