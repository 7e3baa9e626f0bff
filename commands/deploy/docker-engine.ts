import type { Stack } from "../base/synthesize";
import { readConfiguration } from "../base/synthesized";
import { UserError } from "../base/user-error";
import { CommandMissing, type Processes, type Variables } from "../process/processes";

/** Whether a stack builds images. */
export function buildsImages({ folder }: Stack): boolean {
  return Object.keys(readConfiguration(folder).resource ?? {}).some((type) => type.startsWith("docker_"));
}

/** Makes sure that a Docker engine answers if one of the stacks builds images. */
export async function requireDocker(
  stacks: readonly Stack[],
  processes: Processes,
  variables: Variables,
  without: string,
): Promise<void> {
  const builds = stacks.find(buildsImages);
  if (!builds) return;
  const problem = await engineProblem(processes, variables);
  if (problem === undefined) return;
  throw new UserError(
    `${builds.name} builds and pushes images, and no Docker engine answers (${problem}): start Docker; or, if the images are in the registry already, leave that layer out with ${without} --without images`,
  );
}

/** Why no engine answers; nothing if one does (https://docs.docker.com/reference/cli/docker/version/). */
async function engineProblem(processes: Processes, variables: Variables): Promise<string | undefined> {
  try {
    const args = ["version", "--format", "{{.Server.Version}}"];
    const { exitCode, stderr } = await processes.run({ file: "docker", args, variables });
    return exitCode === 0 ? undefined : stderr.trim().split("\n")[0] || `exit code ${exitCode}`;
  } catch (error) {
    if (error instanceof CommandMissing) return "docker is not installed";
    throw error;
  }
}
