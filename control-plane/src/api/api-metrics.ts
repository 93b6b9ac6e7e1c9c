import { Counter, Histogram, type Registry } from 'prom-client';
import type { HttpServer } from './server.ts';

/** What the HTTP API counts. */
export interface ApiMetrics {
  readonly signIns: Counter<'outcome'>;
}

/** Counts and times every request by its route, never by its address, which is the client's to choose. */
export function countRequests(server: HttpServer, registry: Registry): ApiMetrics {
  const requests = new Counter({
    name: 'weft_api_requests_total',
    help: 'HTTP requests answered, by route and status',
    labelNames: ['method', 'route', 'status'] as const,
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'weft_api_request_duration_seconds',
    help: "Time from a request's arrival to the end of its answer",
    labelNames: ['method', 'route'] as const,
    buckets: [0.001, 0.005, 0.02, 0.05, 0.1, 0.5, 2],
    registers: [registry],
  });
  const signIns = new Counter({
    name: 'weft_api_sign_ins_total',
    help: 'Tries to sign in, by how they ended',
    labelNames: ['outcome'] as const,
    registers: [registry],
  });
  server.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none' };
    requests.inc({ ...labels, status: reply.statusCode });
    seconds.observe(labels, reply.elapsedTime / 1_000);
  });
  return { signIns };
}
