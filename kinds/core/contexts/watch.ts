import type { Construct } from "constructs";
import type { Environment } from "../environment";
import type { Read } from "../output";
import type { AlarmPlan } from "./alarm-plan";

/** What the alarms of the operations layer are made with. */
export interface WatchContext {
  /** Where resources are put: the layer itself, so that their addresses are those of the manifest. */
  readonly scope: Construct;
  /** The environment, as the manifest describes it. */
  readonly environment: Environment;
  /** `<system>-<environment>`. */
  readonly prefix: string;
  /** Id of the AWS account, twelve digits. */
  readonly account: string;
  /** A value that the data layer has handed on. */
  readonly data: Read<"data">;
  /** A value that the service layer has handed on. */
  readonly service: Read<"service">;
  /** Adds alarms of something, and their graphs to the dashboard. */
  readonly addAlarms: (subject: string, alarms: readonly AlarmPlan[]) => void;
}
