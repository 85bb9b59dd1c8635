/**
 * CloudFront in front of an S3 bucket, with two functions
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-functions.html).
 */

import { PLAIN, type Behaviour, type Host, type Policy } from "./host.js";
import { atMost, hidesFiles } from "./limits.js";
import { below, spellings } from "./paths.js";

const LIMITS = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html";

// "Functions for viewer response are not run when the origin answers with 400 or above"
// (edge-function-restrictions-all). The request function does not know the files, so its redirects apply even
// if a file exists.
const BOTH: Behaviour = {
  ...PLAIN,
  headers: "found",
  redirects: { ...PLAIN.redirects, folders: "before files" },
};
// It does not know folders either: a URL without an extension is a folder, or a page in the style "file".
const DIRECTORY: Behaviour = {
  ...BOTH,
  slashAlways: 301,
  withoutEnding: "missing",
  fileWithSlash: "missing",
};
const FILE: Behaviour = { ...BOTH, folderWithoutSlash: "missing", fileWithSlash: "missing" };

export const cloudfront: Host = {
  name: "cloudfront",
  title: "S3 and CloudFront",
  ownFiles: ["cloudfront-request.js", "cloudfront-response.js"],
  behaviour: { directory: DIRECTORY, file: FILE },
  files: (policy) => [
    { path: "cloudfront-request.js", content: requestFunction(policy) },
    { path: "cloudfront-response.js", content: responseFunction(policy) },
  ],
  check: (policy, files) => [
    ...files.flatMap(({ path, content }) =>
      atMost("CloudFront", 10 * 1024, Buffer.byteLength(content), `bytes of ${path}`, LIMITS),
    ),
    ...hidesFiles("CloudFront", policy),
  ],
};

function requestFunction({ base, style, redirects, folders: moved }: Policy): string {
  const table = Object.fromEntries(
    redirects.flatMap(({ from, to, status }) =>
      spellings(from).map((spelling) => [below(base, spelling), [status, below(base, to)]]),
    ),
  );
  const folders = moved.map(({ folder, to, keepsRest, status }) => [
    below(base, folder),
    status,
    below(base, to),
    keepsRest,
  ]);
  const bare =
    style === "directory" ? "return answer(301, uri + '/' + query);" : "request.uri = uri + '.html';";
  return `// Viewer request (runtime cloudfront-js-2.0): redirects, slashes and index files.
const redirects = ${JSON.stringify(table, undefined, 1)};
// Folders with all below them, the longest first: [folder, status, to, whether what follows is kept].
const folders = ${JSON.stringify(folders)};

function answer(status, location) {
  return { statusCode: status, statusDescription: 'Moved', headers: { location: { value: location } } };
}

function queryOf(parameters) {
  const parts = [];
  for (const name in parameters) {
    const values = parameters[name].multiValue || [parameters[name]];
    values.forEach((one) => parts.push(one.value === '' ? name : name + '=' + one.value));
  }
  return parts.length === 0 ? '' : '?' + parts.join('&');
}

function withQuery(to, query) {
  const hash = to.indexOf('#');
  const path = hash === -1 ? to : to.slice(0, hash);
  const rest = hash === -1 ? '' : to.slice(hash);
  return path + (query !== '' && path.indexOf('?') !== -1 ? '&' + query.slice(1) : query) + rest;
}

function handler(event) {
  const request = event.request;
  const uri = request.uri;
  try {
    decodeURIComponent(uri);
  } catch (error) {
    return { statusCode: 400, statusDescription: 'Bad Request' };
  }
  const query = queryOf(request.querystring);
  const rule = Object.prototype.hasOwnProperty.call(redirects, uri) ? redirects[uri] : undefined;
  if (rule) return answer(rule[0], withQuery(rule[1], query));
  for (const [folder, status, to, keepsRest] of folders) {
    if (uri.indexOf(folder) === 0 || uri + '/' === folder) return answer(status, withQuery(keepsRest ? to + uri.slice(folder.length).replace(/^\\/.*/, '') : to, query));
  }
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  if (name === '') request.uri = uri + 'index.html';
  else if (name.indexOf('.') === -1) { ${bare} }
  return request;
}
`;
}

function responseFunction({ base, headers }: Policy): string {
  const rules = headers.map(({ path, headers: values }) => [below(base, path), values]);
  return `// Viewer response (runtime cloudfront-js-2.0): headers, the wider rules first.
const rules = ${JSON.stringify(rules, undefined, 1)};

function handler(event) {
  const response = event.response;
  const uri = event.request.uri.replace(/index\\.html$/, '');
  rules.forEach(([path, headers]) => {
    const isCovered = path.slice(-2) === '/*' ? uri.indexOf(path.slice(0, -1)) === 0 : uri === path;
    if (!isCovered) return;
    for (const name in headers) response.headers[name.toLowerCase()] = { value: headers[name] };
  });
  return response;
}
`;
}
