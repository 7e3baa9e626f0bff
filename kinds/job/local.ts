import type { ComposeService } from "../core/local/compose-file";
import type { LocalContext, PartLocal } from "../core/local/kind";
import { composeProcess } from "../service/compose-process";
import { containersOf } from "../service/containers";

export const jobLocal: PartLocal = {
  containers: (context) =>
    Object.keys(context.environment.jobs).map((name) => [`job-${name}`, jobContainer(context, name)]),
  absent: ({ jobs }) => {
    const timed = Object.entries(jobs).filter(([, { schedule }]) => schedule !== undefined);
    return timed.map(([name]) => `the schedule of the job ${name}: \`docker compose run --rm job-${name}\``);
  },
};

/** A job: the first container of its service, or the one that it names, with another command. */
function jobContainer(context: LocalContext, name: string): ComposeService {
  const { service: of, container, command } = context.environment.jobs[name]!;
  const service = context.environment.services[of]!;
  const containers = containersOf(of, service);
  const { startAfter, health, port, ...rest } = containers[container ?? Object.keys(containers)[0]!]!;
  const made = composeProcess(context, `services.${of}`, { ...rest, startAfter: {}, command }, service.uses, () => {});
  return { ...made, profiles: ["job"] };
}
