/** Bytes that are kept: more than Terraform's errors have, which come last. */
const KEPT = 65_536;

/** The end of what a program prints. */
export class LastWords {
  private kept: Buffer = Buffer.alloc(0);

  add(data: Buffer): void {
    this.kept = Buffer.concat([this.kept, data]).subarray(-KEPT);
  }

  get text(): string {
    return this.kept.toString("utf8");
  }
}
