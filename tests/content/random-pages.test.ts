/** No page ends in a fault, none is lost in silence, and no draft is written: for 20,000 random pages. */

import { it } from "vitest";
import { checkRandomPages } from "../support/random-pages.js";

it("throws nothing, loses nothing in silence, and writes no draft", () => checkRandomPages(20_000), 600_000);
