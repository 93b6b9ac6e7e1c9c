/** Height of the lowest of several layers; each further one is twice as high (the plan of what is sent). */
const LOWEST_HEIGHT = 180;
/** A picture may be drawn this much larger than it is before a better layer is worth its bits. */
const STRETCH = 1.25;

/** How many sizes a consumer can be sent, by its first encoding's scalability mode (W3C webrtc-svc: "L3T3", "S3T3"). */
export function spatialLayers(scalabilityMode: string | undefined): number {
  const found = /^[LS]([1-9])T[1-9]/.exec(scalabilityMode ?? '');
  return found === null ? 1 : Number(found[1]);
}

/**
 * The least layer that fills a picture shown this high, in device pixels; 0 is the lowest. Undefined when
 * there is nothing to choose.
 */
export function layerFor(shownHeight: number, layers: number): number | undefined {
  if (layers < 2 || shownHeight <= 0) return undefined;
  for (let layer = 0; layer < layers - 1; layer++) {
    if (LOWEST_HEIGHT * 2 ** layer * STRETCH >= shownHeight) return layer;
  }
  return layers - 1;
}
