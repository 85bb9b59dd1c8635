import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const project = fileURLToPath(new URL("..", import.meta.url));
const biome = fileURLToPath(new URL("../node_modules/@biomejs/biome/bin/biome", import.meta.url));

it("every file is formatted and has no lint error: `npm run format` fixes the former", async () => {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [biome, "ci", "--colors=off", "--max-diagnostics=20", "."],
    { cwd: project },
  ).catch((failure: { stdout: string; stderr: string }) => failure);
  expect(`${stdout}${stderr}`).not.toMatch(/Found \d+ errors?/);
  expect(`${stdout}${stderr}`).toMatch(/^Checked \d+ files/m);
});
