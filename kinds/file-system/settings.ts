import { z } from "zod";

/** A file system in EFS: encrypted, in every zone, backed up every day. Containers mount it by `mounts`. */
export const fileSystem = z.strictObject({
  owner: z
    .strictObject({
      user: z.number().int().min(0).describe("User id."),
      group: z.number().int().min(0).describe("Group id."),
    })
    .default({ user: 1000, group: 1000 })
    .describe("Who all files belong to, whatever user a container runs as."),
});

export type FileSystem = z.infer<typeof fileSystem>;
