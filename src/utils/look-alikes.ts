/** Texts that look the same and are not: which of their characters differ. */

/** Letters of other scripts that look like Latin ones, each before the one that it looks like. */
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

/** What the eye sees of a text: equal for texts that look the same (after Unicode Technical Standard 39, 4). */
export function skeleton(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .replace(/\p{Zs}/gu, " ")
    .replace(/\p{Pd}/gu, "-")
    .replace(/[^\0-\x7f]/gu, (character) => LETTERS.get(character) ?? character);
}

/** `Did you mean title?`, and which characters differ where the eye cannot tell the two apart. `shown`: what is meant, as the message shows it. */
export function didYouMean(written: string, meant: string, shown = `\`${meant}\``): string {
  const difference = written === meant || skeleton(written) !== skeleton(meant) ? "" : tell(written, meant);
  return `Did you mean ${shown}?${difference}`;
}

function tell(written: string, meant: string): string {
  const [ours, theirs] = [lettersOf(written), lettersOf(meant)];
  while (ours.length > 0 && ours[0] === theirs[0]) {
    ours.shift();
    theirs.shift();
  }
  while (ours.length > 0 && ours.at(-1) === theirs.at(-1)) {
    ours.pop();
    theirs.pop();
  }
  const [own, other] = [ours[0], theirs[0]];
  if (own === undefined || other === undefined || INVISIBLE_ONLY.test(own) || INVISIBLE_ONLY.test(other))
    return own !== undefined && (other === undefined || INVISIBLE_ONLY.test(own))
      ? ` Yours has an invisible character, ${codePoints(own)}.`
      : ` It has an invisible character, ${codePoints(other ?? "")}.`;
  return ` Yours has \`${own}\` (${codePoints(own)}), and it has \`${other}\` (${codePoints(other)}).`;
}

const INVISIBLE_ONLY = new RegExp(`^${INVISIBLE.source}+$`, "u");

/** The characters that a reader sees, each with its accents; invisible ones are by themselves. */
function lettersOf(text: string): string[] {
  return text.match(/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]|\P{M}\p{M}*|\p{M}/gu) ?? [];
}

function codePoints(text: string): string {
  return [...text]
    .map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`)
    .join(" ");
}
