/** Where a ramp ended. */
export interface Knee {
  /** The greatest load that was seen to hold; 0 = none did. */
  readonly held: number;
  /** The least load that was seen not to hold; undefined = all that were tried did. */
  readonly failed: number | undefined;
}

export interface RampOptions {
  readonly from: number;
  /** Each step is so many times the one before. */
  readonly factor: number;
  /** The ramp ends here whether it holds or not. */
  readonly most: number;
}

/** Raises the load until it does not hold. */
export async function ramp(
  { from, factor, most }: RampOptions,
  holds: (load: number) => Promise<boolean>,
): Promise<Knee> {
  let held = 0;
  for (let load = Math.min(from, most); ; load = Math.min(Math.ceil(load * factor), most)) {
    if (!(await holds(load))) return { held, failed: load };
    held = load;
    if (load >= most) return { held, failed: undefined };
  }
}

/** Halves what lies between the load that held and the one that did not, so many times. */
export async function narrow(
  knee: Knee,
  times: number,
  holds: (load: number) => Promise<boolean>,
): Promise<Knee> {
  let { held, failed } = knee;
  for (let i = 0; i < times && failed !== undefined; i++) {
    const middle = Math.round((held + failed) / 2);
    if (middle === held || middle === failed) break;
    if (await holds(middle)) held = middle;
    else failed = middle;
  }
  return { held, failed };
}
