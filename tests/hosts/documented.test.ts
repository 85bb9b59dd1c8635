/** Hosts without a server that runs here: what their documentation says of them. */

import { describe, expect, it } from "vitest";
import { createAnswers } from "../../src/hosts/answer.js";
import type { Policy } from "../../src/hosts/host.js";
import { HOSTS } from "../../src/hosts/hosts.js";
import { filesFor, policyOf } from "./site.js";

function asked(name: keyof typeof HOSTS, paths: readonly string[], style: Policy["style"] = "directory"): readonly string[] {
  const host = HOSTS[name];
  const policy = policyOf(host, "/", style);
  const files = new Set(filesFor(host, policy).keys());
  const answer = createAnswers({ behaviour: host.behaviour[style], ...policy }, () => files);
  return paths.map((path) => {
    const { status, location, file } = answer(path);
    return `${path} ${status}${location === undefined ? "" : ` → ${location}`}${file === undefined ? "" : ` ${file}`}`;
  });
}

const PATHS = ["/a", "/a/", "/a/index.html", "/b", "/b/", "/b.html", "/A/", "/none", "/old", "/old/", "/taken.txt", "/moved/?x=1"];

describe("a host without a server of its own to ask", () => {
  it("GitHub Pages: a slash for folders, endings left out, pages for redirects", () => {
    expect(asked("github-pages", PATHS)).toEqual([
      "/a 301 → /a/",
      "/a/ 200 a/index.html",
      "/a/index.html 200 a/index.html",
      "/b 200 b.html",
      "/b/ 404 404.html",
      "/b.html 200 b.html",
      "/A/ 404 404.html",
      "/none 404 404.html",
      "/old 301 → /old/",
      "/old/ 200 old/index.html",
      "/taken.txt 200 taken.txt",
      "/moved/?x=1 200 moved/index.html",
    ]);
  });

  it("GitLab Pages: 302 for folders, files before redirects, no query kept", () => {
    expect(asked("gitlab-pages", PATHS)).toEqual([
      "/a 302 → /a/",
      "/a/ 200 a/index.html",
      "/a/index.html 200 a/index.html",
      "/b 200 b.html",
      "/b/ 404 404.html",
      "/b.html 200 b.html",
      "/A/ 404 404.html",
      "/none 404 404.html",
      "/old 301 → /a/",
      "/old/ 301 → /a/",
      "/taken.txt 200 taken.txt",
      "/moved/?x=1 302 → /a/#part",
    ]);
  });

  it("Azure Static Web Apps: the tables of `trailingSlash`, always and auto", () => {
    expect(asked("azure", ["/a", "/a/", "/a/index.html", "/b", "/b/", "/b.html", "/old", "/taken.txt"])).toEqual(["/a 301 → /a/", "/a/ 200 a/index.html", "/a/index.html 301 → /a/", "/b 301 → /b/", "/b/ 200 b.html", "/b.html 301 → /b/", "/old 301 → /a/", "/taken.txt 301 → /a/"]);
    expect(asked("azure", ["/b", "/b/", "/b.html", "/a", "/a/index.html"], "file")).toEqual(["/b 200 b.html", "/b/ 301 → /b", "/b.html 301 → /b", "/a 301 → /a/", "/a/index.html 301 → /a/"]);
  });
});

describe("settings files", () => {
  const policy = { ...policyOf(HOSTS.azure), hidden: ["staticwebapp.config.json", "_redirects"] };

  it("are JSON that says redirects before headers, and all headers of a narrow rule", () => {
    const [file] = HOSTS.azure.files(policy);
    const settings = JSON.parse(file?.content ?? "") as { routes: { route: string; redirect?: string; statusCode?: number; headers?: Record<string, string> }[]; globalHeaders: object };
    expect(settings.routes.find(({ route }) => route === "/away/")).toEqual({ route: "/away/", redirect: "https://example.org/", statusCode: 301 });
    expect(settings.routes.find(({ route }) => route === "/_redirects")).toEqual({ route: "/_redirects", statusCode: 404 });
    expect(settings.routes.find(({ route }) => route === "/a/index.html")?.headers).toEqual({ "X-Own": "one page, 100%" });
    expect(settings.globalHeaders).toMatchObject({ "X-Content-Type-Options": "nosniff" });
  });

  it("have one content for one policy, where hosts share a file", () => {
    const contents = new Map<string, string>();
    for (const host of Object.values(HOSTS)) {
      for (const { path, content } of host.files(policy)) {
        expect(content, `${host.name} ${path}`).toBe(contents.get(path) ?? content);
        contents.set(path, content);
        expect(host.ownFiles, host.name).toContain(path);
      }
    }
  });
});
