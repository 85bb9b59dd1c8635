/** Where a command line names the output folder, and where the same word means something else. */

import { describe, expect, it } from "vitest";
import { commandInFolder, shellInFolder } from "../../src/system/command-paths.js";

const folders = (name: string, cwd = "/p") => ({ cwd, output: `/p/${name}`, instead: "/p/.cache/staged" });

describe("a line for a shell", () => {
  it.each([
    ["npx pagefind --site _site", "npx pagefind --site .cache/staged"],
    ["npx pagefind --site=_site/", "npx pagefind --site=.cache/staged/"],
    ["npx pagefind --site '_site'", "npx pagefind --site '.cache/staged'"],
    ["cp a.txt ./_site/b.txt", "cp a.txt .cache/staged/b.txt"],
    ["cp a.txt /p/_site", "cp a.txt /p/.cache/staged"],
    [
      "cd _site && ls > _site/list; (rm _site/x)",
      "cd .cache/staged && ls > .cache/staged/list; (rm .cache/staged/x)",
    ],
    ["echo not_site _site2 a/_site 'see _site/x'", "echo not_site _site2 a/_site 'see _site/x'"],
    ["curl https://a.example/_site/", "curl https://a.example/_site/"],
  ])("%s", (line, expected) => {
    expect(shellInFolder(line, folders("_site"))).toBe(expected);
  });

  it.each([
    ["npx vite build", "npx vite build"],
    ["npm run build && npm run -s build", "npm run build && npm run -s build"],
    ["git commit -m build", "git commit -m build"],
    ["vite build --outDir build", "vite build --outDir .cache/staged"],
    ["tool -o build", "tool -o .cache/staged"],
    ["tool ./build", "tool .cache/staged"],
    ["tool build/img", "tool .cache/staged/img"],
    ["cp -r img build", "cp -r img .cache/staged"],
    ["echo 'build", "echo 'build"],
  ])("with a folder whose name is a word: %s", (line, expected) => {
    expect(shellInFolder(line, folders("build"))).toBe(expected);
  });

  it("is read from the folder that it runs in", () => {
    expect(shellInFolder("cp x ../build/x", folders("build", "/p/tools"))).toBe("cp x ../.cache/staged/x");
    expect(shellInFolder("cp x build/x", folders("build", "/p/tools"))).toBe("cp x build/x");
  });
});

describe("a program and its arguments", () => {
  it("are words, and the line of a shell among them", () => {
    expect(commandInFolder(["cp", "a b", "_site"], folders("_site"))).toEqual(["cp", "a b", ".cache/staged"]);
    expect(commandInFolder(["sh", "-c", "cp a _site/b"], folders("_site"))).toEqual([
      "sh",
      "-c",
      "cp a .cache/staged/b",
    ]);
    expect(commandInFolder(["npm", "run", "build"], folders("build"))).toEqual(["npm", "run", "build"]);
  });
});
