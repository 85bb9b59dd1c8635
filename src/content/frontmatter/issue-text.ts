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
  if (expected !== "") return `must be ${TYPES[expected] ?? expected}, not ${TYPES[received] ?? received}`;
  const options = /^Invalid option: expected one of (.+)$/.exec(message)?.[1];
  return options === undefined ? message : `must be one of ${options.replaceAll("|", ", ")}`;
}
