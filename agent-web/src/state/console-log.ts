import type { Log } from '@weft/proto';

/** A log on the browser's console. Debug lines are shown by the console's own "verbose" level only. */
export function consoleLog(fields: object = {}): Log {
  return {
    debug: (more, message) => console.debug(message, { ...fields, ...more }),
    info: (more, message) => console.info(message, { ...fields, ...more }),
    warn: (more, message) => console.warn(message, { ...fields, ...more }),
    error: (more, message) => console.error(message, { ...fields, ...more }),
    child: (more) => consoleLog({ ...fields, ...more }),
  };
}
