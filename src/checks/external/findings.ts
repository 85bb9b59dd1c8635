/** Findings and summary of the check of external links. */

import { formatNumber } from "../../utils/plural.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic } from "../../model/model.js";
import type { Fault, Verdict } from "./classify.js";
import type { ExternalLink } from "./links.js";

type Broken = Extract<Verdict, { kind: "broken" }>;

/** A finding for each place that names a broken URL. */
export function brokenLinks(
  links: ReadonlyMap<string, readonly ExternalLink[]>,
  verdicts: ReadonlyMap<string, Verdict>,
): readonly Diagnostic[] {
  return [...links].flatMap(([address, places]) => {
    const verdict = verdicts.get(address);
    if (verdict?.kind !== "broken") return [];
    return places.map(({ place, by, href }) =>
      diagnostic(
        "broken-external-link",
        place,
        `${by} ${href}, ${whatIsWrong(verdict, address)}.`,
        "Fix the URL, or remove the link. If it is correct, add it to `externalLinks.ignore`.",
      ),
    );
  });
}

function whatIsWrong({ why, at }: Broken, address: string): string {
  if (why === "loop") return "which redirects in a loop";
  const { host, hostname } = new URL(at);
  const there = at === address ? "which" : `which redirects to ${at}, and that`;
  if (why !== "no-host") return `${there} answers ${why} ${why === 410 ? "(removed)" : "(not found)"}`;
  return host === new URL(address).host
    ? `and the host ${hostname} does not exist`
    : `which redirects to ${at}, and the host ${hostname} does not exist`;
}

/** Maximum number of hosts to name. */
const MAX_SHOWN = 8;

const FAULTS: Readonly<Record<Fault, string>> = {
  "no-host": "no such host",
  private: "a private IP address",
  time: "no answer in time",
  refused: "no connection",
  tls: "no secure connection",
  network: "a network error",
  offline: "no network",
};

/**
 * One line: the number of URLs, how many of them were requested, and which could not be checked. `known`: the
 * number of cached results.
 */
export function summaryOf(verdicts: ReadonlyMap<string, Verdict>, known: number): string {
  const all = known + verdicts.size;
  if (all === 0) return "No links to other sites";
  const broken = [...verdicts.values()].filter(({ kind }) => kind === "broken").length;
  const parts = [
    `${formatNumber(verdicts.size)} checked`,
    ...(known > 0 ? [`${formatNumber(known)} cached`] : []),
    ...(broken > 0 ? [`${formatNumber(broken)} broken`] : []),
    ...unclearText(verdicts),
  ];
  return `${formatNumber(all)} ${all === 1 ? "URL" : "URLs"} of other sites: ${parts.join(", ")}`;
}

function unclearText(verdicts: ReadonlyMap<string, Verdict>): readonly string[] {
  const hosts = new Map<string, { readonly why: number | Fault; amount: number }>();
  for (const [address, verdict] of verdicts) {
    if (verdict.kind !== "unclear") continue;
    const { host } = new URL(address);
    const known = hosts.get(host);
    if (known === undefined) hosts.set(host, { why: verdict.why, amount: 1 });
    else known.amount += 1;
  }
  if (hosts.size === 0) return [];
  const amount = [...hosts.values()].reduce((sum, one) => sum + one.amount, 0);
  if ([...hosts.values()].every(({ why }) => why === "offline"))
    return [`${formatNumber(amount)} could not be checked: no network`];
  const named = [...hosts]
    .sort(([a, { amount: x }], [b, { amount: y }]) => y - x || (a < b ? -1 : 1))
    .slice(0, MAX_SHOWN);
  const texts = named.map(
    ([host, { why, amount: times }]) =>
      `${host} (${typeof why === "number" ? why : FAULTS[why]}` +
      `${times > 1 ? `, ${formatNumber(times)} times` : ""})`,
  );
  return [
    `${formatNumber(amount)} could not be checked: ` +
      `${texts.join(", ")}` +
      `${hosts.size > MAX_SHOWN ? ` and ${formatNumber(hosts.size - MAX_SHOWN)} more hosts` : ""}`,
  ];
}
