/** Why a deployment failed, in the words of the one who deploys; never with a credential. */

import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";

/** A reason that is told as it is. */
export class DeployFailure extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** What services and Node say, by the name or code of their errors. */
const REASONS: Readonly<Record<string, readonly [why: string, hint: string]>> = {
  CredentialsProviderError: [
    "there are no credentials",
    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with the tool of your cloud.",
  ],
  InvalidAccessKeyId: ["it does not know these credentials", "Look at AWS_ACCESS_KEY_ID."],
  SignatureDoesNotMatch: ["the secret does not belong to the access key", "Look at AWS_SECRET_ACCESS_KEY."],
  AccessDenied: [
    "these credentials may not do this",
    "Allow them to get, put and delete objects of the bucket.",
  ],
  "Region is missing": [
    "it is not known in which region the bucket is",
    "Write `region` in .eleventy.ts, or set AWS_REGION.",
  ],
  NoSuchBucket: ["there is no such bucket", "Look at `bucket` in .eleventy.ts, or make the bucket."],
  ECONNREFUSED: ["nobody answers", "Look at the address, or try again."],
  ENOTFOUND: ["there is no such host", "Look at the address."],
  ENOSPC: ["the disk is full", "Make room."],
  EACCES: ["the right to write is missing", "Give it to the user who deploys."],
  EROFS: ["the file system is read-only", "Choose another folder."],
};

/** The Diagnostic of anything that a target throws. */
export function deployFailure(error: unknown, place: string): Diagnostic {
  if (error instanceof DeployFailure) return diagnostic("deploy-failed", {}, error.message, error.hint);
  const {
    name = "",
    code = "",
    message = "",
    $metadata,
  } = error as {
    readonly name?: string;
    readonly code?: string;
    readonly message?: string;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  const [why, hint] = REASONS[name] ??
    REASONS[code] ??
    REASONS[message] ??
    (status === 403 ? REASONS["AccessDenied"] : undefined) ?? [
      message.split("\n")[0] || name || String(status),
      "Deploy again: it goes on where it stopped.",
    ];
  return diagnostic(
    "deploy-failed",
    {},
    `The site could not be deployed to ${place}: ${String(why).replace(/\.$/, "")}.`,
    hint,
  );
}
