/** The operations that writing a site needs, as an argument: tests put failing ones in their place. Paths are absolute. */
export interface FileSystem {
  readText(path: string): string;
  readBytes(path: string): Uint8Array;
  /** Reads parts of few files that nobody replaces meanwhile, each opened once. */
  openParts(): Parts;
  /** What is there, its size in bytes, its size and times as text, the number of the device that holds it, and who may do what with it as text, without following a link; undefined when nothing is. */
  stat(path: string):
    | {
        readonly kind: "file" | "folder" | "link" | "other";
        readonly size: number;
        readonly look: string;
        readonly device: number;
        readonly rights: string;
      }
    | undefined;
  /** The path with every link on the way followed; undefined when nothing is there. */
  realPath(path: string): string | undefined;
  /** The home folder of the user who builds; empty when there is none. */
  home(): string;
  /** Names in a folder; empty when it is missing. */
  list(path: string): readonly string[];
  makeFolder(path: string): void;
  write(path: string, content: string | Uint8Array): void;
  /** Adds to the end of a file, which need not be there yet. */
  append(path: string, content: Uint8Array): void;
  copy(from: string, to: string): void;
  /** Gives a file a second name, or copies it where that cannot be; a file that is there already stays. */
  link(from: string, to: string): void;
  /** Replaces what is at `to` in one step. */
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** Removes a folder if it is empty. */
  removeFolder(path: string): void;
  /** Whether a program has its working directory in a folder, as far as this machine tells. */
  isWorkedIn(folder: string): boolean;
  /** Creates a file that must not exist yet; false when it does. */
  create(path: string, content: string): boolean;
  /** When a process of this machine started, as text; empty when that is not known, undefined when it does not run. */
  processStart(pid: number): string | undefined;
}

export interface Parts {
  /** So many bytes of a file from a place in it; fewer, where it ends before. They are there until the next part is read. */
  readPart(path: string, at: number, size: number): Uint8Array;
  close(): void;
}

/** The same bytes as a Buffer, not copied. */
export function viewOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}
