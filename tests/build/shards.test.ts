/** A map that lies in several files. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openShards, type ShardOptions } from "../../src/incremental/cache/shards.js";
import { openStore } from "../../src/incremental/cache/store.js";
import { disk } from "../../src/system/disk.js";

const keys = fc.constantFrom(...Array.from({ length: 12 }, (_, number) => `key ${number}`));
const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant("set" as const), key: keys, value: fc.nat() }),
    fc.record({
      do: fc.constantFrom("get" as const, "delete" as const, "save" as const, "again" as const),
      key: keys,
      value: fc.constant(0),
    }),
  ),
  { maxLength: 40 },
);

/** Whether it holds what a map in memory holds, however few of its files are read at once. */
function holds(options: ShardOptions): void {
  fc.assert(
    fc.property(steps, (list) => {
      const folder = mkdtempSync(join(tmpdir(), "handbill-shards-"));
      const open = () => openShards<number>(disk, openStore(disk, "program", true), folder, options);
      let [shards, map, saved] = [open(), new Map<string, number>(), new Map<string, number>()];
      for (const step of list) {
        if (step.do === "set") [shards.set(step.key, step.value), map.set(step.key, step.value)];
        else if (step.do === "delete") [shards.delete(step.key), map.delete(step.key)];
        else if (step.do === "get") expect(shards.get(step.key)).toBe(map.get(step.key));
        else if (step.do === "save") [shards.save(), (saved = new Map(map))];
        else [shards, map] = [open(), new Map(saved)];
      }
      expect([...shards.keys()].sort()).toEqual([...map.keys()].sort());
      rmSync(folder, { recursive: true });
    }),
    { numRuns: 60 },
  );
}

describe("a map in several files", () => {
  it("contains the values that were set, and those that were saved", () => holds({}));
  it("loses nothing that was not saved where few files are in memory", () => holds({ most: 1 }));
});
