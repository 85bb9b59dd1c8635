/** `handbill check`: everything that a build would say, and nothing written. */

import { makeSite } from "./make-site.js";
import { count, type Outcome, type Run } from "./outcome.js";

export async function check(run: Run): Promise<Outcome> {
  const { outputs, diagnostics } = await makeSite(run.flags, run.progress);
  return { diagnostics, summary: diagnostics.length === 0 ? `${count(outputs.length, "page")}, nothing to report` : `${count(outputs.length, "page")} checked` };
}
