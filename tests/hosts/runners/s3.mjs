// A bucket as a website: node s3.mjs <tools> <folder> <port> <work>
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [tools, folder, port, work] = process.argv.slice(2);
const S3rver = createRequire(join(tools, "x.js"))("s3rver");
const {
  IndexDocument,
  ErrorDocument,
  RoutingRules = [],
} = JSON.parse(readFileSync(join(folder, "s3-website.json"), "utf8"));
const xml = (values) =>
  Object.entries(values)
    .map(
      ([name, value]) =>
        `<${name}>${typeof value === "object" ? xml(value) : value.replaceAll("&", "&amp;")}</${name}>`,
    )
    .join("");
const rules =
  RoutingRules.length === 0
    ? ""
    : `<RoutingRules>${RoutingRules.map((RoutingRule) => xml({ RoutingRule })).join("")}</RoutingRules>`;
const website = `<WebsiteConfiguration><IndexDocument><Suffix>${IndexDocument.Suffix}</Suffix></IndexDocument><ErrorDocument><Key>${ErrorDocument.Key}</Key></ErrorDocument>${rules}</WebsiteConfiguration>`;
await new S3rver({
  address: "127.0.0.1",
  port: Number(port),
  silent: true,
  allowMismatchedSignatures: true,
  directory: work,
  serviceEndpoint: "localhost",
  configureBuckets: [{ name: "site", configs: [website] }],
}).run();
