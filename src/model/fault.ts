/** What a rule finds in finished HTML: plain data, which the cache keeps with the page. */

import type { DiagnosticCode } from "../diagnostics/catalogue.js";

/** Something wrong with a finished page. */
export interface Fault {
  readonly code: DiagnosticCode;
  /** The tag as the HTML has it. */
  readonly text: string;
  /** The start of what follows the tag: it tells equal tags apart. */
  readonly after: string;
  /** What the message is about: an id, an attribute, a level. */
  readonly about: string;
}
