/**
 * The operations that writing a site needs, passed as an argument, so that tests can make them fail. Paths
 * are absolute.
 */
export interface FileSystem {
  readText(path: string): string;
  readBytes(path: string): Uint8Array;
  /** Reads parts of files that are not replaced meanwhile. Each file is opened once. */
  openParts(): Parts;
  /**
   * The entry at a path, without following a link; undefined if nothing exists there. Gives its size in
   * bytes, its size and times as text, the number of its device, and its permissions as text.
   */
  stat(path: string):
    | {
        readonly kind: "file" | "folder" | "link" | "other";
        readonly size: number;
        readonly look: string;
        readonly device: number;
        readonly rights: string;
      }
    | undefined;
  /** The path with all links resolved; undefined if nothing exists there. */
  realPath(path: string): string | undefined;
  /** The home folder of the user; empty if there is no home folder. */
  home(): string;
  /** Names in a folder; empty if the folder does not exist. */
  list(path: string): readonly string[];
  makeFolder(path: string): void;
  write(path: string, content: string | Uint8Array): void;
  /** Appends to a file, and creates it if necessary. */
  append(path: string, content: Uint8Array): void;
  copy(from: string, to: string): void;
  /** Creates a hard link, or a copy if that is not possible. Does not replace an existing file. */
  link(from: string, to: string): void;
  /** Replaces the entry at `to` in one step. */
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** Removes a folder if it is empty. */
  removeFolder(path: string): void;
  /** Whether a program has its working directory in a folder, as far as the system reveals this. */
  isWorkedIn(folder: string): boolean;
  /** Creates a file. Returns false if it exists already. */
  create(path: string, content: string): boolean;
  /**
   * The start time of a process of this machine, as text; empty if it cannot be read, undefined if the
   * process does not run.
   */
  processStart(pid: number): string | undefined;
}

export interface Parts {
  /**
   * Reads `size` bytes from offset `at`, or fewer at the end of the file. The result is valid until the next
   * call.
   */
  readPart(path: string, at: number, size: number): Uint8Array;
  close(): void;
}

/** The same bytes as a Buffer, without copying them. */
export function viewOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}
