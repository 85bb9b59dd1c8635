/** Reads the options of a benchmark. Prints its usage for `--help` or a wrong option. */

import { parseArgs } from "node:util";

/** `defaults`: the options with their default texts. `known`: the names for `--only`. */
export function readOptions(program, defaults, known) {
  const options = Object.fromEntries(
    Object.entries(defaults).map(([name, text]) => [
      name,
      { type: "string", ...(text !== undefined && { default: text }) },
    ]),
  );
  try {
    const { values } = parseArgs({
      options: { ...options, short: { type: "boolean" }, help: { type: "boolean" } },
    });
    const strange = values.only.split(",").find((name) => !known.includes(name));
    if (strange !== undefined) throw new Error(`--only names ${strange}; there are ${known.join(", ")}`);
    if (!values.help) return values;
  } catch (error) {
    console.error(error.message);
    process.exitCode = 2;
  }
  console.log(
    [
      `node bench/${program}`,
      ...Object.entries(defaults).map(([name, text]) => `  --${name} ${text ?? "…"}`),
      ...(program === "run.js" ? ["  --short  about five minutes"] : []),
      "See bench/README.md.",
    ].join("\n"),
  );
  process.exit();
}
