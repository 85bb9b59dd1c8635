/**
 * Records the settings in the configuration of an Eleventy project: its calls, and the keys that it returns
 * or exports.
 */

import type { EleventyInternals } from "@11ty/eleventy";
import type { EleventyConfig } from "../config/options.js";

export interface ProjectSetting {
  /** A method, `addFilter`, or a key, `dir.input`. */
  readonly name: string;
  /** The arguments of a call, or the value of a key. */
  readonly values: readonly unknown[];
  /** The stack of a call. */
  readonly stack?: string;
}

type Method = (...args: unknown[]) => unknown;

/** Records settings from this call on, except those that a plugin makes. */
export function recordSettings(
  { eleventyConfig }: EleventyInternals,
  config: EleventyConfig,
  record: (setting: ProjectSetting) => void,
): void {
  let depth = 0;
  const wrap = (object: Record<string, unknown>, name: string, shown = name): void => {
    const method = object[name] as Method;
    object[name] = function (this: unknown, ...values: unknown[]) {
      if (depth === 0 && !name.startsWith("_"))
        record({ name: shown, values, stack: new Error().stack ?? "" });
      depth += 1;
      try {
        return method.apply(this, values);
      } finally {
        depth -= 1;
      }
    };
  };
  const own = config as unknown as Record<string, unknown>;
  for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(config))) {
    const { value } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(config), name) ?? {};
    if (name !== "constructor" && typeof value === "function") wrap(own, name);
  }
  wrap(config.ignores as unknown as Record<string, unknown>, "add", "ignores.add");
  const read = eleventyConfig.requireLocalConfigFile.bind(eleventyConfig);
  eleventyConfig.requireLocalConfigFile = async () => {
    const found = await read();
    const { dir = {}, ...keys } = { ...found.localConfig, ...found.exportedConfig };
    const folders = Object.entries(dir as object).map(([name, folder]) => [`dir.${name}`, folder] as const);
    for (const [name, value] of [...folders, ...Object.entries(keys)]) record({ name, values: [value] });
    return found;
  };
}
