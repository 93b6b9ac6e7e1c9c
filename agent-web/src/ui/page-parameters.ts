/** What a page's address may ask for: docs/pages.md. */
export interface PageParameters {
  /** Pins the region instead of measuring; empty = the nearest. */
  readonly region: string;
  /** Desk: accept offers at once. */
  readonly autoAccept: boolean;
}

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Reads `?region=` and `?auto=1`; what cannot be used counts as not given. */
export function readPageParameters(search: string): PageParameters {
  const parameters = new URLSearchParams(search);
  const region = parameters.get('region') ?? '';
  return { region: ID.test(region) ? region : '', autoAccept: parameters.get('auto') === '1' };
}
