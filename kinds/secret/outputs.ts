import { output } from "../core/output";

/** What the data layer hands on of a secret: where it is, and never what it says. */
export function secretOutputs(secret: string) {
  return {
    arn: output("data", `${secret}_arn`, `ARN of the secret ${secret}`),
    name: output("data", `${secret}_name`, `Name of the secret ${secret}`),
  };
}
