/** Finds access tokens and private keys in a text by the fixed start of each kind. */

/**
 * Tokens of AWS, GitHub, GitLab, Slack, Stripe, npm, SendGrid and PyPI, as their documentation describes
 * them, and keys in PEM (RFC 7468).
 */
const SECRETS =
  /(?<![\w-])(?:(?:AKIA|ASIA)[A-Z2-7]{16}|gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}|glpat-[A-Za-z0-9_-]{20}|xox[abprs]-\d{9,13}-[A-Za-z0-9-]{20,80}|[rs]k_live_[A-Za-z0-9]{24,99}|npm_[A-Za-z0-9]{36}|SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}|pypi-AgEIcHlwaS5vcmc[\w-]{50,200})(?![A-Za-z0-9])|-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----\s{1,9}[A-Za-z0-9+/]{60}/g;

/** Documentation contains example tokens. */
const PLACEHOLDER = /example|placeholder|your|fake|dummy|sample|redacted|(.)\1{4}|1234|abcd/i;

export interface Secret {
  readonly start: number;
  readonly end: number;
  /** The part that a message may show: its kind, and not the rest. */
  readonly kind: string;
}

export function findSecrets(text: string): readonly Secret[] {
  return [...text.matchAll(SECRETS)].flatMap(({ 0: found, index }) => {
    const value = found.replace(/^-----BEGIN [A-Z ]{0,9}PRIVATE KEY-----/, "");
    // A token is random: words and rows are not.
    if (PLACEHOLDER.test(value) || new Set(value).size < 12) return [];
    const kind = found.startsWith("-----") ? "private key" : found.slice(0, 8);
    return [{ start: index, end: index + found.length, kind }];
  });
}

/** The message and the hint for a secret. `where`: "page" or "file". */
export function secretText(kind: string, where: string): readonly [message: string, hint: string] {
  const what = kind === "private key" ? "a private key" : `an access token that starts with \`${kind}\``;
  return [
    `The ${where} publishes ${what}: everybody can use it as soon as the site is online.`,
    "Revoke it at the service that issued it, and write a placeholder such as `YOUR_TOKEN`.",
  ];
}
