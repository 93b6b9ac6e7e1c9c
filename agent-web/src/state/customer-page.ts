import { systemClock } from '@weft/proto';
import { fetchApi, type Grant } from './api.ts';
import { callParts } from './call-page.ts';
import { consoleLog } from './console-log.ts';
import { CustomerCall } from './customer.ts';
import { connect } from './page-link.ts';
import { browserStore } from './storage.ts';
import type { Customer, CustomerOptions } from './types.ts';

const TOKEN_KEY = 'weft-token';

/** The widget's state. Once a page; `open()` begins. */
export function createCustomer(options: CustomerOptions): Customer {
  const clock = systemClock;
  const log = consoleLog();
  const api = fetchApi(options.apiUrl);
  const store = browserStore('sessionStorage');
  // The subject of before a reload is kept by showing its token: a live call knows the customer by it.
  const renew = async (): Promise<Grant> => {
    const grant = await api.guest(store.get(TOKEN_KEY), options.displayName ?? '');
    store.set(TOKEN_KEY, grant.token);
    return grant;
  };
  const connected = connect({ ...options, api, renew, clock, log });
  const parts = callParts(connected, options.video, clock, log, () => customer);
  const regionRtts = () => connected.edges.regionRtts();
  const customer: CustomerCall = new CustomerCall(options, { ...parts, regionRtts, store });
  return customer;
}
