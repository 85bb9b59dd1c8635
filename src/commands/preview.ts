/** `handbill preview`: serves what was built. */
import type { ConfigFlags } from "../config.js";
import type { Diagnostic } from "../model.js";
export async function preview(_flags: ConfigFlags, _options: { readonly port: number | undefined; say(line: string): void }): Promise<Diagnostic | undefined> {
  return undefined;
}
