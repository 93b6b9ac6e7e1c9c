import { systemClock } from '@weft/proto';
import { fetchApi } from './api.ts';
import { consoleLog } from './console-log.ts';
import { MeshOps } from './ops.ts';
import { connect } from './page-link.ts';
import type { Ops, OpsOptions } from './types.ts';

/** The operators' page's state. Once a page; `open()` begins. */
export function createOps(options: OpsOptions): Ops {
  const clock = systemClock;
  const log = consoleLog();
  const api = fetchApi(options.apiUrl);
  const { link, ask, session } = connect({ ...options, api, renew: () => api.refresh(), clock, log });
  return new MeshOps({ link, ask, api, session, clock, log });
}
