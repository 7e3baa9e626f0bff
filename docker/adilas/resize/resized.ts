import sharp, { type Metadata, type Sharp } from "sharp";
import { Refusal } from "./refusal";
import type { Resize } from "./settings";

/** Most pixels of an image, all frames together: an image of 10,000 by 10,000 fits, a decompression bomb does not. */
export const MAX_PIXELS = 120_000_000;
/** Time for one image, in seconds. */
const MAX_SECONDS = 60;

// One image at a time is all that a run of a function does, so nothing is worth keeping.
sharp.cache(false);
// Bytes in memory, and only in these formats: no SVG that reads files, no PDF.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["Jpeg", "Png", "Nsgif", "Webp", "Heif"].map((format) => `VipsForeignLoad${format}Buffer`),
});

/** Writes each format as itself; AVIF is the kind of HEIF that can be written. */
const WRITERS: Record<string, { contentType: string; write: (image: Sharp, quality: number) => Sharp }> = {
  jpeg: {
    contentType: "image/jpeg",
    write: (image, quality) => image.jpeg({ quality, chromaSubsampling: "4:4:4" }),
  },
  png: { contentType: "image/png", write: (image) => image.png({ compressionLevel: 9 }) },
  gif: { contentType: "image/gif", write: (image) => image.gif() },
  webp: { contentType: "image/webp", write: (image, quality) => image.webp({ quality }) },
  heif: { contentType: "image/avif", write: (image, quality) => image.avif({ quality }) },
};

/** An image as it is kept. */
export interface Resized {
  readonly bytes: Buffer;
  readonly contentType: string;
}

/** The image upright, not wider than the settings say, in sRGB and without metadata. Never larger than it was. */
export async function resized(bytes: Buffer, { width, quality }: Resize): Promise<Resized> {
  const { contentType, write } = WRITERS[await formatOf(bytes)]!;
  const image = sharp(bytes, { animated: true, limitInputPixels: MAX_PIXELS, failOn: "error" })
    .autoOrient()
    .resize({ width, withoutEnlargement: true, kernel: "lanczos3", fastShrinkOnLoad: false })
    .toColourspace("srgb")
    .timeout({ seconds: MAX_SECONDS });
  try {
    return { bytes: await write(image, quality).toBuffer(), contentType };
  } catch (error) {
    throw new Refusal(`cannot be resized: ${firstLine(error)}`);
  }
}

/** What the header says; no pixel is decoded yet. The height of an animation is that of all its frames. */
async function formatOf(bytes: Buffer): Promise<string> {
  const { format, width, height, compression } = await metadata(bytes);
  if (format === "heif" && compression !== "av1") {
    throw new Refusal(`is HEIF with ${compression}, which is not read here: upload it as JPEG`);
  }
  if (width * height > MAX_PIXELS) {
    throw new Refusal(`has ${width} x ${height} pixels, more than ${MAX_PIXELS} in all: upload it smaller`);
  }
  return format;
}

async function metadata(bytes: Buffer): Promise<Metadata> {
  try {
    return await sharp(bytes, { animated: true, limitInputPixels: false }).metadata();
  } catch (error) {
    throw new Refusal(`is no JPEG, PNG, GIF, WebP or AVIF: ${firstLine(error)}`);
  }
}

function firstLine(error: unknown): string {
  return (error as Error).message.split("\n")[0]!;
}
