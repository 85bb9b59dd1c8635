/** The fifth oracle, asked after each edit. */

import { it } from "vitest";
import { expectSameFindings } from "./findings.js";

it("has the findings of a build after each edit", { timeout: 600_000 }, () => expectSameFindings(1));
