import { z } from "zod";

/** How a corporation's images are resized. */
export interface Resize {
  /** Greatest width in pixels. */
  readonly width: number;
  /** Quality of JPEG, WebP and AVIF, of 100. */
  readonly quality: number;
}

/** 760 px is adilas's own width; 90 is where JPEG shows no loss to the eye (https://www.libvips.org/API/current/method.Image.jpegsave.html has 75). */
export const DEFAULT: Resize = { width: 760, quality: 90 };

const corporation = z.object({
  state: z.enum(["active", "inactive", "archived"]),
  bucket: z.string(),
  settings: z.object({
    width: z.number().int().min(16).max(8192).default(DEFAULT.width),
    quality: z.number().int().min(1).max(100).default(DEFAULT.quality),
  }),
});

/** A corporation, as far as its uploads go. */
export type Corporation = z.infer<typeof corporation>;

/** A corporation from its entry among the tenants. An entry that is not valid is an error; settings of others are left alone. */
export function corporationOf(text: string): Corporation {
  const parsed = corporation.safeParse(parse(text));
  if (!parsed.success) throw new Error(`its entry among the tenants is not valid: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`its entry among the tenants is no JSON: ${(error as Error).message}`);
  }
}
