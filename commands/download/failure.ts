export interface FailureDetails {
  /** HTTP status, where the server answered. */
  readonly status?: number;
  /** Code of the error, where it did not. */
  readonly code?: string;
  /** Whether another attempt makes sense. */
  readonly again: boolean;
}

/** Something could not be downloaded. */
export class DownloadFailed extends Error {
  override name = "DownloadFailed";
  readonly status?: number;
  readonly code?: string;
  readonly again: boolean;

  constructor(
    readonly url: string,
    /** Why, as part of a sentence. */
    readonly reason: string,
    { status, code, again }: FailureDetails,
  ) {
    super(`${url}: ${reason}`);
    this.status = status;
    this.code = code;
    this.again = again;
  }
}
