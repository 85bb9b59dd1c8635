// The two functions as CloudFront runs them, before a plain origin: node cloudfront.mjs <tools> <folder> <port> <work> <types as JSON>
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";

const [, folder, port, work] = process.argv.slice(2);
const types = JSON.parse(readFileSync(join(work, "types.json"), "utf8"));
const load = (name) => {
  const sandbox = {};
  return runInNewContext(`${readFileSync(join(folder, name), "utf8")}\nhandler`, sandbox);
};
const onRequest = load("cloudfront-request.js");
const onResponse = load("cloudfront-response.js");

/** The event of a request (docs.aws.amazon.com, "CloudFront Functions event structure"): the path and the query as they were sent. */
function eventOf(request) {
  const [uri, query = ""] = request.url.split("?");
  const querystring = {};
  for (const part of query === "" ? [] : query.split("&")) {
    const [name, value = ""] = part.split("=");
    querystring[name] = { value };
  }
  return { request: { method: request.method, uri, querystring, headers: {} } };
}

createServer((request, response) => {
  const event = eventOf(request);
  const result = onRequest(event);
  const end = (status, headers, bytes = "") => {
    if (bytes !== "") headers["content-length"] = bytes.length;
    response.writeHead(status, headers).end(request.method === "HEAD" ? undefined : bytes);
  };
  if (result.statusCode !== undefined)
    return end(
      result.statusCode,
      Object.fromEntries(Object.entries(result.headers ?? {}).map(([name, { value }]) => [name, value])),
    );
  let name;
  try {
    name = decodeURIComponent(result.uri).slice(1);
  } catch {
    return end(400, {});
  }
  const file = join(folder, name);
  if (/^cloudfront-|^$/.test(name) || !existsSync(file) || !statSync(file).isFile())
    return end(404, { "content-type": types[".html"] }, readFileSync(join(folder, "404.html")));
  const bytes = readFileSync(file);
  const tag = `"${createHash("md5").update(bytes).digest("hex")}"`;
  const type = types[name.slice(name.lastIndexOf("."))] ?? "application/octet-stream";
  // The response's event has the request as the first function left it.
  const { headers } = onResponse({ request: result, response: { statusCode: 200, headers: {} } });
  const sent = {
    etag: tag,
    "content-type": type,
    ...Object.fromEntries(Object.entries(headers).map(([key, { value }]) => [key, value])),
  };
  if (request.headers["if-none-match"] === tag) return end(304, sent);
  const range = /^bytes=(\d+)-(\d+|)$/.exec(request.headers.range ?? "");
  if (range !== null && Number(range[1]) >= bytes.length)
    return end(416, { "content-range": `bytes */${bytes.length}` });
  if (range !== null)
    return end(
      206,
      { ...sent, "content-range": `bytes ${range[1]}-${range[2] || bytes.length - 1}/${bytes.length}` },
      bytes.subarray(Number(range[1]), range[2] === "" ? undefined : Number(range[2]) + 1),
    );
  if (
    /gzip/.test(request.headers["accept-encoding"] ?? "") &&
    bytes.length > 1000 &&
    /text|json|xml/.test(type)
  )
    return end(200, { ...sent, "content-encoding": "gzip" }, gzipSync(bytes));
  return end(200, sent, bytes);
}).listen(Number(port), "127.0.0.1");
