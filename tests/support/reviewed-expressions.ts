/** Expressions that recheck reports, with the reasons why they may stay. */

/** By reason. */
const BY_REASON: Readonly<Record<string, readonly RegExp[]>> = {
  "It reads a path, a URL or a name of one file or page: some hundred characters.": [
    /\.[^/]*$/,
    /\([^)]*(?:conflicted copy|case conflict|SFConflict)[^)]*\)|\[conflicted\]|\.sync-conflict-\d{8}-|_conflict-\d{8}-|-\d{4}_Conflict\.|\.Conflict(?:\.[^.]*)?$/i,
    /_([^/]*\/)$/,
    /_index(?=[^/]*$)/,
    /[\\/]+$/,
    /[^/]*\/$/,
    /[^/]*$/,
    /[^/]*\/?$/,
    /\/*$/,
    /\/+$/,
    /^\/+|\/+$/g,
    /[^/]\.[^/]+$/,
  ],
  "It reads the configuration or templates or style sheets, which are trusted.": [
    /\/\*[^]*?(?:\*\/|$)|(@import\s+)?url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]+))\s*\)|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/gi,
    /\{#[^]*?#\}|\{%[^]*?%\}|\{\{[^]*?\}\}/g,
    /\{[{%#][^]*?[}%#]\}/,
    /\{%-?\s*(end)?(\w+)[\s\S]*?%\}/g,
    /\{#[\s\S]*?#\}/g,
    /^\s*import\s+([\w$]+)\s*from\s*["'](\.[^"']+)["']/gm,
    /^\s*export\s*\{[^}]*\bdefault\b[^}]*\}\s*from\s*["'](\.[^"']+)["']/gm,
    /\/\*[^]*?\*\//g,
  ],
  "It reads a message or a stack of a library.": [
    /(?:\(|at )(?:file:\/\/)?((?:[A-Za-z]:)?[\\/][^():\n?]+)(?:\?[^:\n]*)?:(\d+):(\d+)\)?/g,
    /(?:\(|at )(?:file:\/\/)?(\/[^():\n?]+)(?:\?[^:\n]*)?:(\d+):(\d+)\)?/g,
    /(?:file:([^,\n]+), )?line:(\d+), col:(\d+)/,
    /[\w.]+$/,
    /^\s*(?:Template render error: )?\(([^()\n]+)\)(?: \[Line (\d+), Column (\d+)\])?$/gm,
  ],
  "It reads what an earlier release had, one URL or heading at a time.": [
    /^(?:[a-z][a-z+.-]*:\/\/[^/?#]*)?([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/i,
    /[\s¶#\u200b]+$/,
    /^\s*0*\s*[;,]\s*url\s*=\s*['"]?([^'"]+)/i,
  ],
  "It reads one line at a time, and each part of it at most twice.": [
    /^(?:[ \t>*+\d.):~-]|\[\^[^\]\n]*\]:)*(?:#(?:[ \t]|$)|=+[ \t]*$)/m,
  ],
  "Each repeat has a limit, or the text that is given has: known in the code beside it.": [
    /#(\S+)|\.(\S+)|([A-Za-z_][\w:.-]*)=(?:"([^"]*)"|'([^']*)'|(\S+))/g,
    /^[ \t]*(?:"([^"\n]{1,80})"|'([^'\n]{1,80})'|([\p{L}_][\p{L}\p{N}_ .-]{0,80}?))[ \t]*:(?:[ \t]|$)/u,
    /^[\p{L}/](?:[^\p{C}\p{Z}:#]| (?!#)|:(?! |$)|(?<! )#)*$/u,
    /[a-z]{3}.*\b\d{4}\b|\b\d{4}\b.*[a-z]{3}/i,
    /<!--[^]*?-->/g,
    /\B(?=(?:\d{3})+$)/g,
    /(<!\[CDATA\[[^]*?\]\]>)/,
  ],
};

/** Reasons by expression, as written. */
export const REVIEWED: ReadonlyMap<string, string> = new Map(
  Object.entries(BY_REASON).flatMap(([why, list]) => list.map((one): [string, string] => [String(one), why])),
);
