/** What decides the headers of pages. */
export interface PageHeaderOptions {
  /** Sites that may show the widget in a frame; `*` = any. */
  readonly origins: readonly string[];
  /** Whether browsers reach the pages over TLS. */
  readonly secure: boolean;
  /** What pages may connect to besides this server: the edges, as CSP sources. */
  readonly edgeSources: readonly string[];
}

const DEVICES = [
  'camera',
  'microphone',
  'display-capture',
  'autoplay',
  'speaker-selection',
  'screen-wake-lock',
];
const NEVER = ['geolocation', 'payment', 'usb', 'serial', 'hid', 'midi', 'browsing-topics'];

/** Where scripts, media and sockets of a page may come from (CSP level 3). */
function contentPolicy(frameAncestors: string, edgeSources: readonly string[]): string {
  return [
    "default-src 'none'",
    // The noise suppressor is WebAssembly; its worklets are scripts of ours.
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    // The component library writes its colours into a style element.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' data: blob: mediastream:",
    // Sockets to edges, and their HTTP pings, by which pages measure the way to each.
    ["connect-src 'self'", ...edgeSources].join(' '),
    "frame-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
    `frame-ancestors ${frameAncestors}`,
  ].join('; ');
}

const ancestors = (folder: string, origins: readonly string[]): string => {
  if (folder !== 'widget') return "'none'";
  return origins.includes('*') ? '*' : ["'self'", ...origins].join(' ');
};

const permissions = (folder: string): string => {
  const devices = folder === 'ops' || folder === 'admin' ? '()' : '(self)';
  return [
    ...DEVICES.map((device) => `${device}=${devices}`),
    ...NEVER.map((feature) => `${feature}=()`),
  ].join(', ');
};

/** For how long browsers keep a file without asking again. */
function caching(path: string): string {
  // Their names change with their content.
  if (path.startsWith('/assets/')) return 'public, max-age=31536000, immutable';
  // On other companies' pages: a new version arrives within minutes.
  if (path === '/loader.js') return 'public, max-age=300';
  return 'no-cache';
}

/** The headers of a file of the pages. `path` is its address from "/", such as "/desk/index.html". */
export function pageHeaders(
  path: string,
  { origins, secure, edgeSources }: PageHeaderOptions,
): Readonly<Record<string, string>> {
  const folder = path.split('/')[1] ?? '';
  return {
    'cache-control': caching(path),
    'content-security-policy': contentPolicy(ancestors(folder, origins), edgeSources),
    'permissions-policy': permissions(folder),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    // The loader runs on other sites and shows the widget there; everything else is for our own pages.
    'cross-origin-resource-policy':
      path === '/loader.js' || folder === 'widget' ? 'cross-origin' : 'same-origin',
    ...(path === '/loader.js' ? { 'access-control-allow-origin': '*' } : {}),
    ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}
