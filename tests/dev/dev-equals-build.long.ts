/** The fourth oracle, after every single edit. */

import { it } from "vitest";
import { expectSameAfterEdits, usersEdits, usersSite } from "./same.js";

it("is the same after an edit of each kind", { timeout: 600_000 }, async () => {
  await expectSameAfterEdits(await usersSite(), usersEdits, 1);
});
