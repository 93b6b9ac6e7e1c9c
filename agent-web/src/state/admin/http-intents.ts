import { each, entriesOf, fieldsOf, flag, isObject, number, text, texts } from '../fields.ts';
import { httpCall } from '../http-call.ts';
import type { IntentPolicy, IntentsNow, IntentTrial } from '../types.ts';
import type { IntentsApi, IntentsOutcome } from './intents-api.ts';
import { headOf } from './read-admin.ts';

function answerOf(value: unknown): IntentPolicy['answer'] {
  const { by, zh, en } = isObject(value) ? value : {};
  if (by === 'text') return { by, zh: text(zh), en: text(en) };
  return { by: by === 'orders' ? 'orders' : 'agent' };
}

function nowOf(answer: unknown): IntentsNow {
  const one = fieldsOf(answer);
  return {
    ...{ head: headOf(one), learntVersion: number(one.learntVersion), threshold: number(one.threshold) },
    virtualAgent: flag(one.virtualAgent),
    intents: entriesOf(one.intents).map(([intent, value]) => {
      const spec = isObject(value) ? value : {};
      const said = isObject(spec.examples) ? spec.examples : {};
      const examples = { zh: texts(said.zh), en: texts(said.en) };
      return { intent, on: flag(spec.on), answer: answerOf(spec.answer), examples };
    }),
  };
}

function outcomeOf(answer: unknown): IntentsOutcome {
  const { ok, version, problems } = fieldsOf(answer);
  return { ok: flag(ok), version: number(version), problems: each(problems, ({ message }) => text(message)) };
}

function trialOf(tried: string, answer: unknown): IntentTrial {
  const one = fieldsOf(answer);
  const runnerUp = isObject(one.runnerUp) ? one.runnerUp : {};
  const outlook = isObject(one.outlook) ? one.outlook : {};
  return {
    ...{ text: tried, intent: text(one.intent), confidence: number(one.confidence) },
    runnerUp: { intent: text(runnerUp.intent), confidence: number(runnerUp.confidence) },
    language: text(one.language),
    slots: entriesOf(one.slots).map(([name, value]) => [name, text(value)] as const),
    because: texts(one.because),
    does: outlook.does === 'answers' ? 'answers' : 'hands-over',
    ...{ why: text(outlook.why), says: text(outlook.text), version: number(one.version) },
  };
}

/** The intents over HTTP, with the session's token. */
export function httpIntents(apiUrl: string, token: () => Promise<string>): IntentsApi {
  const call = httpCall(apiUrl, token);
  const at = (intent: string): string => `/v1/intents/${encodeURIComponent(intent)}`;
  return {
    now: async () => nowOf(await call('GET', '/v1/intents')),
    versions: async () => each(fieldsOf(await call('GET', '/v1/intents/versions')).versions, headOf),
    set: async (intent, spec, note, basedOn) =>
      outcomeOf(await call('PUT', at(intent), { spec, note, basedOn })),
    remove: async (intent, note, basedOn) => outcomeOf(await call('DELETE', at(intent), { note, basedOn })),
    restore: async (version, basedOn) =>
      outcomeOf(await call('POST', `/v1/intents/versions/${version}/restore`, { basedOn })),
    attempt: async (tried) => trialOf(tried, await call('POST', '/v1/intents/try', { text: tried })),
  };
}
