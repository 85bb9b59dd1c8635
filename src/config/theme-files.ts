/** Finds and checks the files of `theme` in `.eleventy.ts`, and names them after a hash of their bytes. */

import { createHash } from "node:crypto";
import { dirname, join, relative } from "node:path";
import type { SiteConfig } from "./options.js";
import { iconSize } from "../content/images/image-size.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import { FONT_SUBSETS, type FontSubset } from "./font-subsets.js";
import { insideReal, isFile, statKeyOf, readSource } from "../system/files.js";
import { packageVersion } from "../system/program.js";
import type { ImageSize } from "../model/placeholders.js";
import type { Diagnostic, WithDiagnostics, StaticFile } from "../model/model.js";
import { siteFrameUrls } from "../site/site-frame.js";
import type {
  FaviconOptions,
  FontCut,
  FontFile,
  FontsOptions,
  ThemeFiles,
  ThemeFont,
  ThemeIcon,
  ThemeLogo,
  ThemeOptions,
} from "./theme-options.js";
import { configTextOf, placesIn } from "./positions.js";

/** A file with its bytes. */
interface Found extends StaticFile {
  readonly bytes: Uint8Array;
}

/**
 * Adds the theme's files and the positions of links to the configuration. Missing and invalid files are
 * reported and left out.
 */
export function withThemeFiles(config: SiteConfig): WithDiagnostics<SiteConfig> {
  const { value, diagnostics } = findThemeFiles(config);
  const text = configTextOf(config.root, config.file);
  const linkPlaces = [
    ...placesIn(text, "theme", siteFrameUrls(config.theme)),
    ...placesIn(text, "languages", Object.values(config.inLanguages).flatMap(siteFrameUrls)),
  ];
  return { value: { ...config, themeFiles: value, linkPlaces }, diagnostics };
}

function findThemeFiles({ root, file, theme }: SiteConfig): WithDiagnostics<ThemeFiles> {
  const files = new Map<string, Found>();
  const diagnostics: Diagnostic[] = [];
  const refuse = (path: string, message: string, hint: string): undefined => {
    const [place] = placesIn(configTextOf(root, file), "theme", [path]);
    diagnostics.push(
      diagnostic(
        "config-invalid",
        { file: file ?? ".eleventy.ts", ...(place && { ...place, length: path.length }) },
        message,
        hint,
      ),
    );
  };
  /** A file by its path, if its bytes have the format of its extension. */
  const find = (path: string, isKind: (bytes: Uint8Array) => boolean, kind: string): Found | undefined => {
    const known = files.get(path);
    if (known !== undefined) return known;
    const source = locate(root, path);
    if (source === undefined)
      return refuse(
        path,
        `The file ${path} of \`theme\` does not exist.`,
        "Write the path from the site's folder.",
      );
    const read = readSource(root, source);
    if (!isFile(read)) return void diagnostics.push(read);
    if (!isKind(read.bytes))
      return refuse(path, `The file ${path} of \`theme\` is not ${kind}.`, "Save it again in that format.");
    const found = { source, output: hashedName(path, read.bytes), bytes: read.bytes };
    files.set(path, found);
    return found;
  };
  const logo =
    theme.logo === undefined
      ? undefined
      : logoOf(theme.logo, (path) =>
          find(path, (bytes) => iconSize(bytes) !== undefined, "an image with a size"),
        );
  const icons =
    theme.favicon === undefined
      ? undefined
      : iconsOf(theme.favicon, (path) => find(path, isIcon(path), "an icon of this format"));
  const fonts = fontsOf(theme.fonts ?? {}, (path) => find(path, isWoff2, "a woff2 font"));
  const ofFonts = fonts.flatMap((font) => font.files);
  const completeOutputs = new Set([
    logo?.src,
    logo?.dark,
    ...(icons ?? []).map(({ output }) => output),
    ...ofFonts.flatMap(({ output, subset }) => (subset === undefined ? [output] : [])),
  ]);
  // Equal files with equal names become one output file.
  const outputs = new Map(
    [...files.values()]
      .filter(({ output }) => completeOutputs.has(output))
      .map(({ source, output }) => [output, { source, output }]),
  );
  const subsets = new Map(
    ofFonts.filter((file): file is FontCut => file.subset !== undefined).map((file) => [file.output, file]),
  );
  const value = {
    files: [...outputs.values()],
    subsets: [...subsets.values()],
    fonts,
    ...(logo && { logo }),
    ...(icons && { icons }),
  };
  return { value, diagnostics };
}

type Find = (path: string) => Found | undefined;

/**
 * The path of a file relative to the root. A package may be in a parent folder, where Node also looks for it.
 */
function locate(root: string, path: string): string | undefined {
  if (!path.startsWith("node_modules/"))
    return insideReal(root, join(root, path)) === undefined ? undefined : path;
  for (let folder = root; ; folder = dirname(folder)) {
    if (statKeyOf(join(folder, path)) !== undefined)
      return relative(root, join(folder, path)).replaceAll("\\", "/");
    if (dirname(folder) === folder) return undefined;
  }
}

/** `assets/logo.3f9c01ab.svg`. */
function hashedName(path: string, bytes: Uint8Array): string {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  return `assets/${path.replace(/^.*\//, "").replace(/\.(\w+)$/, `.${hash}.$1`)}`;
}

function logoOf(options: NonNullable<ThemeOptions["logo"]>, find: Find): ThemeLogo | undefined {
  const {
    src,
    dark,
    alt = "",
    replacesTitle = false,
  } = typeof options === "string" ? { src: options } : options;
  const [light, other] = [find(src), dark === undefined ? undefined : find(dark)];
  const size = light && iconSize(light.bytes);
  if (light === undefined || size === undefined) return undefined;
  return { src: light.output, ...(other && { dark: other.output }), alt, replacesTitle, ...size };
}

/** The order of the tags. Browsers use the last icon that they support. */
function iconsOf(options: NonNullable<ThemeOptions["favicon"]>, find: Find): readonly ThemeIcon[] {
  const { ico, png, svg, touch }: FaviconOptions =
    typeof options === "string" ? { [/\.svg$/i.test(options) ? "svg" : "png"]: options } : options;
  const icon = (path: string | undefined, link: (size: string) => Omit<ThemeIcon, "output">): ThemeIcon[] => {
    const found = path === undefined ? undefined : find(path);
    if (found === undefined) return [];
    const size: ImageSize | undefined = iconSize(found.bytes);
    return [{ output: found.output, ...link(size === undefined ? "" : `${size.width}x${size.height}`) }];
  };
  return [
    // Without a size, browsers that support SVG would prefer this one.
    ...icon(ico, () => ({ rel: "icon", sizes: "32x32" })),
    ...icon(png, (sizes) => ({ rel: "icon", type: "image/png", sizes })),
    ...icon(svg, () => ({ rel: "icon", type: "image/svg+xml" })),
    ...icon(touch, () => ({ rel: "apple-touch-icon" })),
  ];
}

function fontsOf(options: FontsOptions, find: Find): readonly ThemeFont[] {
  return (["text", "headings", "code"] as const).flatMap((use): ThemeFont[] => {
    const font = options[use];
    if (font === undefined) return [];
    const found = font.files.flatMap((path) => find(path) ?? []);
    const subsets = font.subset === undefined ? [] : [font.subset].flat();
    const files = found.flatMap(({ source, output, bytes }): FontFile[] =>
      subsets.length === 0
        ? [{ source, output }]
        : subsets.map((subset) => ({ source, output: subsetName(source, bytes, subset), subset })),
    );
    const {
      family,
      display = "optional",
      fallback = use === "code" ? "monospace" : "sans-serif",
      preload = use !== "code",
    } = font;
    return files.length === 0 ? [] : [{ use, family, files, display, fallback, preload }];
  });
}

/** `assets/inter-latin.3f9c01ab.woff2`: the name of a font subset, known before it is made. */
function subsetName(path: string, bytes: Uint8Array, subset: FontSubset): string {
  const maker = new TextEncoder().encode(
    `${packageVersion("subset-font")} ${subset} ${FONT_SUBSETS[subset]}`,
  );
  return hashedName(path.replace(/(?=\.\w+$)/, `-${subset}`), Buffer.concat([maker, bytes]));
}

/** WOFF File Format 2.0, 4.1. */
function isWoff2(bytes: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(bytes.subarray(0, 4)) === "wOF2";
}

/** An ICO file starts with two zeros and the number 1. Other images must have a readable size. */
function isIcon(path: string): (bytes: Uint8Array) => boolean {
  return (bytes) =>
    /\.ico$/i.test(path) ? bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 1 : iconSize(bytes) !== undefined;
}
