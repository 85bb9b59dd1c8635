/** The answers of the real servers, as the table in content/docs/hosts.md. */

import type { HostName } from "../../src/config/options.js";
import type { HostAnswer } from "./ask.js";
import { DIFFERENCES } from "./known-differences.js";
import { REQUESTS } from "./requests.js";
import { SERVERS } from "./servers.js";

const START = "<!-- made by npm run test:hosts -->";
const END = "<!-- end -->";

/** One row a request, one column a server. */
export function matrix(answers: ReadonlyMap<HostName, ReadonlyMap<string, HostAnswer | string>>): string {
  const servers = SERVERS.filter(({ host }) => answers.has(host));
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    row(["request", ...servers.map(({ title }) => title)]),
    row(["---", ...servers.map(() => "---")]),
    ...REQUESTS.map(({ name, path }) =>
      row([`${name}, \`${path}\``, ...servers.map(({ host }) => cell(answers.get(host)?.get(name)))]),
    ),
    "",
    "Where these servers differ from the host itself, `preview --as` follows the host's documentation:",
    "",
    ...servers.flatMap(({ host, title }) => reasons(host).map((why) => `- ${title}: ${why}.`)),
  ].join("\n");
}

/** Why answers of a server are not the host's, each once. */
export function reasons(host: HostName): readonly string[] {
  return [...new Set((DIFFERENCES[host] ?? []).map(({ why }) => why))];
}

function cell(answer: HostAnswer | string | undefined): string {
  if (answer === undefined || typeof answer === "string") return "no answer";
  const more =
    answer.location !== undefined
      ? ` → \`${answer.location}\``
      : answer.status === 200 && answer.encoding !== ""
        ? `, ${answer.encoding}`
        : "";
  return `${answer.status}${more}`;
}

/** The page with its generated part replaced. */
export function replaceGenerated(page: string, made: string): string {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start === -1 || end === -1) throw new Error("content/docs/hosts.md has lost its marks.");
  return `${page.slice(0, start + START.length)}\n\n${made}\n\n${page.slice(end)}`;
}
