/** The part of Eleventy 3.1 that Handbill calls. The package ships no declarations; these follow its JSDoc. */
declare module "@11ty/eleventy" {
  export interface EleventyResult {
    readonly url: string;
    readonly inputPath: string;
    readonly outputPath: string | false;
    readonly content: string;
  }
  export default class Eleventy {
    constructor(input: string, output: string, options: Record<string, unknown>);
    toJSON(): Promise<EleventyResult[]>;
  }
}
