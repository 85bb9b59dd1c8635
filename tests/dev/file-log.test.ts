import { describe, expect, it } from "vitest";
import { createChangeLog } from "../../src/dev/change-log.js";

describe("a page that comes back", () => {
  it("gets the files that changed since then, each once", () => {
    const log = createChangeLog("a");
    log.add(["x"]);
    const then = log.now();
    expect(log.since(then)).toEqual([]);
    log.add(["y", "z"]);
    log.add(["y"]);
    expect(log.since(then)).toEqual(["y", "z"]);
  });

  it("gets no list if the server restarted or too much changed", () => {
    const log = createChangeLog("b");
    const then = log.now();
    for (const moment of ["a.0", "b.1", "b.", "", "b.x"]) expect(log.since(moment), moment).toBe("all");
    for (let count = 0; count < 1000; count += 1) log.add(["x"]);
    expect(log.since(then)).toEqual(["x"]);
    log.add(["x"]);
    expect(log.since(then)).toBe("all");
  });
});
