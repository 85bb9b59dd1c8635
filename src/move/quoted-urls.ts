/** Finds quoted URLs and paths in the configuration and in data files. */

import type { Position, TextEdit } from "../model/model.js";
import { createPlaces } from "../content/markdown/positions.js";

/** A quoted text that names a moved file. */
export interface Mention extends Position {
  readonly was: string;
  /** The text after the move. */
  readonly text: string;
  /** Whether it is certainly a link, and not another text with the same characters. */
  readonly isCertain: boolean;
}

/** Text between two quotes of one kind. */
const QUOTED = /(?<=(["'`]))[^"'`\n\\]+(?=\1)/g;

/** The quoted texts that change. */
function mentionsIn(
  text: string,
  newOf: (value: string) => string | undefined,
  isCertain: (value: string, before: string, all: readonly string[]) => boolean,
): readonly Mention[] {
  const placeAt = createPlaces(text);
  const found = [...text.matchAll(QUOTED)].flatMap(({ 0: was, index }) => {
    const now = newOf(was);
    return now === undefined || now === was ? [] : [{ was, now, index }];
  });
  const all = found.map(({ was }) => was);
  return found.map(({ was, now, index }) => ({
    ...placeAt(index),
    was,
    text: now,
    isCertain: isCertain(was, text.slice(0, index), all),
  }));
}

/**
 * Mentions in a configuration. A mention is certain if the text occurs only in links. `links`: URLs and paths
 * of pages that the settings name.
 */
export function mentionsInConfig(
  text: string,
  newOf: (value: string) => string | undefined,
  links: readonly string[],
): readonly Mention[] {
  const count = (list: readonly string[], value: string) => list.filter((one) => one === value).length;
  return mentionsIn(
    text,
    newOf,
    (value, _, all) => count(links, value) > 0 && count(all, value) <= count(links, value),
  );
}

/** A JSON key whose value is a link. */
const LINK_KEY = /"(?:href|image|link|src|to|url)"\s*:\s*"$/;

/** Mentions in a data file. A mention is certain in JSON, as the value of a key for links. */
export function mentionsInData(
  text: string,
  newOf: (value: string) => string | undefined,
  isJson: boolean,
): readonly Mention[] {
  return mentionsIn(text, newOf, (_, before) => isJson && LINK_KEY.test(before.slice(-60)));
}

/** The edits of the certain mentions. */
export function editsOf(mentions: readonly Mention[]): readonly TextEdit[] {
  return mentions.flatMap(({ line, column, was, text, isCertain }) =>
    isCertain ? [{ line, column, was, text }] : [],
  );
}
