/** The style sheets and scripts that pages link, made on demand. */

import type { Diagnostic } from "../../model/model.js";
import { makeAsset } from "../../pipeline/make-assets.js";
import type { Asset } from "../../templates/assets/assets.js";
import type { DevSnapshot } from "./inputs.js";

export class LinkedAssets {
  /** By their path in the output folder. */
  readonly byOutput: ReadonlyMap<string, Asset>;
  private readonly made = new Map<string, string | Diagnostic>();

  constructor(private readonly snapshot: DevSnapshot) {
    const { loaded, checked } = snapshot;
    this.byOutput = new Map(
      [...loaded.assets.values()]
        .filter(({ name }) => checked.linkedAssets.has(name))
        .map((asset) => [asset.output, asset]),
    );
  }

  /** The text of an asset, or the Diagnostic why it cannot be made. */
  async make({ output, name }: Asset): Promise<string | Diagnostic> {
    const made = this.made.get(output) ?? (await makeAsset(this.snapshot.loaded.assetFiles, name));
    this.made.set(output, made);
    return made;
  }

  async makeAll(): Promise<void> {
    for (const asset of this.byOutput.values()) await this.make(asset);
  }

  /** Diagnostics of the assets made so far. */
  diagnostics(): readonly Diagnostic[] {
    return [...this.made.values()].filter((one) => typeof one !== "string");
  }

  /** Diagnostics of the assets that a page links, or of all assets if its HTML is not known. */
  async diagnosticsOf(html: string | undefined): Promise<readonly Diagnostic[]> {
    const found: Diagnostic[] = [];
    for (const asset of this.byOutput.values()) {
      if (html?.includes(asset.output.slice(asset.output.lastIndexOf("/") + 1)) === false) continue;
      const made = await this.make(asset);
      if (typeof made !== "string") found.push(made);
    }
    return found;
  }
}
