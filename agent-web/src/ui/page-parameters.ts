import type { VideoWish } from '../state/types.ts';

/** What a page's address may ask for: docs/pages.md. */
export interface PageParameters {
  /** Pins the region instead of measuring; empty = the nearest. */
  readonly region: string;
  /** Desk: accept offers at once. */
  readonly autoAccept: boolean;
  /** Overrides the size (and codec) of the own picture, for tests and support; absent = chosen by the machine. */
  readonly video?: VideoWish;
}

const ID = /^[A-Za-z0-9_-]{1,64}$/;
const SIZE = /^(\d{2,4})x(\d{2,4})$/;
const CODECS: Readonly<Record<string, string>> = {
  vp8: 'video/VP8',
  vp9: 'video/VP9',
  h264: 'video/H264',
  av1: 'video/AV1',
};

function readVideo(parameters: URLSearchParams): VideoWish | undefined {
  const [, width, height] = SIZE.exec(parameters.get('video') ?? '') ?? [];
  if (width === undefined || height === undefined) return undefined;
  const size = { width: Number(width), height: Number(height) };
  const codec = CODECS[parameters.get('codec') ?? ''];
  return codec === undefined ? size : { ...size, codec };
}

/** Reads `?region=`, `?auto=1`, `?video=320x180` and `?codec=vp8`; what cannot be used counts as not given. */
export function readPageParameters(search: string): PageParameters {
  const parameters = new URLSearchParams(search);
  const region = parameters.get('region') ?? '';
  const video = readVideo(parameters);
  return {
    region: ID.test(region) ? region : '',
    autoAccept: parameters.get('auto') === '1',
    ...(video === undefined ? {} : { video }),
  };
}
