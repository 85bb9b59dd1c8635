/** What can be known of the theme's templates when Handbill is installed, so that no build reads their syntax again. */

import { createHash } from "node:crypto";
import type { TemplateFacts } from "./facts.js";

/** A template of the theme whose syntax was read when Handbill was built. */
export interface PreparedTemplate {
  readonly facts: TemplateFacts;
  /** The JavaScript that Nunjucks compiles it to. */
  readonly code: string;
}

/** The prepared templates by `templateKey`. */
export type PreparedTemplates = Readonly<Record<string, PreparedTemplate>>;

/** Names one text at one path: compiled code holds the path. */
export function templateKey(path: string, body: string): string {
  return createHash("sha256").update(`${path}\0${body}`).digest("base64url");
}
