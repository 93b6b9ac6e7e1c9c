import { checkDeadCode } from './deadcode.mjs';
import { checkGenerated } from './generated.mjs';
import { checkImports } from './imports.mjs';
import { checkLint } from './lint.mjs';
import { checkPlaces } from './places.mjs';
import { checkSizes } from './sizes.mjs';
import { checkTypes } from './types.mjs';
import { checkWireNames } from './wirenames.mjs';

/** Each check gives { ok, text }: what is wrong, or a short note on what was looked at. */
export const checks = [
  { name: 'types', run: checkTypes },
  { name: 'imports', run: checkImports },
  { name: 'deadcode', run: checkDeadCode },
  { name: 'lint', run: checkLint },
  { name: 'generated', run: checkGenerated },
  { name: 'sizes', run: checkSizes },
  { name: 'wirenames', run: checkWireNames },
  { name: 'places', run: checkPlaces },
];
