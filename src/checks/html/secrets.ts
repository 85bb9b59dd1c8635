/** Access tokens and private keys on pages. */

import { findSecrets, secretText } from "../../utils/secrets.js";
import type { HtmlRule } from "./rule.js";

export const secrets: HtmlRule = {
  name: "secrets",
  code: "secret-published",
  find({ html }, report) {
    for (const { start, end, kind } of findSecrets(html)) report({ start, end }, kind);
  },
  describe: ({ about }) => secretText(about, "page"),
};
