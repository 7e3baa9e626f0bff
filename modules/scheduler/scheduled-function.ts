import { Construct } from "constructs";
import { type ScheduleProps, schedule } from "./schedule";

export interface ScheduledFunctionProps extends ScheduleProps {
  /** ARN of the function. */
  readonly functionArn: string;
}

/** A function that runs by the clock. */
export class ScheduledFunction extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    super(scope, id);
    schedule(this, props, { arn: props.functionArn });
  }
}
