import type { Registry } from 'prom-client';
import { PlainText } from './schemas.ts';
import type { HttpServer } from './server.ts';

/** GET /healthz (alive), /readyz (200, or 503 with the reason) and /metrics (Prometheus text). */
export function probeRoutes(
  server: HttpServer,
  { registry, ready }: { readonly registry: Registry; readonly ready: () => string | undefined },
): void {
  const schema = (operationId: string, summary: string) => ({
    ...{ operationId, summary, tags: ['probes'] },
    response: { 200: PlainText, 503: PlainText },
  });
  server.get(
    '/healthz',
    { schema: schema('getHealth', 'Whether the process is alive') },
    (_request, reply) => {
      reply.type('text/plain; charset=utf-8');
      return 'ok\n';
    },
  );
  server.get(
    '/readyz',
    { schema: schema('getReadiness', 'Whether it can serve; if not, why') },
    (_request, reply) => {
      const reason = ready();
      reply.code(reason === undefined ? 200 : 503).type('text/plain; charset=utf-8');
      return `${reason ?? 'ready'}\n`;
    },
  );
  server.get(
    '/metrics',
    { schema: schema('getMetrics', 'Metrics in Prometheus text') },
    (_request, reply) => {
      reply.type(registry.contentType);
      return registry.metrics();
    },
  );
}
