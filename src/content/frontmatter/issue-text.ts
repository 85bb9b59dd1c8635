/** Turns zod's messages into the words of front matter. */

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "keys with values",
  record: "keys with values",
  date: "a date",
  null: "empty",
};

/**
 * The message to append to the name of a value: `must be a number, not text`. Messages that a schema defines
 * itself are kept.
 */
export function issueText(message: string): string {
  const [, expected = "", received = ""] =
    /^Invalid input: expected (\w+), received (\w+)$/.exec(message) ?? [];
  if (received === "undefined") return "is missing";
  if (expected === "int" && received === "number") return "must be a whole number";
  if (expected !== "") return `must be ${TYPES[expected] ?? expected}, not ${TYPES[received] ?? received}`;
  const options = /^Invalid option: expected one of (.+)$/.exec(message)?.[1];
  if (options !== undefined) return `must be one of ${options.replaceAll("|", ", ")}`;
  return sizeText(message) ?? formatText(message) ?? message;
}

const COMPARED: Readonly<Record<string, string>> = {
  ">=": "at least",
  ">": "more than",
  "<=": "at most",
  "<": "less than",
};

/** The message about a text, list or number that is too small or too large. */
function sizeText(message: string): string | undefined {
  const [, verb, sign = "", size = "", unit = ""] =
    /^Too (?:small|big): expected \w+ to (have|be) ([<>]=?)(\S+)(?: (\w+))?$/.exec(message) ?? [];
  if (verb === undefined) return undefined;
  const one = size === "1" ? unit.replace(/s$/, "") : unit;
  return `must ${verb} ${COMPARED[sign] ?? sign} ${size}${one === "" ? "" : ` ${one}`}`;
}

/** The message about a text or number of the wrong form. */
function formatText(message: string): string | undefined {
  const [, part, written] =
    /^Invalid string: must (start with|end with|include) ("[^]*")$/.exec(message) ?? [];
  if (part !== undefined) return `must ${part} ${written ?? ""}`;
  const pattern = /^Invalid string: must match pattern (\/[^]*)$/.exec(message)?.[1];
  if (pattern !== undefined) return `must match \`${pattern}\``;
  const divisor = /^Invalid number: must be a multiple of (\S+)$/.exec(message)?.[1];
  if (divisor !== undefined) return `must be a multiple of ${divisor}`;
  const keys = /^Unrecognized keys?: ([^]+)$/.exec(message)?.[1];
  if (keys !== undefined) return `has unknown keys: ${keys}`;
  const exact = /^Invalid input: expected ([^,]+)$/.exec(message)?.[1];
  if (exact !== undefined) return `must be ${exact}`;
  if (message === "Invalid input") return "has a value of the wrong kind";
  const form = /^Invalid ([\w -]+)$/.exec(message)?.[1];
  return form === undefined ? undefined : `is not a valid ${form.replace(/^url$/i, "URL")}`;
}
