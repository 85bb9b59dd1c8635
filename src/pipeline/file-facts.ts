/** Facts about the files of a site, for the checks. */

import { statSync } from "node:fs";
import type { FileFacts } from "../checks/check.js";
import { readImageSize } from "../sources/image-sizes.js";
import { isFile, readSource } from "../system/files.js";
import { sourceFile } from "./read-inputs.js";

export function fileFacts(root: string): FileFacts {
  return {
    bytesOf: (source) => statSync(sourceFile(root, source), { throwIfNoEntry: false })?.size,
    sizeOf: (source) => readImageSize(root, source),
    read(source) {
      const file = readSource(root, source);
      return isFile(file) ? Buffer.from(file.bytes).toString() : undefined;
    },
  };
}
