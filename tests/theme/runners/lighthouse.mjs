// Asks Lighthouse, as for a phone, about one address: node lighthouse.mjs <tools> <port of a browser> <address>
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [tools, port, address] = process.argv.slice(2);
const { default: lighthouse } = await import(pathToFileURL(join(tools, "lighthouse/core/index.js")).href);
// A page of what is not there is looked at, too.
const { lhr } = await lighthouse(address, {
  port: Number(port),
  output: "json",
  logLevel: "error",
  ignoreStatusCode: true,
});
if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
const { categories, audits } = lhr;
const scores = Object.fromEntries(
  Object.values(categories).map(({ id, score }) => [id, Math.round(score * 100)]),
);
const failed = Object.values(categories).flatMap(({ auditRefs }) =>
  auditRefs
    .filter(
      ({ id, weight }) =>
        weight > 0 &&
        audits[id].score !== null &&
        audits[id].score < 1 &&
        audits[id].scoreDisplayMode === "binary",
    )
    .map(({ id }) => id),
);
process.stdout.write(JSON.stringify({ scores, failed, benchmark: lhr.environment.benchmarkIndex }));
