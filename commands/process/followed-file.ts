import { closeSync, openSync, readSync } from "node:fs";

/** Milliseconds between two looks: too short for a person to notice. */
const PERIOD = 50;

const CHUNK = 65_536;

/** Reads what another process appends to a file, as it comes. */
export class FollowedFile {
  private readonly descriptor: number;
  private readonly timer: NodeJS.Timeout;
  private readonly buffer = Buffer.alloc(CHUNK);
  private position = 0;

  constructor(
    readonly path: string,
    private readonly onData: (data: Buffer) => void,
  ) {
    this.descriptor = openSync(path, "r");
    this.timer = setInterval(() => this.read(), PERIOD);
  }

  /** Reads the rest. To be called once nobody writes any more. */
  end(): void {
    clearInterval(this.timer);
    this.read();
    closeSync(this.descriptor);
  }

  private read(): void {
    for (;;) {
      const length = readSync(this.descriptor, this.buffer, 0, CHUNK, this.position);
      if (length === 0) return;
      this.position += length;
      this.onData(Buffer.from(this.buffer.subarray(0, length)));
    }
  }
}
