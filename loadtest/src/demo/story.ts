import type { DemoReport } from './demo.ts';
import type { Side } from './report.ts';

/** The report for people. */
export function story(report: DemoReport): string {
  const { ok, missing, leftovers, customer, agent, pipes, screenshots } = report;
  return [
    ok
      ? 'A customer and an agent held a video call across two regions.'
      : 'The call was not as it should be.',
    ...missing.map((sentence) => `  ${sentence}`),
    ...leftovers.map((name) => `  ${name} still runs`),
    sideText('customer', customer),
    sideText('agent', agent),
    ...pipes
      .filter(({ outgoing }) => outgoing)
      .map(
        ({ nodeId, peerNodeId, packets, bytes }) =>
          `  pipe ${nodeId} → ${peerNodeId}: ${packets} packets, ${bytes} bytes`,
      ),
    ...screenshots.map((file) => `  ${file}`),
  ].join('\n');
}

const sideText = (name: string, side: Side): string =>
  `  ${name} at ${side.nodeId} (${side.region}): ${side.framesDecoded} frames of ${side.width}×${side.height} ` +
  `in ${side.codec}, level up to ${side.audioLevel.toFixed(2)} in ${side.audioCodec}, ` +
  `first frame after ${side.joinMs.firstRemoteFrame ?? '?'} ms`;
