/** What one statement gave. */
export interface Rows {
  readonly rows: readonly object[];
  /** Rows that it wrote; 0 where it only read. */
  readonly affected: number;
}

/** One connection to a database that speaks PostgreSQL. */
export interface Link {
  query(text: string, values: readonly unknown[]): Promise<Rows>;
}

/** A database's connections: the whole difference between the two engines. */
export interface Links {
  /** Connects, or starts what is embedded. Throws when it cannot be. */
  open(): Promise<void>;
  /** Waits for a connection that nobody uses. */
  acquire(): Promise<Link>;
  /** Gives it back; a broken one is thrown away. */
  release(link: Link, broken: boolean): void;
  /** Others for statements that may take minutes, where the limit of these would end them; the caller closes them. */
  patient?(): Links;
  /** The whole database as a compressed archive; only where there is no server with a tool of its own for it. */
  dump?(): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** The connection ended, or the database does not answer: nothing is known of what was under way. */
export class LinkLost extends Error {
  override readonly name = 'LinkLost';
}
