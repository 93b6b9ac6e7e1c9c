/** The value of a metric at a service's /metrics, summed over its labels; undefined when it has no such metric. */
export async function metricOf(serviceUrl: string, name: string): Promise<number | undefined> {
  const response = await fetch(`${serviceUrl}/metrics`);
  if (!response.ok) throw new Error(`${serviceUrl}/metrics answered ${response.status}`);
  return readMetric(await response.text(), name);
}

/** The same of a text in Prometheus' exposition format. */
export function readMetric(text: string, name: string): number | undefined {
  const values = text
    .split('\n')
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
    .map((line) => Number(line.slice(line.lastIndexOf(' ') + 1)));
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
}
