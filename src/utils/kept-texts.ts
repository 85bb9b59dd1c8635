/** Texts that outlive the process that made them, by a key that decides them. */
export interface KeptTexts {
  /** Whether nothing was kept before this process. */
  readonly isEmpty: boolean;
  get(key: string): string | undefined;
  /** Keeps a text for later processes. This process need not find it. */
  set(key: string, text: string): void;
}
