import { output } from "../core/output";

/** What layers hand on of a function: the service layer its name, and the data layer its dead-letter queue. */
export function functionOutputs(name: string) {
  const queue = `the dead-letter queue of the function ${name}`;
  return {
    name: output("service", `${name}_function`, `Name of the Lambda function ${name}`),
    deadLettersArn: output("data", `${name}_dead_letters_arn`, `ARN of ${queue}`),
    deadLettersName: output("data", `${name}_dead_letters_name`, `Name of ${queue}`),
  };
}
