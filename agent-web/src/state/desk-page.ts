import { systemClock } from '@weft/proto';
import { fetchApi } from './api.ts';
import { callParts } from './call-page.ts';
import { consoleLog } from './console-log.ts';
import { HttpFiles, httpUpload } from './conversation/http-files.ts';
import { httpCrm } from './crm/http-crm.ts';
import { AgentDesk } from './desk.ts';
import { toneChime } from './inbox/tone-chime.ts';
import { connect } from './page-link.ts';
import { ToneRing } from './ring.ts';
import { browserStore } from './storage.ts';
import type { Desk, DeskOptions } from './types.ts';

/** The desk's state. Once a page; `open()` begins. */
export function createDesk(options: DeskOptions): Desk {
  const clock = systemClock;
  const log = consoleLog();
  const api = fetchApi(options.apiUrl);
  const connected = connect({ ...options, api, renew: () => api.refresh(), clock, log });
  const parts = callParts(connected, options.video, clock, log, () => desk);
  const ring = new ToneRing(clock, log);
  const { session } = connected;
  const store = browserStore('localStorage');
  const token = (): Promise<string> => session.token(false);
  const desk: AgentDesk = new AgentDesk(options, {
    ...{ ...parts, api, session, ring, store },
    upload: httpUpload(options.apiUrl, token),
    files: new HttpFiles(options.apiUrl, token),
    crm: httpCrm(options.apiUrl, token),
    chime: toneChime(log),
    attentive: () => document.visibilityState === 'visible' && document.hasFocus(),
  });
  return desk;
}
