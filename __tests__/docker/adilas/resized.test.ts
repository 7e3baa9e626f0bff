import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { Refusal } from "../../../docker/adilas/resize/refusal";
import { MAX_PIXELS, resized } from "../../../docker/adilas/resize/resized";
import { DEFAULT } from "../../../docker/adilas/resize/settings";

const RED = { r: 255, g: 0, b: 0 };
const BLUE = { r: 0, g: 0, b: 255 };

/** A picture of one colour. */
const plain = (width: number, height: number, background: sharp.Color = RED) =>
  sharp({ create: { width, height, channels: 4, background } });

/** A picture whose left half is red and whose right half is blue. */
const halves = (width: number, height: number) =>
  plain(width, height, BLUE).composite([
    { input: { create: { width: width / 2, height, channels: 3, background: RED } }, gravity: "west" },
  ]);

/** The colour at a place given in parts of the width and height. */
async function colourAt(image: Buffer, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(image).raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
  return [...data.subarray(at, at + info.channels)];
}

/** A PNG of a size in its header, with as much data as one row of it needs. */
function pngHeader(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const rows = deflateSync(Buffer.alloc(width + 1));
  return Buffer.concat([signature, chunk("IHDR", size), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

/** The checksum of PNG's chunks (https://www.w3.org/TR/png-3/#D-CRCAppendix). */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** An animated GIF of a size, each frame of which draws one pixel (https://www.w3.org/Graphics/GIF/spec-gif89a.txt). */
function gif(width: number, height: number, frames: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16LE(width, 0);
  size.writeUInt16LE(height, 2);
  const screen = [...Buffer.from("GIF89a"), ...size, 0x80, 0, 0, 0, 0, 0, 255, 255, 255];
  const frame = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
  return Buffer.from([...screen, ...Array<number[]>(frames).fill(frame).flat(), 0x3b]);
}

describe("a JPEG", () => {
  it("becomes as wide as the settings say", async () => {
    const { bytes, contentType } = await resized(await plain(1900, 1000).jpeg().toBuffer(), DEFAULT);
    expect(contentType).toBe("image/jpeg");
    expect(await sharp(bytes).metadata()).toMatchObject({
      format: "jpeg",
      width: 760,
      height: 400,
      chromaSubsampling: "4:4:4",
    });
  });

  it("is never made larger", async () => {
    const { bytes } = await resized(await plain(300, 200).jpeg().toBuffer(), DEFAULT);
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 300, height: 200 });
  });

  // Orientation 6 is what a camera writes that was turned to the right: shown, left is what was below.
  it("is turned upright, and its width is the one that is seen", async () => {
    const taken = await halves(1600, 800).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { bytes } = await resized(taken, { ...DEFAULT, width: 400 });
    const { width, height, orientation } = await sharp(bytes).metadata();
    expect({ width, height, orientation }).toEqual({ width: 400, height: 800, orientation: undefined });
    const [top, bottom] = [await colourAt(bytes, 0.5, 0.1), await colourAt(bytes, 0.5, 0.9)];
    expect(top[0]).toBeGreaterThan(240);
    expect(bottom[2]).toBeGreaterThan(240);
  });

  it("loses what the camera wrote into it", async () => {
    const taken = await plain(1000, 500)
      .withExif({ IFD0: { Make: "camera" }, IFD3: { GPSLatitude: "46/1" } })
      .jpeg()
      .toBuffer();
    expect((await sharp(taken).metadata()).exif).toBeDefined();
    const { exif, icc, xmp, iptc } = await sharp((await resized(taken, DEFAULT)).bytes).metadata();
    expect({ exif, icc, xmp, iptc }).toEqual({ exif: undefined, icc: undefined, xmp: undefined, iptc: undefined });
  });

  // The same colour has other numbers in Display P3: a viewer without the profile would show them too pale.
  it("keeps its colours when its profile goes", async () => {
    const colour = { r: 200, g: 60, b: 40 };
    const wide = await plain(1000, 500, colour).withIccProfile("p3").png().toBuffer();
    const [numbers] = await sharp(wide, { ignoreIcc: true }).raw().toBuffer();
    expect(Math.abs(numbers! - colour.r)).toBeGreaterThan(8);
    const [r, g, b] = await colourAt((await resized(wide, DEFAULT)).bytes, 0.5, 0.5);
    for (const [seen, meant] of [
      [r, colour.r],
      [g, colour.g],
      [b, colour.b],
    ]) {
      expect(Math.abs(seen! - meant!)).toBeLessThanOrEqual(3);
    }
  });

  it("of a printer's colours becomes one for screens", async () => {
    const printed = await plain(1000, 500, RED).toColourspace("cmyk").jpeg().toBuffer();
    expect((await sharp(printed).metadata()).space).toBe("cmyk");
    const { bytes } = await resized(printed, DEFAULT);
    expect(await sharp(bytes).metadata()).toMatchObject({ space: "srgb", channels: 3 });
  });

  it("that is cut off is refused", async () => {
    const whole = await halves(2000, 1000).jpeg().toBuffer();
    await expect(resized(whole.subarray(0, whole.length / 2), DEFAULT)).rejects.toThrow(Refusal);
  });
});

test("a PNG keeps what can be seen through", async () => {
  const { bytes, contentType } = await resized(
    await plain(1520, 800, { ...RED, alpha: 0.5 })
      .png()
      .toBuffer(),
    DEFAULT,
  );
  expect(contentType).toBe("image/png");
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 760, height: 400, hasAlpha: true });
  expect(await colourAt(bytes, 0.5, 0.5)).toEqual([255, 0, 0, 128]);
});

test.each(["gif", "webp"] as const)("an animated %s goes on moving, at its own pace", async (format) => {
  const frames = await Promise.all([RED, BLUE, RED].map((colour) => plain(1000, 500, colour).png().toBuffer()));
  const animation = await sharp(frames, { join: { animated: true } })
    .toFormat(format, { delay: [100, 200, 300], loop: 0 })
    .toBuffer();
  const { bytes, contentType } = await resized(animation, DEFAULT);
  expect(contentType).toBe(`image/${format}`);
  const made = await sharp(bytes, { animated: true }).metadata();
  expect(made).toMatchObject({ format, width: 760, pages: 3, pageHeight: 380, delay: [100, 200, 300], loop: 0 });
  expect((await colourAt(await sharp(bytes, { page: 1 }).png().toBuffer(), 0.5, 0.5))[2]).toBeGreaterThan(240);
});

test("an AVIF stays one", async () => {
  const { bytes, contentType } = await resized(await plain(1000, 500).avif({ effort: 0 }).toBuffer(), DEFAULT);
  expect(contentType).toBe("image/avif");
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 760, height: 380, compression: "av1" });
});

test("an image of 10,000 by 10,000 pixels is not too large", async () => {
  const large = await sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: RED } })
    .jpeg()
    .toBuffer();
  expect(await sharp((await resized(large, DEFAULT)).bytes).metadata()).toMatchObject({ width: 760, height: 760 });
});

describe("refused without a pixel decoded", () => {
  it("is a small file that would be a large image", async () => {
    const bomb = pngHeader(50_000, 50_000);
    expect(bomb.length).toBeLessThan(300);
    await expect(resized(bomb, DEFAULT)).rejects.toThrow(
      new Refusal(`has 50000 x 50000 pixels, more than ${MAX_PIXELS} in all: upload it smaller`),
    );
  });

  it("is an animation whose frames are too many", async () => {
    await expect(resized(gif(2000, 2000, 31), DEFAULT)).rejects.toThrow("has 2000 x 62000 pixels");
  });

  it.each([
    ["text", Buffer.from("not an image")],
    ["nothing", Buffer.alloc(0)],
    ["an SVG, which may read files", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ["a PDF", Buffer.from("%PDF-1.4\n%%EOF\n")],
  ])("is %s", async (_, bytes) => {
    const refused = resized(bytes, DEFAULT);
    await expect(refused).rejects.toThrow(Refusal);
    await expect(refused).rejects.toThrow(/^is no JPEG, PNG, GIF, WebP or AVIF: /);
  });

  it("is a TIFF, which browsers do not show", async () => {
    await expect(resized(await plain(10, 10).tiff().toBuffer(), DEFAULT)).rejects.toThrow(/^is no JPEG/);
  });
});
