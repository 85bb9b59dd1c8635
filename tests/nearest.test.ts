import { expect, it } from "vitest";
import { nearest } from "../src/nearest.js";

it("finds what a slip was meant to be, and nothing where a name is only short", () => {
  expect(nearest("titel", ["title", "tags"])).toBe("title");
  expect(nearest("psot", ["post", "docs"])).toBe("post");
  expect(nearest("markdwon", ["markdown"])).toBe("markdown");
  expect(nearest("a", ["/"])).toBeUndefined();
  expect(nearest("date", ["safe", "url"])).toBeUndefined();
  expect(nearest("nope.md", ["e.md", "a.md"])).toBeUndefined();
});
