/** Protocol versions this code speaks, best first. */
export const PROTOCOL_VERSIONS: readonly number[] = [1];

/** The product's version, as in package.json. */
export const WEFT_VERSION = '0.1.0';

/** The version both sides speak that the client likes best; undefined when there is none. */
export const agreeOnVersion = (offered: readonly number[]): number | undefined =>
  offered.find((version) => PROTOCOL_VERSIONS.includes(version));
