/** Downloads texts. */

/**
 * Limits of a response: its duration in milliseconds, and its size in characters. A sitemap has at most 50 MB
 * (https://www.sitemaps.org/protocol.html).
 */
const TIMEOUT = 30_000;
const MAX_CHARACTERS = 52_428_800;

/** The text at a URL, or a sentence with the reason why it cannot be read. */
export async function download(
  url: string,
): Promise<{ readonly text: string } | { readonly problem: string }> {
  try {
    const answer = await fetch(url, {
      headers: { "User-Agent": "handbill" },
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (!answer.ok) return { problem: `${url} answers ${answer.status}.` };
    const text = await answer.text();
    return text.length > MAX_CHARACTERS ? { problem: `${url} is larger than 50 MB.` } : { text };
  } catch (error) {
    const { name, message, cause } = error as Error & { readonly cause?: { readonly code?: string } };
    return {
      problem:
        name === "TimeoutError"
          ? `${url} did not answer within ${TIMEOUT / 1000} seconds.`
          : `${url} could not be downloaded: ${cause?.code ?? message}.`,
    };
  }
}
