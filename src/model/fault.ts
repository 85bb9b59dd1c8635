/** Findings of rules over finished HTML. They are plain data, because the cache keeps them with the page. */

import type { DiagnosticCode } from "../diagnostics/catalogue.js";

/** Something wrong with a finished page. */
export interface Fault {
  readonly code: DiagnosticCode;
  /** The tag as it is in the HTML. */
  readonly text: string;
  /** The start of the HTML after the tag. It distinguishes equal tags. */
  readonly after: string;
  /** The subject of the message: an id, an attribute, a level. */
  readonly about: string;
}
