/** Texts that look the same but differ in some characters. */

/** Pairs: a letter of Latin script, and a letter or symbol of another script that looks like it. */
const LETTERS = pairs(
  "аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwӏlАAВBЕEКKМMНHОOРPСCТTХXУYІIЈJЅS" +
    "οoνvρpιiυuαaΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX" +
    "օoսuցgհhıiɑaɡgʼ'’'‘'′'−-",
);

function pairs(text: string): ReadonlyMap<string, string> {
  const characters = [...text];
  return new Map(
    characters.flatMap((character, at): [string, string][] =>
      at % 2 === 0 ? [[character, characters[at + 1] ?? ""]] : [],
    ),
  );
}

const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu;

/**
 * A text reduced to its visual appearance. Texts that look the same have the same skeleton (after Unicode
 * Technical Standard 39, 4).
 */
export function skeleton(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .replace(/\p{Zs}/gu, " ")
    .replace(/\p{Pd}/gu, "-")
    .replace(/[^\0-\x7f]/gu, (character) => LETTERS.get(character) ?? character);
}

/**
 * `Did you mean title?`, and which characters differ if the two texts look the same. `shown` is the
 * suggestion as the message shows it.
 */
export function didYouMean(written: string, meant: string, shown = `\`${meant}\``): string {
  const difference =
    written === meant || skeleton(written) !== skeleton(meant) ? "" : describeDifference(written, meant);
  return `Did you mean ${shown}?${difference}`;
}

function describeDifference(written: string, meant: string): string {
  const [writtenLetters, meantLetters] = [lettersOf(written), lettersOf(meant)];
  while (writtenLetters.length > 0 && writtenLetters[0] === meantLetters[0]) {
    writtenLetters.shift();
    meantLetters.shift();
  }
  while (writtenLetters.length > 0 && writtenLetters.at(-1) === meantLetters.at(-1)) {
    writtenLetters.pop();
    meantLetters.pop();
  }
  const [own, other] = [writtenLetters[0], meantLetters[0]];
  if (own === undefined || other === undefined || INVISIBLE_ONLY.test(own) || INVISIBLE_ONLY.test(other))
    return own !== undefined && (other === undefined || INVISIBLE_ONLY.test(own))
      ? ` Yours has an invisible character, ${codePoints(own)}.`
      : ` It has an invisible character, ${codePoints(other ?? "")}.`;
  return ` Yours has \`${own}\` (${codePoints(own)}), and it has \`${other}\` (${codePoints(other)}).`;
}

const INVISIBLE_ONLY = new RegExp(`^${INVISIBLE.source}+$`, "u");

/** The visible characters of a text, each with its accents. Invisible characters count separately. */
function lettersOf(text: string): string[] {
  return text.match(/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]|\P{M}\p{M}*|\p{M}/gu) ?? [];
}

function codePoints(text: string): string {
  return [...text]
    .map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`)
    .join(" ");
}
