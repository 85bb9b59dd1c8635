/** What an answer says about a link, and what is asked for behind it. */

import { describe, expect, it } from "vitest";
import type { Answer, Request } from "../../src/checks/external/classify.js";
import { askFor } from "../../src/checks/external/follow-redirects.js";

type Answers = Readonly<Record<string, Answer | ((request: Request) => Answer)>>;

const status = (code: number, more: Partial<Answer> = {}): Answer => ({ status: code, cookies: [], ...more });
const to = (location: string, code = 302, cookies: readonly string[] = []): Answer => ({
  status: code,
  location,
  cookies,
});

/** Asks for `https://a.dev/` in a web of these answers; gives what became of it, and what was asked: `HEAD https://a.dev/`. */
async function asking(answers: Answers, address = "https://a.dev/") {
  const asked: string[] = [];
  const verdict = await askFor(address, async (request) => {
    asked.push(`${request.method} ${request.address}`);
    const answer = answers[request.address] ?? status(404);
    return typeof answer === "function" ? answer(request) : answer;
  });
  return { verdict, asked };
}

/** What a server answers to HEAD, and to GET. */
const either =
  (head: number, get: number) =>
  ({ method }: Request) =>
    status(method === "HEAD" ? head : get);

describe("a URL", () => {
  it.each([200, 204, 206])("is there when it answers %i, and is asked for once", async (code) => {
    expect(await asking({ "https://a.dev/": status(code) })).toEqual({
      verdict: { kind: "found" },
      asked: ["HEAD https://a.dev/"],
    });
  });

  it.each([404, 410])("is broken when it answers %i to HEAD and to GET", async (code) => {
    expect(await asking({ "https://a.dev/": status(code) })).toEqual({
      verdict: { kind: "broken", why: code, at: "https://a.dev/" },
      asked: ["HEAD https://a.dev/", "GET https://a.dev/"],
    });
  });

  it.each([401, 403, 405, 418, 429, 451, 500, 502, 503, 999, 304])(
    "is not broken when it answers %i: it could not be asked",
    async (code) => {
      expect((await asking({ "https://a.dev/": status(code) })).verdict).toEqual({
        kind: "unclear",
        why: code,
      });
    },
  );

  it.each([400, 403, 404, 405, 500, 501, 503])(
    "is there when it answers %i to HEAD, and 200 to GET",
    async (code) => {
      expect((await asking({ "https://a.dev/": either(code, 200) })).verdict).toEqual({ kind: "found" });
    },
  );

  it("is broken if its host does not exist, which is looked up once", async () => {
    expect(await asking({ "https://a.dev/": { fault: "no-host" } })).toEqual({
      verdict: { kind: "broken", why: "no-host", at: "https://a.dev/" },
      asked: ["HEAD https://a.dev/"],
    });
  });

  it.each(["time", "refused", "tls", "network"] as const)(
    "is asked for once more after a fault (%s), and could not be asked when it comes again",
    async (fault) => {
      expect(await asking({ "https://a.dev/": { fault } })).toEqual({
        verdict: { kind: "unclear", why: fault },
        asked: ["HEAD https://a.dev/", "GET https://a.dev/"],
      });
      expect(
        (await asking({ "https://a.dev/": ({ method }) => (method === "HEAD" ? { fault } : status(200)) }))
          .verdict,
      ).toEqual({ kind: "found" });
    },
  );
});

describe("a redirect", () => {
  it("is followed to its end, without the fragment, from URL to URL", async () => {
    const web = {
      "https://a.dev/": to("/b?c", 301),
      "https://a.dev/b?c": to("//d.dev/e/#part", 308),
      "https://d.dev/e/": status(200),
    };
    expect(await asking(web)).toEqual({
      verdict: { kind: "found" },
      asked: ["HEAD https://a.dev/", "HEAD https://a.dev/b?c", "HEAD https://d.dev/e/"],
    });
  });

  it("is broken if its target is, and names the target", async () => {
    expect((await asking({ "https://a.dev/": to("https://b.dev/gone") })).verdict).toEqual({
      kind: "broken",
      why: 404,
      at: "https://b.dev/gone",
    });
    expect(
      (await asking({ "https://a.dev/": to("https://b.dev/"), "https://b.dev/": { fault: "no-host" } }))
        .verdict,
    ).toEqual({ kind: "broken", why: "no-host", at: "https://b.dev/" });
  });

  it("that goes in a circle, or never ends, is broken", async () => {
    const loop = { kind: "broken", why: "loop", at: "https://a.dev/" };
    expect((await asking({ "https://a.dev/": to("/b"), "https://a.dev/b": to("/") })).verdict).toEqual(loop);
    expect((await asking(new Proxy({}, { get: (_, address) => to(`${String(address)}x`) }))).verdict).toEqual(
      loop,
    );
    // Only HEAD goes in a circle there.
    expect(
      (await asking({ "https://a.dev/": ({ method }) => (method === "HEAD" ? to("/") : status(200)) }))
        .verdict,
    ).toEqual({ kind: "found" });
  });

  it("that comes back with a cookie is no circle; the cookie goes to its host alone", async () => {
    const sent: (string | undefined)[] = [];
    const web: Answers = {
      "https://a.dev/": ({ cookie }) => (
        sent.push(cookie),
        cookie === "seen=1; x=a=b" ? to("https://b.dev/") : to("/", 302, ["seen=1", "x=a=b", "broken"])
      ),
      "https://b.dev/": ({ cookie }) => (sent.push(cookie), status(200)),
    };
    expect((await asking(web)).verdict).toEqual({ kind: "found" });
    expect(sent).toEqual([undefined, "seen=1; x=a=b", undefined]);
  });

  it("into a private network is not followed", async () => {
    for (const location of [
      "http://localhost/",
      "http://intranet/",
      "http://printer.local/",
      "http://ci.internal:8080/",
      "http://service.home.arpa/",
    ]) {
      const { verdict, asked } = await asking({ "https://a.dev/": to(location) });
      expect(verdict).toEqual({ kind: "unclear", why: "private" });
      expect(asked).toEqual(["HEAD https://a.dev/"]);
    }
  });

  it("to a private network is a working link, and one without a URL cannot be followed", async () => {
    expect((await asking({ "https://a.dev/": to("intent://a") })).verdict).toEqual({ kind: "found" });
    expect((await asking({ "https://a.dev/": status(302) })).verdict).toEqual({ kind: "unclear", why: 302 });
    expect((await asking({ "https://a.dev/": to("https://[") })).verdict).toEqual({
      kind: "unclear",
      why: "network",
    });
  });
});
