import type { ActiveCall, EndedCall, Leg, QueuedCall, RingingCall } from '../state.ts';

/** A customer at eu-1, as long as it is alone; in ACTIVE its standby is the agent's home. */
export const CUSTOMER: Leg = {
  participantId: 'participant-1',
  role: 'customer',
  displayName: 'Li',
  subjectId: 'customer-1',
  sessionId: 'session-c',
  nodeId: 'eu-1',
  region: 'eu',
  nearRegion: 'eu',
  standby: { nodeId: 'eu-2', region: 'eu' },
};

/** An agent at ap-1. */
export const AGENT: Leg = {
  participantId: 'participant-2',
  role: 'agent',
  displayName: 'Anna',
  subjectId: 'anna',
  sessionId: 'session-a',
  nodeId: 'ap-1',
  region: 'ap',
  nearRegion: 'ap',
  standby: { nodeId: 'eu-1', region: 'eu' },
};

const common = {
  callId: 'call-1',
  epoch: 1,
  kind: 'video',
  queueId: 'default',
  page: { url: 'https://shop.example/', title: 'Shop', locale: 'en' },
  profile: undefined,
  hot: false,
  wantedAgentId: '',
  wantedQueueId: '',
  company: [],
  moves: [],
  customer: CUSTOMER,
  requestedAtMs: 1_000,
  callback: undefined,
} as const;

export const QUEUED: QueuedCall = { ...common, stage: 'queued', place: 1, agentsOnDuty: 2 };
export const RINGING: RingingCall = { ...common, stage: 'ringing', agentsOnDuty: 2 };
export const ACTIVE: ActiveCall = {
  ...common,
  customer: { ...CUSTOMER, standby: { nodeId: 'ap-1', region: 'ap' } },
  stage: 'active',
  agent: AGENT,
  guests: [],
  held: false,
  heldForColleague: false,
  answeredAtMs: 2_000,
};
export const ENDED: EndedCall = {
  ...common,
  customer: ACTIVE.customer,
  stage: 'ended',
  agent: AGENT,
  guests: [],
  answeredAtMs: 2_000,
  endedAtMs: 9_000,
  cause: 'customer-hung-up',
};
