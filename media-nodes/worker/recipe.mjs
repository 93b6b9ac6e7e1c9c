// How mediasoup-worker is built from the npm package's own source with Debian's
// libraries. Data only. This file and subprojects/ together are the recipe: a
// change in either gives the cached worker another name (locate.mjs).

/** Debian packages the build needs, each with a file that shows it is there. */
export const buildPackages = [
  { name: 'g++', file: '/usr/bin/g++' },
  { name: 'ninja-build', file: '/usr/bin/ninja' },
  { name: 'meson', file: '/usr/bin/meson' },
  { name: 'pkg-config', file: '/usr/bin/pkg-config' },
  { name: 'flatbuffers-compiler', file: '/usr/bin/flatc' },
  { name: 'libuv1-dev', file: '/usr/include/uv.h' },
  { name: 'libssl-dev', file: '/usr/include/openssl/ssl.h' },
  { name: 'libabsl-dev', file: '/usr/include/absl/base/config.h' },
  { name: 'libflatbuffers-dev', file: '/usr/include/flatbuffers/flatbuffers.h' },
];

/** The worker asks for this Meson; an older system's comes from its backports. */
export const mesonNeeded = [1, 1];

/**
 * Debian's source package that is built along with the worker. Not its binary:
 * Debian links libsrtp2 to NSS, which costs a third to a half more CPU a packet
 * than OpenSSL.
 */
export const sourcePackage = 'libsrtp2';

/** The worker's bundled libraries are left out; ours in subprojects/ answer. */
export const edits = [
  {
    // OpenSSL with kernel TLS also asks the BIO by control calls, which carry
    // further flags. Compared with ==, the callback answers those with 1, OpenSSL
    // takes kernel TLS for on, allocates no write buffer, and the first
    // ClientHello kills the worker.
    file: 'src/RTC/DtlsTransport.cpp',
    find: 'operationType == BIO_CB_RETURN',
    put: '(operationType & BIO_CB_RETURN) != 0',
  },
];

export const mesonOptions = ['--buildtype=release', '-Db_ndebug=true'];

export const target = 'mediasoup-worker';
