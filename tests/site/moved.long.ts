/** So many pages of one name are compared, and no more: from then on, work grows as their number does. */

import { expect, it } from "vitest";
import { findMoved } from "../../src/site/redirects/moved.js";
import { growthOf, TOO_MUCH } from "../support/growth.js";

it("finds where pages have moved in proportion where all have one name", async () => {
  const work = (size: number) =>
    findMoved(
      Array.from({ length: size }, (_, at) => ({ path: `/old/part${at}/same/`, heading: "" })),
      Array.from({ length: size }, (_, at) => {
        const url = `/new/${at}/same/`;
        return { url, title: url, source: `content${url}.md` };
      }),
      [],
    );
  expect(await growthOf(work, 8000)).toBeLessThan(TOO_MUCH);
});
