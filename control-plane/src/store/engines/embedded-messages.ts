/** What the embedded database's thread is asked. */
export type ToEmbedded =
  | { readonly id: number; readonly ask: 'query'; readonly text: string; readonly values: readonly unknown[] }
  | { readonly id: number; readonly ask: 'dump' }
  | { readonly id: number; readonly ask: 'close' };

/** What it answers. The first answer, to nobody's question, has the id 0: it is open, or why not. */
export type FromEmbedded =
  | { readonly id: number; readonly ok: true; readonly rows: readonly object[]; readonly affected: number }
  | { readonly id: number; readonly ok: true; readonly dump: ArrayBuffer }
  | { readonly id: number; readonly ok: false; readonly message: string; readonly code: string };

/** What it is started with: a folder, or undefined for memory. */
export interface EmbeddedStart {
  readonly folder: string | undefined;
}
