/** `handbill check`: everything that a build would say, and nothing written. */

import { createImporter } from "../host/modules.js";
import { loadConfig } from "./load-config.js";
import { makeSite } from "./make-site.js";
import { count, type Outcome, type Run } from "./outcome.js";

export async function check({ flags, progress }: Run): Promise<Outcome> {
  const { importModule } = createImporter(flags.root);
  const { value: config, diagnostics: settings } = await loadConfig(flags, importModule);
  if (settings.length > 0) return { diagnostics: settings };
  const { outputs, diagnostics } = await makeSite(config, importModule, progress, () => undefined);
  return { diagnostics, summary: diagnostics.length === 0 ? `${count(outputs.length, "page")}, nothing to report` : `${count(outputs.length, "page")} checked` };
}
