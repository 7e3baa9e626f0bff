import { type Output, output } from "../core/output";

/** The role of a step of a pipeline, which roles of environments trust. */
export function stepRoleOutput(pipeline: string, step: string): Output<"pipelines"> {
  return output("pipelines", `${pipeline}_${step}_role`, `Role of the step ${step} of the pipeline ${pipeline}`);
}

/** The connection to a provider of repositories. */
export function connectionOutput(connection: string, provider: string): Output<"pipelines"> {
  const description = `Connection to ${provider}: pending until its owner accepts it`;
  return output("pipelines", `connection_${connection}`, description);
}
