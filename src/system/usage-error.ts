/** What the message says is all that is wrong, and it is the caller's to put right. */
export class UsageError extends Error {}
