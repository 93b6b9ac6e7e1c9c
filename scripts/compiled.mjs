// Loaded before a command (`node --import`): Node keeps what it compiled, so that the
// next start of the same sources is faster. The services of a stack and the tests are
// given the same folder by NODE_COMPILE_CACHE.

import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/weft/compiled', import.meta.url)));
