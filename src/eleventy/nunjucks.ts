/** The Nunjucks environment that Eleventy renders with: it reads nothing but the layout folders. */

import nunjucks from "nunjucks";
import type { TemplateFiles } from "../templates/load.js";
import type { PreparedTemplate } from "../templates/prepared.js";
import { waitInOrder } from "./nunjucks-async.js";
import { speedUp } from "../render/patches.js";

speedUp(nunjucks);
waitInOrder(nunjucks);

/**
 * Finds templates by name in the site's layouts, then in the default theme. Nunjucks' own loader compares paths by
 * prefix and looks in the project's root as well; this one looks names up in a map, so that no path is ever built.
 * A relative name (`./part.njk`) is relative to the template that holds it.
 */
class LayoutLoader extends nunjucks.Loader implements nunjucks.ILoader {
  constructor(
    public files: TemplateFiles,
    /** Whether this prepared template is what the environment would compile itself. */
    private readonly isAsCompiled: (template: PreparedTemplate) => boolean,
  ) {
    super();
  }

  override resolve(from: string, to: string): string {
    const parts = (this.nameOf(from) ?? from).split("/").slice(0, -1);
    for (const part of to.split("/")) {
      if (part === "..") parts.pop();
      else if (part !== ".") parts.push(part);
    }
    return parts.join("/");
  }

  getSource(name: string): nunjucks.LoaderSource {
    const file = this.files.get(name);
    // Nunjucks takes null for "not mine", though its declarations do not say so.
    if (file === undefined) return null as unknown as nunjucks.LoaderSource;
    const { prepared } = file;
    const src = prepared && this.isAsCompiled(prepared) ? codeOf(prepared) : file.body;
    return { src: src as string, path: file.path, noCache: false };
  }

  /** Eleventy names a layout by its path from the working directory; includes are named by their name. */
  private nameOf(path: string): string | undefined {
    const plain = path.replace(/^\.\//, "");
    for (const file of this.files.values()) if (file.path === plain) return file.name;
    return undefined;
  }
}

/** A template that is compiled already, as Nunjucks takes it. Its declarations know text only. */
function codeOf({ code }: PreparedTemplate): object {
  return { type: "code", obj: new Function(code)() as object };
}

/** An environment over the site's templates. Eleventy adds the filters and shortcodes of the configuration to it. */
export function createEnvironment(files: TemplateFiles, options: object = {}): nunjucks.Environment {
  const hasOwnSyntax = Object.keys(options).some((name) => name !== "dev" && name !== "autoescape");
  const loader = new LayoutLoader(files, ({ facts }) => {
    if (hasOwnSyntax) return false;
    // A filter that waits is compiled to other code, and a custom tag may rewrite the text of templates.
    const { asyncFilters, extensionsList } = environment as unknown as Compiling;
    return (
      extensionsList.every(({ preprocess }) => preprocess === undefined) &&
      facts.filters.every(({ name }) => !asyncFilters.includes(name))
    );
  });
  // `dev` is Eleventy's own default: it keeps the original error inside a template's failure.
  const environment = new nunjucks.Environment(loader, { dev: true, ...options });
  return environment;
}

/** What of an environment decides how it compiles; its declarations leave it out. */
interface Compiling {
  readonly asyncFilters: readonly string[];
  readonly extensionsList: readonly { readonly preprocess?: unknown }[];
}

/** Gives an environment the site's templates, where it was made before they were read. */
export function useTemplates(environment: nunjucks.Environment, files: TemplateFiles): void {
  const { loaders } = environment as unknown as { readonly loaders: readonly unknown[] };
  for (const loader of loaders) {
    if (!(loader instanceof LayoutLoader)) continue;
    // Nunjucks keeps what it compiled beside the loader: what is the same stays so.
    const { cache } = loader as unknown as { readonly cache: Record<string, unknown> };
    for (const name of Object.keys(cache))
      if (loader.files.get(name)?.body !== files.get(name)?.body) delete cache[name];
    loader.files = files;
  }
}
