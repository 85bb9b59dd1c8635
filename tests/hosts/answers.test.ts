/**
 * What Handbill knows of hosts against what their servers answered: the table in content/docs/hosts.md, which
 * `npm run test:hosts` made of real answers. Needs no server.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createAnswers } from "../../src/hosting/answer.js";
import { HOSTS } from "../../src/hosting/hosts.js";
import { PROJECT } from "../support/project.js";
import { DIFFERENCES } from "./known-differences.js";
import { reasons } from "./matrix.js";
import { REQUESTS } from "./requests.js";
import { SERVERS } from "./servers.js";
import { filesFor, policyOf } from "./site.js";

const page = readFileSync(join(PROJECT, "content/docs/hosts.md"), "utf8");
const table = page
  .slice(page.indexOf("<!-- made by"), page.indexOf("<!-- end -->"))
  .split("\n")
  .filter((line) => line.startsWith("| "));
const rows = table.map((line) => line.slice(2, -2).split(" | "));
const [titles = [], , ...answered] = rows;

describe("the table of answers", () => {
  it("has every request, and every server", () => {
    expect(titles.slice(1)).toEqual(SERVERS.map(({ title }) => title));
    expect(answered.map(([name = ""]) => name)).toEqual(
      REQUESTS.map(({ name, path }) => `${name}, \`${path}\``),
    );
  });

  it("reports the differences of a server from its host", () => {
    for (const { host } of SERVERS) for (const why of reasons(host)) expect(page).toContain(`: ${why}.\n`);
  });

  it.each(SERVERS.map(({ host, title }) => [title, host] as const))(
    "is the description of %s",
    (title, name) => {
      const host = HOSTS[name];
      const policy = policyOf(host);
      const files = new Set(filesFor(host, policy).keys());
      const answer = createAnswers({ behaviour: host.behaviour.directory, ...policy }, () => files);
      const left = (request: string) =>
        DIFFERENCES[name]?.some((known) => known.request === request && known.only === undefined) === true;
      // Parts and unchanged files are the server's part, and are compared by `npm run test:hosts`.
      const asked = REQUESTS.filter(({ headers, name: request }) => headers === undefined && !left(request));
      const known = asked.map(({ name: request, path }) => {
        const { status, location } = answer(path);
        const known =
          DIFFERENCES[name]?.find((one) => one.request === request)?.only?.includes("location") === true;
        return [request, known || location === undefined ? `${status}` : `${status} → \`${location}\``];
      });
      const column = titles.indexOf(title);
      const theirs = asked.map(({ name: request }) => {
        const cell = answered[REQUESTS.findIndex((one) => one.name === request)]?.[column] ?? "";
        const known =
          DIFFERENCES[name]?.find((one) => one.request === request)?.only?.includes("location") === true;
        return [request, known ? cell.split(" ")[0] : cell];
      });
      expect(known).toEqual(theirs);
    },
  );
});
