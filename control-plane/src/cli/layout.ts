/** One edge or media node of a stack. */
export interface Place {
  readonly id: string;
  readonly region: string;
}

/** What a stack is made of besides nats-server and etcd. */
export interface Layout {
  readonly regions: readonly string[];
  /** Ids of the control plane's instances. */
  readonly controls: readonly string[];
  readonly edges: readonly Place[];
  readonly nodes: readonly Place[];
  /** nats-servers, and as many etcds: 1, or 3 that survive the death of one. */
  readonly servers: number;
}

/** One edge and so many media nodes in each region: "eu-edge-1", "eu-1", "eu-2", …; and "control-1", … for all regions. */
export function layoutOf(
  regions: readonly string[],
  nodesPerRegion: number,
  controls = 1,
  servers = 1,
): Layout {
  const places = (region: string, count: number, name: string): Place[] =>
    Array.from({ length: count }, (_, i) => ({ id: `${region}${name}-${i + 1}`, region }));
  return {
    regions,
    servers,
    controls: Array.from({ length: controls }, (_, i) => `control-${i + 1}`),
    edges: regions.flatMap((region) => places(region, 1, '-edge')),
    nodes: regions.flatMap((region) => places(region, nodesPerRegion, '')),
  };
}
