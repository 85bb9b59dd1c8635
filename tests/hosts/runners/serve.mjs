// Vercel's file server: node serve.mjs <tools> <folder> <port>
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";

const [tools, folder, port] = process.argv.slice(2);
const handler = createRequire(join(tools, "x.js"))("serve-handler");
const { cleanUrls, trailingSlash, redirects, headers } = JSON.parse(
  readFileSync(join(folder, "vercel.json"), "utf8"),
);
// It reads an older form: patterns of minimatch, and `type` for the status.
const glob = (source) => source.replace(":rest([^/].*)", ":rest*").replace("(.*)", "**").replaceAll("\\", "");
const config = {
  public: folder,
  // Without clean addresses it has no index files either: those are for all addresses but a file's own.
  cleanUrls: cleanUrls || ["/", "/**/!(*.html)"],
  ...(trailingSlash !== undefined && { trailingSlash }),
  etag: true,
  directoryListing: false,
  redirects: redirects.map(({ source, destination, statusCode }) => ({
    source: glob(source),
    destination,
    type: statusCode,
  })),
  headers: headers.map(({ source, headers: values }) => ({ source: glob(source), headers: values })),
};
createServer((request, response) => handler(request, response, config)).listen(Number(port), "127.0.0.1");
