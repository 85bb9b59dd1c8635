/**
 * Ids of a page that do not come from the text of headings: those in attributes, and those of footnotes,
 * tasks and tabs.
 */

import type { Token } from "markdown-it";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic, Position } from "../../model/model.js";
import { once } from "../../utils/once.js";
import { noteIds } from "./footnote-html.js";
import type { NoteMeta } from "./footnotes.js";

/** The ids that the theme uses on every page. */
export const THEME_IDS: readonly string[] = ["main", "site-nav"];

/** An id and its position in the file. An id from a plugin has no position. */
export interface ExplicitId {
  readonly id: string;
  place?(): Position;
}

/** The ids in the tokens. `body` and `bodyLine` give their positions. */
export function explicitIds(tokens: readonly Token[], body: string, bodyLine: number): readonly ExplicitId[] {
  const held: ExplicitId[] = [];
  const placeIn = placesIn(body, bodyLine);
  let groups = 0;
  /** The number of tabs seen. Each group has at most as many. */
  let tabs = 0;
  let line = 0;
  const visit = (list: readonly Token[]): void => {
    for (const token of list) {
      if (token.map !== null) [line] = token.map;
      // Checked first because few tokens have attributes.
      const id = token.attrs === null ? null : token.attrGet("id");
      if (id !== null) held.push(heldBy(token, id, placeIn(line, id)));
      const ofNote = idOfNote(token);
      if (ofNote !== undefined) held.push({ id: ofNote });
      if (isTabGroup(token)) groups += 1;
      else if (token.type === "container_handbill_open" || (groups > 0 && token.type === "fence")) tabs += 1;
      if (token.children !== null) visit(token.children);
    }
  };
  visit(tokens);
  // May reserve more ids than the tabs use, but no heading gets the id of a tab.
  for (let group = 1; group <= groups; group += 1)
    for (let tab = 1; tab <= tabs; tab += 1) held.push({ id: `tabs-${group}-${tab}` });
  return held;
}

/** The id of a task has no place, because no author wrote it. */
function heldBy(token: Token, id: string, place: () => Position): ExplicitId {
  return isTask(token, id) ? { id } : { id, place };
}

function idOfNote({ type, meta }: Token): string | undefined {
  if (type === "footnote_open") return noteIds(meta as NoteMeta).note;
  return type === "footnote_ref" ? noteIds(meta as NoteMeta).reference : undefined;
}

function isTabGroup({ type, info }: Token): boolean {
  return type === "container_handbill_open" && /^\s*(?:tabs|code-group)\b/i.test(info);
}

function isTask(token: Token, id: string): boolean {
  return token.type !== "heading_open" && /^task-item-\d+$/.test(id);
}

/** Finds the position of an id on a line. Each line is searched once for all its ids. */
function placesIn(body: string, bodyLine: number): (line: number, id: string) => () => Position {
  const lines = once(() => body.split("\n"));
  const found = new Map<number, ReadonlyMap<string, number[]>>();
  const columnsOf = (line: number): ReadonlyMap<string, number[]> => {
    const known = found.get(line);
    if (known !== undefined) return known;
    const columns = new Map<string, number[]>();
    for (const { 0: written, 1: id = "", index } of (lines()[line] ?? "").matchAll(ID_ATTRIBUTE)) {
      const column = index + written.length - id.length + 1;
      const others = columns.get(id);
      if (others === undefined) columns.set(id, [column]);
      else others.push(column);
    }
    found.set(line, columns);
    return columns;
  };
  const taken = new Map<string, number>();
  return (line, id) =>
    once(() => {
      const key = `${line} ${id}`;
      const nth = taken.get(key) ?? 0;
      taken.set(key, nth + 1);
      const columns = columnsOf(line).get(id) ?? [];
      const column = columns[Math.min(nth, columns.length - 1)];
      return {
        line: bodyLine + line,
        column: column ?? Math.max(0, (lines()[line] ?? "").lastIndexOf(id)) + 1,
      };
    });
}

/** `#id`, `id=id` and `id="id"`, as in Markdown attributes. */
const ID_ATTRIBUTE = /[#=]["']?([^\s"'{}#=]+)/g;

/** Reports ids that authors use twice on a page. Ids from heading texts never collide: they get a number. */
export function doubleIds(held: readonly ExplicitId[], file: string): Diagnostic[] {
  if (new Set(held.map(({ id }) => id)).size === held.length) return [];
  const used = new Set(held.flatMap(({ id, place }) => (place === undefined ? [id] : [])));
  const given = held.flatMap(({ id, place }) => (place === undefined ? [] : [{ id, ...place() }]));
  return given
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .flatMap(({ id, line, column }) => {
      if (used.has(id))
        return [
          diagnostic(
            "id-duplicate",
            { file, line, column, length: id.length },
            `The id \`${id}\` appears twice on this page.`,
            "Change one of the ids.",
          ),
        ];
      used.add(id);
      return [];
    });
}
