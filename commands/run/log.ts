import {
  type CloudWatchLogsClient,
  GetLogEventsCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";

/** A stream of a log group. */
export interface LogStream {
  readonly group: string;
  readonly stream: string;
}

/** Reads a log from its beginning, a piece at a time, while it is being written. */
export class LogReader {
  private token: string | undefined;

  constructor(
    private readonly client: CloudWatchLogsClient,
    private readonly log: LogStream,
  ) {}

  /** The lines that are new since the last call; none as long as the stream is not there. */
  async read(): Promise<string[]> {
    const lines: string[] = [];
    for (;;) {
      const { events, next } = await this.page();
      lines.push(...events);
      // CloudWatch may give an empty page before others; the end is where the token stays the same
      // (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html).
      if (next === this.token) return lines;
      this.token = next;
    }
  }

  private async page(): Promise<{ events: string[]; next: string | undefined }> {
    const { group: logGroupName, stream: logStreamName } = this.log;
    try {
      const answer = await this.client.send(
        new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true, nextToken: this.token }),
      );
      return { events: answer.events!.map(({ message }) => message!), next: answer.nextForwardToken };
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return { events: [], next: this.token };
      throw error;
    }
  }
}
