/** k6/timers: the same functions that Node has as globals. */
const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;

export { clearInterval, clearTimeout, setInterval, setTimeout };
