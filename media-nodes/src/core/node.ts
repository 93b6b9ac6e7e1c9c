/** Who this media node is, for its rooms. */
export interface NodeIdentity {
  readonly nodeId: string;
  readonly region: string;
  /** The address its sockets are bound to. */
  readonly listenIp: string;
  /** The IP address that other nodes send pipes to. */
  readonly pipeAddress: string;
  /** What its pushes say they come from. */
  readonly pushSource: string;
}
