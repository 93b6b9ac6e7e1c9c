/** Pixels of a thumbnail's longer side. */
const MAX_SIDE = 480;
/** Bytes that the server takes. */
const MAX_BYTES = 65_536;
/** From the best on; the first that is small enough is taken. */
const QUALITIES = [0.8, 0.6, 0.4];
const PICTURE = /^image\/(png|jpeg|gif|webp)$/;

/**
 * A small JPEG of a picture, made where the picture is anyway; undefined = it is
 * no picture, is small itself, or cannot be read here. It never rejects: a file
 * goes without.
 */
export async function thumbnailOf(file: Blob): Promise<Blob | undefined> {
  if (!PICTURE.test(file.type) || typeof OffscreenCanvas === 'undefined') return undefined;
  try {
    return await smaller(await createImageBitmap(file), file.size);
  } catch {
    return undefined;
  }
}

async function smaller(picture: ImageBitmap, bytes: number): Promise<Blob | undefined> {
  const scale = Math.min(1, MAX_SIDE / Math.max(picture.width, picture.height));
  if (scale === 1 && bytes <= MAX_BYTES) return undefined;
  const [width, height] = [picture.width, picture.height].map((side) =>
    Math.max(1, Math.round(side * scale)),
  ) as [number, number];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  // A JPEG has no holes.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  for (const quality of QUALITIES) {
    const made = await canvas.convertToBlob({ type: 'image/jpeg', quality });
    if (made.size <= MAX_BYTES) return made;
  }
  return undefined;
}
