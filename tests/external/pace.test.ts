/** How fast the web is asked. The clock is one of the test's own. */

import { describe, expect, it } from "vitest";
import { waitAfter, type Answer, type Request } from "../../src/checks/external/classify.js";
import { rateLimited, type Pace } from "../../src/checks/external/rate-limit.js";

const OK: Answer = { status: 200, cookies: [] };
const PACE: Pace = { atOnce: 3, perHost: 2, pause: 250, maxWait: 10_000, refusals: 3 };

/** A clock that stands still while anything can be done, and then goes on to the next sleeper. */
function createClock() {
  let now = 0;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  const sleep = (milliseconds: number) =>
    new Promise<void>((wake) => sleepers.push({ at: now + milliseconds, wake }));
  return {
    now: () => now,
    sleep,
    async until<T>(work: Promise<T>): Promise<T> {
      let isDone = false;
      void work.then(() => (isDone = true));
      for (;;) {
        await new Promise((done) => setImmediate(done));
        if (isDone) return work;
        sleepers.sort((a, b) => a.at - b.at);
        const next = sleepers.shift();
        if (next === undefined) throw new Error("Nobody sleeps, and the work is not done.");
        now = next.at;
        next.wake();
      }
    },
  };
}

/** Asks for all of these at once, each answer taking `takes` ms; gives when each request began, `at HEAD address`. */
async function asking(
  requests: readonly (string | Request)[],
  answer: (request: Request, at: number) => Answer,
  takes = 100,
) {
  const clock = createClock();
  const began: string[] = [];
  let [running, most] = [0, 0];
  const ask = rateLimited(
    async (request) => {
      began.push(`${clock.now()} ${request.method} ${request.address}`);
      most = Math.max(most, (running += 1));
      const given = answer(request, clock.now());
      await clock.sleep(takes);
      running -= 1;
      return given;
    },
    clock,
    PACE,
  );
  const answers = await clock.until(
    Promise.all(requests.map((one) => ask(typeof one === "string" ? { address: one, method: "HEAD" } : one))),
  );
  return { began, answers, most };
}

describe("a host", () => {
  it("is asked by two requests at a time, with a pause between their starts", async () => {
    const { began, most } = await asking(
      ["https://a.dev/1", "https://a.dev/2", "https://a.dev/3", "https://a.dev/4"],
      () => OK,
      1000,
    );
    expect(began).toEqual([
      "0 HEAD https://a.dev/1",
      "250 HEAD https://a.dev/2",
      "1000 HEAD https://a.dev/3",
      "1250 HEAD https://a.dev/4",
    ]);
    expect(most).toBe(2);
  });

  it("does not delay other hosts, which are requested in parallel", async () => {
    const { began, most } = await asking(
      ["https://a.dev/", "https://b.dev/", "https://c.dev/", "https://d.dev/"],
      () => OK,
    );
    expect(began).toEqual([
      "0 HEAD https://a.dev/",
      "0 HEAD https://b.dev/",
      "0 HEAD https://c.dev/",
      "100 HEAD https://d.dev/",
    ]);
    expect(most).toBe(3);
  });

  it("that asks for some seconds gets them, and is asked once more", async () => {
    const { began, answers } = await asking(["https://a.dev/1", "https://a.dev/2"], (_, at) =>
      at < 5000 ? { status: 429, retryAfter: "5", cookies: [] } : OK,
    );
    expect(began).toEqual([
      "0 HEAD https://a.dev/1",
      "250 HEAD https://a.dev/2",
      "5100 HEAD https://a.dev/1",
      "5350 HEAD https://a.dev/2",
    ]);
    expect(answers).toEqual([OK, OK]);
  });

  it("that asks for more, or again, is left alone", async () => {
    for (const [retryAfter, times] of [
      ["3600", 1],
      ["1", 2],
    ] as const) {
      const late: Answer = { status: 503, retryAfter, cookies: [] };
      const { began, answers } = await asking(
        ["https://a.dev/1", "https://a.dev/2", "https://a.dev/3", "https://b.dev/"],
        ({ address }) => (address.includes("a.dev") ? late : OK),
        0,
      );
      expect(began.filter((line) => line.endsWith("/1"))).toHaveLength(times);
      expect(began.filter((line) => line.endsWith("/3"))).toHaveLength(0);
      expect(answers).toEqual([late, late, late, OK]);
    }
  });

  it("that does not exist, or is private, is asked for once", async () => {
    for (const fault of ["no-host", "private"] as const) {
      const { began, answers } = await asking(
        ["https://a.dev/1", "https://a.dev/2", "https://a.dev/3"],
        () => ({ fault }),
      );
      expect(began).toHaveLength(1);
      expect(answers).toEqual([{ fault }, { fault }, { fault }]);
    }
  });

  it("that refuses three requests in a row is left alone, HEAD not counted", async () => {
    const refused: Answer = { status: 403, cookies: [] };
    const get = (number: number): Request => ({ address: `https://a.dev/${number}`, method: "GET" });
    const gets = await asking([1, 2, 3, 4, 5].map(get), () => refused, 0);
    expect(gets.began).toHaveLength(3);
    expect(gets.answers).toEqual([refused, refused, refused, refused, refused]);
    const heads = await asking(
      ["https://a.dev/1", "https://a.dev/2", "https://a.dev/3", "https://a.dev/4", "https://a.dev/5"],
      () => refused,
      0,
    );
    expect(heads.began).toHaveLength(5);
    const mixed = await asking(
      [1, 2, 3, 4, 5, 6].map(get),
      ({ address }) => (address.endsWith("3") ? OK : refused),
      0,
    );
    expect(mixed.began).toHaveLength(6);
  });

  it("is requested with GET after a failed HEAD before all others", async () => {
    const { began } = await asking(
      [
        "https://a.dev/1",
        "https://a.dev/2",
        "https://a.dev/3",
        { address: "https://a.dev/1", method: "GET" },
      ],
      () => OK,
      1000,
    );
    expect(began.map((line) => line.replace(/^\d+ /, ""))).toEqual([
      "HEAD https://a.dev/1",
      "HEAD https://a.dev/2",
      "GET https://a.dev/1",
      "HEAD https://a.dev/3",
    ]);
  });
});

describe("the time that a host asks for", () => {
  const now = Date.UTC(2026, 0, 31, 12, 0, 0);
  it.each<[string, Answer, number | undefined]>([
    ["in seconds", { status: 429, retryAfter: "7", cookies: [] }, 7000],
    ["until a date", { status: 503, retryAfter: "Sat, 31 Jan 2026 12:00:05 GMT", cookies: [] }, 5000],
    [
      "until a date that is over",
      { status: 503, retryAfter: "Sat, 31 Jan 2026 11:00:00 GMT", cookies: [] },
      0,
    ],
    ["without saying how long", { status: 429, cookies: [] }, 3000],
    ["in words that nobody knows", { status: 429, retryAfter: "soon", cookies: [] }, 3000],
    ["with another status", { status: 200, retryAfter: "7", cookies: [] }, undefined],
    ["never, when it only fails", { status: 503, cookies: [] }, undefined],
  ])("is read %s", (_, answer, wait) => {
    expect(waitAfter(answer, now)).toBe(wait);
  });
});
