/**
 * Every rule over finished HTML, in the order in which they run. To add one, write a file here and add a line
 * to this list.
 */

import { bidiControls } from "./bidi-controls.js";
import { buttonNames } from "./button-names.js";
import { duplicateAttributes } from "./duplicate-attributes.js";
import { duplicateIds } from "./duplicate-ids.js";
import { formLabels } from "./form-labels.js";
import { frameTitles } from "./frame-titles.js";
import { headingLevels } from "./heading-levels.js";
import { insecureUrls } from "./insecure-urls.js";
import { linkNames } from "./link-names.js";
import type { HtmlRule } from "./rule.js";
import { oversizedImages } from "./oversized-images.js";
import { pageWeight } from "./page-weight.js";
import { secrets } from "./secrets.js";
import { tableHeaders } from "./table-headers.js";

export const htmlRules: readonly HtmlRule[] = [
  duplicateIds,
  duplicateAttributes,
  headingLevels,
  formLabels,
  frameTitles,
  linkNames,
  buttonNames,
  tableHeaders,
  insecureUrls,
  bidiControls,
  secrets,
  pageWeight,
  oversizedImages,
];
