/** Language tags. */

/** Whether a text is a tag such as `de` or `pt-BR` (BCP 47) that Intl can format dates for. */
export function isLanguageTag(text: string): boolean {
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(text)) return false;
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
