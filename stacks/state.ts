import type { Construct } from "constructs";
import type { StateSettings } from "../kinds/core/state";
import { LockTable } from "../modules/dynamodb/lock-table";
import { StateBucket } from "../modules/s3/state-bucket";
import { Layer } from "./layer";

/** The bucket and table that hold everyone's states and locks, this layer's own included. */
export class StateLayer extends Layer<"state"> {
  constructor(scope: Construct, props: { readonly state: StateSettings }) {
    super(scope, "state", {
      state: props.state,
      stateKey: "state.tfstate",
      region: props.state.region,
      tags: { System: "drydock", Layer: "state" },
    });
    new StateBucket(this, "states", { name: props.state.bucket });
    new LockTable(this, "locks", { name: props.state.table });
  }
}
