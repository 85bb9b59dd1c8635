// Grades an answer by the rules of Mozilla's HTTP Observatory: node observatory.mjs <tools> < { hostname, headers, html }
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [tools] = process.argv.slice(2);
const home = join(tools, "@mdn/mdn-http-observatory");
// Its list of names that browsers know to be https is fetched when it is installed with scripts. No site is on this one.
const list = join(home, "conf/hsts-preload.json");
if (!existsSync(list)) {
  mkdirSync(join(home, "conf"), { recursive: true });
  writeFileSync(list, "{}");
}
const load = (name) => import(pathToFileURL(join(home, "src", name)).href);
const [
  { ALL_TESTS },
  { Requests },
  { Session },
  { getGradeForScore, getScoreModifier },
  { MINIMUM_SCORE_FOR_EXTRA_CREDIT },
] = await Promise.all([
  load("constants.js"),
  load("types.js"),
  load("retriever/session.js"),
  load("grader/grader.js"),
  load("grader/charts.js"),
]);
const { AxiosHeaders } = await import(pathToFileURL(join(tools, "axios/index.js")).href);

const { hostname, headers, html } = JSON.parse(readFileSync(0, "utf8"));
const answer = () => ({
  headers: new AxiosHeaders(headers),
  request: { headers: new AxiosHeaders() },
  status: 200,
  statusText: "OK",
  verified: true,
  data: html,
  config: { headers: new AxiosHeaders() },
  httpEquiv: new Map(),
});
const requests = new Requests(hostname);
requests.resources.path = html;
Object.assign(requests.responses, { auto: answer(), cors: answer(), http: answer(), https: answer() });
// What every host in the table does with http: it leads to https, on the same name.
const [insecure, secure] = [`http://${hostname}/`, `https://${hostname}/`].map((address) => new URL(address));
requests.responses.httpRedirects = [
  { url: insecure, status: 301 },
  { url: secure, status: 200 },
];
requests.responses.httpsRedirects = [{ url: secure, status: 200 }];
requests.session = new Session(secure);

// As its own scan adds up: what is over 100 counts once nothing much is missing.
let full = 100;
let missing = 100;
const results = {};
for (const test of ALL_TESTS) {
  const output = test(requests);
  const modifier = output.result ? getScoreModifier(output.result) : 0;
  full += modifier;
  if (modifier < 0) missing += modifier;
  results[output.constructor.name] = [output.result, modifier];
}
const { grade, score } = getGradeForScore(missing >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? full : missing);
process.stdout.write(JSON.stringify({ grade, score, results }));
