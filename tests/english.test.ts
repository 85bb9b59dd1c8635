/**
 * Documentation, help, messages, comments and names of tests are in plain English: without the habits of
 * `tests/support/english.ts` and sentences that are too long.
 */

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { COMMANDS, OPTION_TEXT } from "../src/cli/help.js";
import { commentsOf } from "./support/comments.js";
import { problemsOf, sentencesOf, sentencesOfMarkdown, type Exception } from "./support/english.js";
import { programTexts, SOURCES } from "./support/program-texts.js";
import { PROJECT } from "./support/project.js";
import { TEST_FILES, testNames } from "./support/test-names.js";

/** Reviewed one by one. */
const EXCEPTIONS: readonly Exception[] = [
  { file: "content/docs/diagnostics.md", text: "lost-address", reason: "a code, which never changes" },
];

/** Written by others, or made from another file. */
const NOT_OURS = /^content\/(?:security|changelog)\.md$/;

const markdownIn = (folder: string): readonly string[] =>
  readdirSync(join(PROJECT, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((name) => name.endsWith(".md") && !NOT_OURS.test(name))
    .sort();

const FILES = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "bench/README.md",
  ...markdownIn("content"),
  ...markdownIn("starter"),
];

it.each(FILES)("%s is in plain English", (file) => {
  const text = readFileSync(join(PROJECT, file), "utf8");
  expect(sentencesOfMarkdown(text).flatMap((sentence) => problemsOf(sentence, file, EXCEPTIONS))).toEqual([]);
});

it.each(
  Object.entries({
    ...Object.fromEntries(Object.entries(COMMANDS).map(([name, { does }]) => [`handbill ${name}`, does])),
    ...Object.fromEntries(Object.values(OPTION_TEXT)),
  }),
)("the help of %s is in plain English", (name, does) => {
  expect(sentencesOf(does).flatMap((sentence) => problemsOf(sentence, name, EXCEPTIONS))).toEqual([]);
});

it.each(SOURCES)("the messages of %s are in plain English", (file) => {
  const sentences = programTexts(file).flatMap(({ text, line }) => sentencesOf(text, line));
  expect(sentences.flatMap((sentence) => problemsOf(sentence, file, EXCEPTIONS))).toEqual([]);
});

/** Folders and files whose comments are checked. */
const COMMENT_FOLDERS = [
  "bench",
  "browser",
  "layouts",
  "prepare.js",
  "prepare-program.js",
  "src/checks",
  "src/cli",
  "src/commands",
  "src/compare",
  "src/config",
  "src/content",
  "src/deploy",
  "src/dev",
  "src/diagnostics",
  "src/edits",
  "src/eleventy",
  "src/fix",
  "src/hosting",
  "src/incremental",
  "src/index.ts",
  "src/model",
  "src/move",
  "src/outputs",
  "src/pipeline",
  "src/render",
  "src/report",
  "src/site",
  "src/sources",
  "src/system",
  "src/templates",
  "src/utils",
  "src/writer",
  "tests/support",
];

/** Reviewed one by one. */
const COMMENT_EXCEPTIONS: readonly Exception[] = [];

/** A comment names its subject first, and says what a value is, not to whom something happens. */
const CLAUSE = /^(?:What|Whoever|Who|That which|So many|So much|Told|Hears)\b(?! to\b)/;

const codeIn = (path: string): readonly string[] =>
  statSync(join(PROJECT, path)).isFile()
    ? [path]
    : readdirSync(join(PROJECT, path), { recursive: true, encoding: "utf8" })
        .map((name) => `${path}/${name.replaceAll("\\", "/")}`)
        .filter((name) => /\.(?:[jt]s|css|njk)$/.test(name))
        .sort();

function commentProblems(file: string, exceptions: readonly Exception[]): readonly string[] {
  return commentsOf(file).flatMap(({ text, line, isTooWide }) => {
    const sentences = text.split("\n").flatMap((paragraph) => sentencesOf(paragraph, line));
    return [
      ...sentences.flatMap((sentence) => problemsOf(sentence, file, exceptions)),
      ...(CLAUSE.test(text) ? [`${file}:${line} begins with a clause (write: its subject): ${text}`] : []),
      ...(isTooWide ? [`${file}:${line} has a line of more than 110 characters`] : []),
    ];
  });
}

it.each(COMMENT_FOLDERS)("the comments of %s are in plain English", (folder) => {
  expect(codeIn(folder).flatMap((file) => commentProblems(file, COMMENT_EXCEPTIONS))).toEqual([]);
});

/** Riddles that need the test to be understood. */
const RIDDLE = /\b(?:whatever|as ever|says so|anew|tells?)\b|\bwhat (?:it|is|was|they)\b/;

it.each(TEST_FILES)("the names of the tests in %s are in plain English", (file) => {
  const problems = testNames(file).flatMap((name) => [
    ...problemsOf(name, file, []),
    ...(CLAUSE.test(name.text) ? [`${file}:${name.line} begins with a clause: ${name.text}`] : []),
    ...(RIDDLE.test(name.text) ? [`${file}:${name.line} is a riddle: ${name.text}`] : []),
  ]);
  expect(problems).toEqual([]);
});

it("finds the names of tests and groups, also those of tables", () => {
  const names = testNames("tests/english.test.ts").map(({ text }) => text);
  expect(names).toContain("%s is in plain English");
  expect(names).toContain("finds the comments of a file");
  expect(testNames("tests/cli.test.ts").map(({ text }) => text)).toContain("exit codes");
});

it("finds the comments of a file", () => {
  expect(commentsOf("tests/support/comments.ts").map(({ text }) => text)).toContain(
    "The code with spaces instead of strings and expressions, which can contain the marks of comments.",
  );
});

it("finds the comments of style sheets and templates", () => {
  expect(commentsOf("layouts/styles/site.css")).toEqual([
    {
      text: "A site's own rules. A file with this name in its layouts/styles/ replaces this empty one.",
      line: 1,
      isTooWide: false,
    },
  ]);
  expect(commentsOf("layouts/partials/logo.njk").map(({ text }) => text)).toEqual([
    "The logo, the title, or both.",
  ]);
});

it("finds the texts that the program prints", () => {
  expect(programTexts("src/cli/main.ts")).toContainEqual({
    text: "The folder X does not exist. Use --root to choose the site's folder.",
    line: expect.any(Number) as number,
  });
});

it("has no exception that no sentence needs", () => {
  const unused = EXCEPTIONS.filter(({ file, text }) => {
    const own = sentencesOfMarkdown(readFileSync(join(PROJECT, file), "utf8"));
    return !own.some((sentence) => sentence.text.includes(text) && problemsOf(sentence, file, []).length > 0);
  });
  expect(unused).toEqual([]);
});

it.each([
  ["The problem is told at its line.", "is told"],
  ["Mended.", "mend"],
  ["The old page leads on to the new one.", "leads on"],
  ["It is not known whether the site is to be with it.", "it is not known"],
  ["What begins with an underscore is left out.", "what begins a sentence"],
  ["All pages but the home page are read.", "but for"],
  [`${"word ".repeat(36)}.`, "36 words"],
])("finds the habit in: %s", (text, problem) => {
  const found = sentencesOf(text).flatMap((sentence) => problemsOf(sentence, "a.md", []));
  expect(found).toEqual([expect.stringContaining(problem)]);
});
