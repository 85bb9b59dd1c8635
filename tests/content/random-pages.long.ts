/** The same for 200,000 random pages. */

import { it } from "vitest";
import { checkRandomPages } from "../support/random-pages.js";

it("throws nothing, loses nothing in silence, and writes no draft", () => checkRandomPages(200_000));
