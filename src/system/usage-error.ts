/** An error that the user can fix. Its message is complete, and no stack trace is shown. */
export class UsageError extends Error {}
