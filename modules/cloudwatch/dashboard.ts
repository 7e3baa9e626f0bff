import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import type { Metric } from "./alarm";

/** A graph of one or more metrics. */
export interface Graph {
  /** Title that the graph is shown with. */
  readonly title: string;
  /** Metrics that are drawn in one graph. */
  readonly metrics: readonly Metric[];
}

export interface DashboardProps {
  /** Name of the dashboard, unique in its account. */
  readonly name: string;
  /** Region of the metrics. */
  readonly region: string;
  /** From left to right and from top to bottom. */
  readonly graphs: readonly Graph[];
}

/** Columns of a dashboard, of which a graph takes a third (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html). */
const COLUMNS = 24;
const WIDTH = 8;
const HEIGHT = 6;

/** A dashboard of graphs, three in a row. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    new CloudwatchDashboard(this, "dashboard", {
      dashboardName: props.name,
      dashboardBody: JSON.stringify({
        widgets: props.graphs.map((graph, index) => widget(graph, index, props.region)),
      }),
    });
  }
}

function widget({ title, metrics }: Graph, index: number, region: string) {
  return {
    type: "metric",
    x: (index * WIDTH) % COLUMNS,
    y: Math.floor((index * WIDTH) / COLUMNS) * HEIGHT,
    width: WIDTH,
    height: HEIGHT,
    properties: {
      title,
      region,
      period: 300,
      metrics: metrics.map(({ namespace, name, dimensions, statistic }) => [
        namespace,
        name,
        ...Object.entries(dimensions).flat(),
        { stat: statistic },
      ]),
    },
  };
}
