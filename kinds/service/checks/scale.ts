import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import type { Service } from "../settings";

function scaleMessages({ scale, expose }: Service): [string, string][] {
  const { exactly, min, max = min, limit, cpu, memory, requests, queue, spotFrom } = scale;
  const targets = [cpu, memory, requests, queue].some((target) => target !== undefined);
  const messages: [string, string | false][] = [
    [
      "exactly",
      exactly !== undefined &&
        (targets || max > 1 || spotFrom !== undefined) &&
        "fixes the number of tasks; take the other settings of `scale` out, or `exactly`",
    ],
    ["max", max < min && `\`${max}\` is below \`min\`, which is ${min}; raise it`],
    [
      "max",
      limit !== undefined &&
        (exactly ?? max) > limit.tasks &&
        `\`${exactly ?? max}\` is above the limit of ${limit.tasks} (${limit.why}); lower it, or raise \`limit\``,
    ],
    [
      "max",
      exactly === undefined &&
        max > min &&
        !targets &&
        `\`${max}\` is never reached: say what the number of tasks follows, such as \`cpu: 70\``,
    ],
    [
      "min",
      min === 0 &&
        max > 0 &&
        queue === undefined &&
        "is 0, and nothing starts the first task: only `queue` does; raise it to 1",
    ],
    [
      "requests",
      requests !== undefined &&
        expose === undefined &&
        "counts requests of the load balancer, and the service has no `expose`; take it out",
    ],
    [
      "spotFrom",
      spotFrom !== undefined &&
        spotFrom > max &&
        `\`${spotFrom}\` is above \`max\`, which is ${max}, so no task would run on Spot; lower it or take it out`,
    ],
  ];
  return messages.filter((entry): entry is [string, string] => entry[1] !== false);
}

/** How a service scales makes sense. */
export function scale({ services }: Environment): Diagnostic[] {
  return Object.entries(services).flatMap(([name, service]) =>
    scaleMessages(service).map(([field, message]) => ({ path: ["services", name, "scale", field], message })),
  );
}
