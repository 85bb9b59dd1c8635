/** Reports access tokens and private keys on pages, by the fixed prefix of each kind. */

import type { HtmlRule } from "./rule.js";

/**
 * Tokens of AWS, GitHub, GitLab, Slack, Stripe, npm and SendGrid, as documented by them; and keys in PEM (RFC
 * 7468).
 */
const SECRETS =
  /(?<![\w-])(?:(?:AKIA|ASIA)[A-Z2-7]{16}|gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}|glpat-[A-Za-z0-9_-]{20}|xox[abprs]-\d{9,13}-[A-Za-z0-9-]{20,80}|[rs]k_live_[A-Za-z0-9]{24,99}|npm_[A-Za-z0-9]{36}|SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})(?![A-Za-z0-9])|-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----\s{1,9}[A-Za-z0-9+/]{60}/g;

/** Documentation shows sample tokens. */
const PLACEHOLDER = /example|placeholder|your|fake|dummy|sample|redacted|(.)\1{4}|1234|abcd/i;

export const secrets: HtmlRule = {
  name: "secrets",
  code: "secret-published",
  find({ html }, report) {
    for (const { 0: found, index } of html.matchAll(SECRETS)) {
      const value = found.replace(/^-----BEGIN [A-Z ]{0,9}PRIVATE KEY-----/, "");
      // A token is random, unlike words and sequences.
      if (PLACEHOLDER.test(value) || new Set(value).size < 12) continue;
      report(
        { start: index, end: index + found.length },
        found.startsWith("-----") ? "private key" : found.slice(0, 8),
      );
    }
  },
  describe: ({ about }) => [
    about === "private key"
      ? "The page publishes a private key: everybody can use it as soon as the site is online."
      : `The page publishes an access token that starts with \`${about}\`: everybody can use it as soon as the site is online.`,
    "Revoke it where it was made, and write a placeholder such as `YOUR_TOKEN`.",
  ],
};
