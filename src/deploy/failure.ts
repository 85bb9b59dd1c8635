/** Explains to the user why a deployment failed, without credentials. */

import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";

/** A failure whose message is shown unchanged. */
export class DeployFailure extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** Explanations by the name or code of an error from a service or Node. */
const REASONS: Readonly<Record<string, readonly [why: string, hint: string]>> = {
  CredentialsProviderError: [
    "credentials are missing",
    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with the CLI of your cloud.",
  ],
  InvalidAccessKeyId: ["the access key is unknown", "Check AWS_ACCESS_KEY_ID."],
  SignatureDoesNotMatch: ["the secret key does not match the access key", "Check AWS_SECRET_ACCESS_KEY."],
  AccessDenied: [
    "the credentials do not allow this",
    "Allow them to get, put and delete objects of the bucket.",
  ],
  "Region is missing": [
    "the region of the bucket is missing",
    "Set `region` in .eleventy.ts, or AWS_REGION.",
  ],
  NoSuchBucket: ["the bucket does not exist", "Check `bucket` in .eleventy.ts, or create the bucket."],
  ECONNREFUSED: ["the server does not answer", "Check the URL, or try again."],
  ENOTFOUND: ["the host does not exist", "Check the URL."],
  ENOSPC: ["the disk is full", "Free disk space."],
  EACCES: ["permission to write is missing", "Give the user who deploys permission to write."],
  EROFS: ["the file system is read-only", "Choose another folder."],
};

/** The Diagnostic for any error that a target throws. */
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
      "Deploy again. Uploaded files are not uploaded again.",
    ];
  return diagnostic(
    "deploy-failed",
    {},
    `Handbill could not deploy to ${place}: ${String(why).replace(/\.$/, "")}.`,
    hint,
  );
}
