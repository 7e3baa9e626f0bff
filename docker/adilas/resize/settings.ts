import { z } from "zod";

const resize = z.strictObject({
  /** Greatest width in pixels. */
  width: z.number().int().min(16).max(8192),
  /** Quality of JPEG, WebP and AVIF, of 100. */
  quality: z.number().int().min(1).max(100),
});

/** How a corporation's images are resized. */
export type Resize = z.infer<typeof resize>;

/** 760 px is adilas's own width; 90 is where JPEG shows no loss to the eye (https://www.libvips.org/API/current/method.Image.jpegsave.html has 75). */
export const DEFAULT: Resize = { width: 760, quality: 90 };

const settings = z.strictObject({
  default: resize.partial().default({}),
  corporations: z.record(z.string(), resize.partial()).default({}),
});

/** The settings of a corporation: its own, then those of all, then the defaults. Settings that are not valid are an error. */
export function resizeOf(corporation: string, text: string | undefined): Resize {
  if (text === undefined) return DEFAULT;
  const parsed = settings.safeParse(parse(text));
  if (!parsed.success) throw new Error(`the resize settings are not valid: ${z.prettifyError(parsed.error)}`);
  return { ...DEFAULT, ...parsed.data.default, ...parsed.data.corporations[corporation] };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`the resize settings are no JSON: ${(error as Error).message}`);
  }
}
