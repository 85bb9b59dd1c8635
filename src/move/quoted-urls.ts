/** URLs and paths in quotes: in the configuration, and in data files. */

import type { Position, TextEdit } from "../model/model.js";
import { createPlaces } from "../content/markdown/positions.js";

/** A text in quotes that names something which moves. */
export interface Mention extends Position {
  readonly was: string;
  /** What it must be after the move. */
  readonly text: string;
  /** Whether it is for certain a link to it, and no other text that reads the same. */
  readonly isCertain: boolean;
}

/** What stands between two quotes of one kind. */
const QUOTED = /(?<=(["'`]))[^"'`\n\\]+(?=\1)/g;

/** The texts in quotes for which there is another. */
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

/** Those of a configuration: certain where its links are all that has this text. `links` are the URLs and paths of pages that its settings name. */
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

/** A key of JSON whose value is a link. */
const LINK_KEY = /"(?:href|image|link|src|to|url)"\s*:\s*"$/;

/** Those of a data file: certain in JSON, as the value of a key that is a link. */
export function mentionsInData(
  text: string,
  newOf: (value: string) => string | undefined,
  isJson: boolean,
): readonly Mention[] {
  return mentionsIn(text, newOf, (_, before) => isJson && LINK_KEY.test(before.slice(-60)));
}

/** The edits of the certain ones. */
export function editsOf(mentions: readonly Mention[]): readonly TextEdit[] {
  return mentions.flatMap(({ line, column, was, text, isCertain }) =>
    isCertain ? [{ line, column, was, text }] : [],
  );
}
