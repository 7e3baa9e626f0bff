/** What a person can mend: it is told without a stack trace. */
export class BenchmarkError extends Error {}
