/** The description of one kind of foreign syntax. */

/** One kind of foreign syntax. All its findings have the same message, so that a report groups them. */
export interface Cause {
  /** Every page with this syntax contains one of these texts. */
  readonly signs: readonly string[];
  /**
   * Matches the syntax in the text of a block with its code blanked out. It is global, or anchored (`^`) and
   * tried at each sign on a limited length of text, so that the time stays linear.
   */
  readonly pattern: RegExp;
  /** The type of the tokens that a site's plugin creates for this syntax. Such tokens are not reported. */
  readonly readAs?: string;
  /** Whether a text token must contain the sign. Otherwise, a plugin of the site or a link has read it. */
  readonly isText?: true;
  /** Whether the sign is at the start of a line. */
  readonly atLineStart?: true;
  /** Characters before the sign, each of which gives it another meaning. */
  readonly notAfter?: string;
  /** Whether to search blocks of raw HTML too. */
  readonly inHtml?: true;
  readonly message: string;
  readonly hint: string;
}
