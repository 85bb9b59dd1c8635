/** What a site's own schema refuses is reported in Handbill's words, and a message of the schema as it is. */

import { z } from "zod";
import { expect, it } from "vitest";
import { issueText } from "../../src/content/frontmatter/issue-text.js";

const messageOf = (schema: z.ZodType, value: unknown): string =>
  issueText(schema.safeParse(value).error?.issues[0]?.message ?? "");

it.each([
  [z.number(), "three", "must be a number, not text"],
  [z.string(), 3, "must be text, not a number"],
  [z.array(z.string()), "a", "must be a list, not text"],
  [z.object({}), null, "must be keys with values, not empty"],
  [z.string(), undefined, "is missing"],
  [z.enum(["small", "large"]), "big", 'must be one of "small", "large"'],
  [z.string().regex(/^\d+$/, "needs digits"), "a", "needs digits"],
])("says what a value must be: %#", (schema, value, text) => {
  expect(messageOf(schema, value)).toBe(text);
});
