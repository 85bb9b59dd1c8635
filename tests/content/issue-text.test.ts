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
  [z.string().min(1), "", "must have at least 1 character"],
  [z.string().max(3), "abcd", "must have at most 3 characters"],
  [z.array(z.string()).min(2), ["a"], "must have at least 2 items"],
  [z.number().min(0), -1, "must be at least 0"],
  [z.number().gt(1), 1, "must be more than 1"],
  [z.number().lt(1.5), 2, "must be less than 1.5"],
  [z.number().multipleOf(5), 3, "must be a multiple of 5"],
  [z.number().int(), 1.5, "must be a whole number"],
  [z.string().startsWith("/"), "a", 'must start with "/"'],
  [z.string().regex(/^\d+$/), "a", "must match `/^\\d+$/`"],
  [z.url(), "a", "is not a valid URL"],
  [z.email(), "a", "is not a valid email address"],
  [z.strictObject({}), { a: 1 }, 'has unknown keys: "a"'],
  [z.literal("a"), "b", 'must be "a"'],
  [z.union([z.number(), z.boolean()]), "a", "has a value of the wrong kind"],
])("describes the valid values: %#", (schema, value, text) => {
  expect(messageOf(schema, value)).toBe(text);
});
