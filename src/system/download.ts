/** Texts from the web. */

/** So long an answer may take, in milliseconds, and so large it may be, in characters: a sitemap has 50 MB at most (https://www.sitemaps.org/protocol.html). */
const TIMEOUT = 30_000;
const LARGEST = 52_428_800;

/** The text at an address; or in a sentence why there is none. */
export async function download(
  address: string,
): Promise<{ readonly text: string } | { readonly problem: string }> {
  try {
    const answer = await fetch(address, {
      headers: { "User-Agent": "handbill" },
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (!answer.ok) return { problem: `${address} answers ${answer.status}.` };
    const text = await answer.text();
    return text.length > LARGEST ? { problem: `${address} is larger than 50 MB.` } : { text };
  } catch (error) {
    const { name, message, cause } = error as Error & { readonly cause?: { readonly code?: string } };
    return {
      problem:
        name === "TimeoutError"
          ? `${address} did not answer within ${TIMEOUT / 1000} seconds.`
          : `${address} could not be downloaded: ${cause?.code ?? message}.`,
    };
  }
}
