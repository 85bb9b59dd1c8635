/** Facts about the theme's templates, computed when Handbill is built, so that no build parses them again. */

import { createHash } from "node:crypto";
import type { TemplateFacts } from "./facts.js";

/** A template of the theme that was parsed when Handbill was built. */
export interface PreparedTemplate {
  readonly facts: TemplateFacts;
  /** The JavaScript that Nunjucks compiles it to. */
  readonly code: string;
}

/** Prepared templates by `templateKey`. */
export type PreparedTemplates = Readonly<Record<string, PreparedTemplate>>;

/** The key of a text at a path. The path matters, because compiled code contains it. */
export function templateKey(path: string, body: string): string {
  return createHash("sha256").update(`${path}\0${body}`).digest("base64url");
}
