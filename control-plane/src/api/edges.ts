import type { MeshQueries } from '../ports.ts';
import { EdgeList, FaultBody } from './schemas.ts';
import type { HttpServer } from './server.ts';

/** Where a page may connect to. */
export interface Reachable {
  readonly edgeId: string;
  readonly region: string;
  readonly url: string;
}

/** The edges that take sessions now, by id; a draining one does not. */
export const reachableEdges = (mesh: MeshQueries): Reachable[] =>
  mesh
    .edges()
    .filter(({ draining }) => !draining)
    .map(({ edgeId, region, url }) => ({ edgeId, region, url }));

/** GET /v1/edges: for pages, which measure the way to each and take the nearest. */
export function edgeRoutes(server: HttpServer, { mesh }: { readonly mesh: MeshQueries }): void {
  server.route({
    method: 'GET',
    url: '/v1/edges',
    schema: {
      operationId: 'listEdges',
      summary: 'The edges that take sessions now',
      tags: ['sessions'],
      response: { 200: EdgeList, default: FaultBody },
    },
    handler: () => ({ edges: reachableEdges(mesh) }),
  });
}
