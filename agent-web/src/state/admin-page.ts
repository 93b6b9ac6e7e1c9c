import { systemClock } from '@weft/proto';
import { Administration } from './admin/administration.ts';
import { httpAdmin } from './admin/http-admin.ts';
import { httpIntents } from './admin/http-intents.ts';
import { fetchApi } from './api.ts';
import { consoleLog } from './console-log.ts';
import { Session } from './session.ts';
import type { Admin } from './types.ts';

/** The administrators' page's state. Once a page; `open()` begins. */
export function createAdmin({ apiUrl }: { readonly apiUrl: string }): Admin {
  const clock = systemClock;
  const log = consoleLog();
  const api = fetchApi(apiUrl);
  const session = new Session(() => api.refresh(), api, clock, log);
  const token = (): Promise<string> => session.token(false);
  const admin = httpAdmin(apiUrl, token);
  return new Administration({ api, admin, intents: httpIntents(apiUrl, token), session, clock, log });
}
