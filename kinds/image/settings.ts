import { z } from "zod";

/** A tag of an image (https://docs.docker.com/reference/cli/docker/image/tag/). */
export const imageTag = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/, "is not an image tag");

/** A folder to build an image from. */
interface Build {
  context: string;
  dockerfile: string;
  target?: string;
  args: Record<string, string>;
}

const build = z.union(
  [
    z.strictObject({
      context: z.string().describe("Folder that is sent to the build, relative to the project."),
      dockerfile: z.string().default("Dockerfile").describe("Dockerfile, relative to the context."),
      target: z.string().optional().describe("Build stage to stop at; by default the last one."),
      args: z
        .record(z.string(), z.string())
        .default({})
        .describe("Build arguments; `${other-image.uri}` builds that image first."),
    }),
    z.codec(z.string(), z.custom<Build>(), {
      decode: (context) => ({ context, dockerfile: "Dockerfile", args: {} }),
      encode: ({ context }) => context,
    }),
  ],
  { error: "cannot be built; write a folder, or a map such as { context: docker/web, args: { … } }" },
);

/** Processor architectures of Fargate tasks (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html). */
export const architecture = z.enum(["x86_64", "arm64"]);

/** Images that a repository keeps, unless the manifest says otherwise. */
const KEPT = 200;

/** A container image: built from this project and kept in ECR, or pulled from another registry. */
export const image = z
  .strictObject({
    build: build.optional().describe("Folder to build from. The tag is the hash of what is in it."),
    pull: z.string().optional().describe("Image of another registry, by digest or tag, in place of `build`."),
    architecture: architecture.default("x86_64").describe("Architecture the image is built for."),
    tag: imageTag
      .optional()
      .describe("A tag that is in the registry already (promoted or rolled back to); nothing is built then."),
    keep: z
      .number()
      .int()
      .min(1, "is too few; the repository has to keep at least 1")
      .default(KEPT)
      .describe(
        "How many images its repository keeps: those that were pushed last. Older ones cannot be rolled back to.",
      ),
  })
  .refine((value) => (value.build === undefined) !== (value.pull === undefined), {
    message: "needs exactly one of `build` (a folder of this project) or `pull` (an image of another registry)",
  })
  .refine(({ pull, keep }) => pull === undefined || keep === KEPT, {
    path: ["keep"],
    message: "cannot be kept of an image that is pulled from another registry; take `keep` out",
  });

export type Image = z.infer<typeof image>;
