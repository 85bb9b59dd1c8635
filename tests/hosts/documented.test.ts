/** Hosts without a server that runs here: what their documentation says of them. */

import { describe, expect, it } from "vitest";
import { createAnswers } from "../../src/hosting/answer.js";
import type { Policy } from "../../src/hosting/host.js";
import { HOSTS } from "../../src/hosting/hosts.js";
import { filesFor, policyOf } from "./site.js";

function asked(
  name: keyof typeof HOSTS,
  paths: readonly string[],
  style: Policy["style"] = "directory",
): readonly string[] {
  const host = HOSTS[name];
  const policy = policyOf(host, "/", style);
  const files = new Set(filesFor(host, policy).keys());
  const answer = createAnswers({ behaviour: host.behaviour[style], ...policy }, () => files);
  return paths.map((path) => {
    const { status, location, file } = answer(path);
    return (
      `${path} ${status}${location === undefined ? "" : ` → ${location}`}` +
      `${file === undefined ? "" : ` ${file}`}`
    );
  });
}

const PATHS = [
  "/a",
  "/a/",
  "/a/index.html",
  "/b",
  "/b/",
  "/b.html",
  "/A/",
  "/none",
  "/old",
  "/old/",
  "/taken.txt",
  "/moved/?x=1",
];

describe("a host without its own server", () => {
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

  it("redirected folders: by pages and rules for known URLs, or by a pattern after files", () => {
    const paths = [
      "/past/",
      "/past/page/",
      "/past/none/",
      "/past/deep/x/",
      "/past/exact/",
      "/legacy/kept/",
      "/legacy/page/",
    ];
    expect(asked("github-pages", paths)).toEqual([
      "/past/ 200 past/index.html",
      "/past/page/ 200 past/page/index.html",
      "/past/none/ 404 404.html",
      "/past/deep/x/ 404 404.html",
      "/past/exact/ 200 past/exact/index.html",
      "/legacy/kept/ 200 legacy/kept/index.html",
      "/legacy/page/ 200 legacy/page/index.html",
    ]);
    expect(asked("azure", paths)).toEqual([
      "/past/ 301 → /new/",
      "/past/page/ 301 → /new/page/",
      "/past/none/ 404 404.html",
      "/past/deep/x/ 302 → /a/",
      "/past/exact/ 301 → /b.html",
      "/legacy/kept/ 200 legacy/kept/index.html",
      "/legacy/page/ 301 → /new/page/",
    ]);
    expect(asked("gitlab-pages", paths)).toEqual([
      "/past/ 301 → /new/",
      "/past/page/ 301 → /new/page/",
      "/past/none/ 301 → /new/none/",
      "/past/deep/x/ 302 → /a/",
      "/past/exact/ 301 → /b.html",
      "/legacy/kept/ 200 legacy/kept/index.html",
      "/legacy/page/ 301 → /new/page/",
    ]);
  });

  it("Azure Static Web Apps: the tables of `trailingSlash`, always and auto", () => {
    expect(
      asked("azure", ["/a", "/a/", "/a/index.html", "/b", "/b/", "/b.html", "/old", "/taken.txt"]),
    ).toEqual([
      "/a 301 → /a/",
      "/a/ 200 a/index.html",
      "/a/index.html 301 → /a/",
      "/b 301 → /b/",
      "/b/ 200 b.html",
      "/b.html 301 → /b/",
      "/old 301 → /a/",
      "/taken.txt 301 → /a/",
    ]);
    expect(asked("azure", ["/b", "/b/", "/b.html", "/a", "/a/index.html"], "file")).toEqual([
      "/b 200 b.html",
      "/b/ 301 → /b",
      "/b.html 301 → /b",
      "/a 301 → /a/",
      "/a/index.html 301 → /a/",
    ]);
  });
});

describe("settings files", () => {
  const policy = { ...policyOf(HOSTS.azure), hidden: ["staticwebapp.config.json", "_redirects"] };

  it("are JSON that says redirects before headers, and all headers of a narrow rule", () => {
    const [file] = HOSTS.azure.files(policy);
    const settings = JSON.parse(file?.content ?? "") as {
      routes: { route: string; redirect?: string; statusCode?: number; headers?: Record<string, string> }[];
      globalHeaders: object;
    };
    expect(settings.routes.find(({ route }) => route === "/away/")).toEqual({
      route: "/away/",
      redirect: "https://example.org/",
      statusCode: 301,
    });
    expect(settings.routes.find(({ route }) => route === "/_redirects")).toEqual({
      route: "/_redirects",
      statusCode: 404,
    });
    expect(settings.routes.find(({ route }) => route === "/a/index.html")?.headers).toEqual({
      "X-Own": "one page, 100%",
    });
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
