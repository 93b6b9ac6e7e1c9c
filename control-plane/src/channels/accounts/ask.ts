import {
  type Bus,
  ChannelReply,
  ChannelRequest,
  type ChannelRequestInit,
  fromFault,
  subjects,
  WeftError,
} from '@weft/proto';

/** Whoever holds the account may have to ask its vendor. */
const TIMEOUT_MS = 10_000;

type Reply = NonNullable<ChannelReply['body']>;
type Answers = { readonly [One in Reply as One['case']]: One['value'] };

/** Asks the instance that holds an account. Throws NO_RESPONDER (nobody holds it), TIMEOUT, or what it answers. */
export async function askAccount<Case extends keyof Answers>(
  bus: Bus,
  accountId: string,
  request: ChannelRequestInit,
  expected: Case,
  timeoutMs = TIMEOUT_MS,
): Promise<Answers[Case]> {
  const bytes = await bus.request(subjects.channel(accountId), ChannelRequest.encode(request), { timeoutMs });
  const { body } = ChannelReply.decode(bytes);
  if (body?.case === 'fault') throw fromFault(body.value);
  if (body?.case !== expected) throw new WeftError('INTERNAL', 'the account answers something else');
  return body.value as Answers[Case];
}
