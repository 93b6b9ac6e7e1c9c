import { RoomReport, type RoomReport as RoomReportType, silentLog, subjects } from '@weft/proto';
import { NatsBus } from '@weft/proto/node';

/** A pipe as a node counts it. */
export interface Pipe {
  readonly nodeId: string;
  /** "eu" of "eu-1". */
  readonly region: string;
  readonly peerNodeId: string;
  readonly peerRegion: string;
  readonly trackId: string;
  readonly outgoing: boolean;
  readonly packets: number;
  readonly bytes: number;
}

/** Listens to what rooms report to the owners of their calls; keeps the latest report of each room. */
export class RoomReports implements AsyncDisposable {
  readonly #bus: NatsBus;
  readonly #latest = new Map<string, RoomReportType>();

  private constructor(bus: NatsBus) {
    this.#bus = bus;
    bus.subscribe(subjects.allRoomReports, ({ data }) => {
      const report = RoomReport.decode(data);
      this.#latest.set(`${report.callId} ${report.nodeId}`, report);
    });
  }

  static async create(natsUrl: string): Promise<RoomReports> {
    const bus = await NatsBus.create({ servers: natsUrl, name: 'loadtest-reports', log: silentLog });
    const reports = new RoomReports(bus);
    await bus.flush();
    return reports;
  }

  /** The latest report of each room. */
  get all(): readonly RoomReportType[] {
    return [...this.#latest.values()];
  }

  /** The latest report of each of the call's rooms. */
  of(callId: string): readonly RoomReportType[] {
    return [...this.#latest.values()].filter((report) => report.callId === callId);
  }

  /** Every pipe of a call, at both its ends. */
  pipes(callId: string): readonly Pipe[] {
    return this.of(callId).flatMap(({ nodeId, pipes }) =>
      pipes.map(({ peerNodeId, peerRegion, trackId, outgoing, packets, bytes }) => ({
        ...{ nodeId, region: nodeId.slice(0, nodeId.lastIndexOf('-')) },
        ...{ peerNodeId, peerRegion, trackId, outgoing, packets, bytes },
      })),
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#bus[Symbol.asyncDispose]();
  }
}
