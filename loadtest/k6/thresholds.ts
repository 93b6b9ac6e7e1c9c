/** A bound that a run is held to, and why it is there. */
export interface Threshold {
  readonly metric: string;
  /** In k6's words. */
  readonly bound: string;
  readonly why: string;
}

const NOTHING_FAILS: Threshold = {
  metric: 'failed',
  bound: 'rate<0.01',
  why: 'An edge refuses when it is full, with a code; one in a hundred is where people begin to call again.',
};

/** Every bound, by scenario. Milliseconds throughout. */
export const THRESHOLDS = {
  'connect-storm': [
    NOTHING_FAILS,
    {
      metric: 'connect',
      bound: 'p(95)<500',
      why: 'The widget draws itself within half a second; connected later it would show a spinner.',
    },
  ],
  'call-setup': [
    NOTHING_FAILS,
    {
      metric: 'call_setup',
      bound: 'p(95)<700',
      why: 'The goal from the click to the first picture is 700 ms for 95 of 100; set-up is the part of it that is ours.',
    },
  ],
  'chat-burst': [
    NOTHING_FAILS,
    {
      metric: 'post',
      bound: 'p(95)<250',
      why: 'A message that is not acknowledged in a quarter of a second is shown as being sent.',
    },
  ],
  'reconnect-storm': [
    NOTHING_FAILS,
    {
      metric: 'resume',
      bound: 'p(95)<1000',
      why: 'Everybody comes back at once after an edge died; media does not wait for it, the desk does.',
    },
    {
      metric: 'resumed',
      bound: 'rate>0.99',
      why: 'A session that begins anew asks for everything again, which is the load that a storm must not make.',
    },
  ],
  'webhook-flood': [
    {
      metric: 'failed',
      bound: 'rate<0.001',
      why: 'A vendor pushes again twice at most; what is refused or late three times is lost, and one in a thousand makes that one in a billion.',
    },
    {
      metric: 'ack',
      bound: 'p(95)<200',
      why: 'The answer waits for nothing but the storing of the push; slower than this, something else has got into its way.',
    },
    {
      metric: 'ack',
      bound: 'p(99)<1000',
      why: 'After 5 s a vendor pushes again and makes the flood greater by itself; a fifth of it leaves room for a pause.',
    },
  ],
  'desk-watch': [
    NOTHING_FAILS,
    {
      metric: 'list',
      bound: 'p(95)<300',
      why: 'An agent turns to another view dozens of times an hour; above 300 ms it no longer feels like turning a page.',
    },
  ],
} as const satisfies Readonly<Record<string, readonly Threshold[]>>;

export type Scenario = keyof typeof THRESHOLDS;

/** The bounds of a scenario as k6 takes them. */
export function thresholdsOf(scenario: Scenario): Record<string, string[]> {
  const bounds: Record<string, string[]> = {};
  for (const { metric, bound } of THRESHOLDS[scenario]) bounds[metric] = [...(bounds[metric] ?? []), bound];
  return bounds;
}
