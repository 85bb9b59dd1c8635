/** The Nunjucks environment for Eleventy. It reads only the layout folders. */

import type Library from "nunjucks";
import type { TemplateFiles } from "../templates/load.js";
import { nunjucks } from "../templates/nunjucks.js";
import type { PreparedTemplate } from "../templates/prepared.js";
import { waitInOrder } from "./nunjucks-async.js";
import { simplifyIncludes } from "../render/patches.js";

simplifyIncludes(nunjucks);
waitInOrder(nunjucks);

/**
 * Finds templates by name in the site's layouts, then in the default theme. Nunjucks' own loader compares
 * paths by prefix and also reads the project's root. This one looks names up in a map, so that no path is
 * ever built. A relative name (`./part.njk`) is relative to its template.
 */
class LayoutLoader extends nunjucks.Loader implements Library.ILoader {
  constructor(
    public files: TemplateFiles,
    /** Whether this prepared template equals what the environment would compile. */
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

  getSource(name: string): Library.LoaderSource {
    const file = this.files.get(name);
    // For Nunjucks, null means "not found", although its type declarations do not allow it.
    if (file === undefined) return null as unknown as Library.LoaderSource;
    const { prepared } = file;
    const src = prepared && this.isAsCompiled(prepared) ? codeOf(prepared) : file.body;
    return { src: src as string, path: file.path, noCache: false };
  }

  /** Eleventy names a layout by its path from the working directory. Includes have their name. */
  private nameOf(path: string): string | undefined {
    const plain = path.replace(/^\.\//, "");
    for (const file of this.files.values()) if (file.path === plain) return file.name;
    return undefined;
  }
}

/** A compiled template in the form that Nunjucks accepts. Its type declarations allow only text. */
function codeOf({ code }: PreparedTemplate): object {
  return { type: "code", obj: new Function(code)() as object };
}

/**
 * An environment with the site's templates. Eleventy adds the filters and shortcodes of the configuration.
 */
export function createEnvironment(files: TemplateFiles, options: object = {}): Library.Environment {
  const hasOwnSyntax = Object.keys(options).some((name) => name !== "dev" && name !== "autoescape");
  const loader = new LayoutLoader(files, ({ facts }) => {
    if (hasOwnSyntax) return false;
    // Asynchronous filters compile to other code, and a custom tag may rewrite the text of templates.
    const { asyncFilters, extensionsList } = environment as unknown as Compiling;
    return (
      extensionsList.every(({ preprocess }) => preprocess === undefined) &&
      facts.filters.every(({ name }) => !asyncFilters.includes(name))
    );
  });
  // `dev` is Eleventy's default: it keeps the original error inside a template's failure.
  const environment = new nunjucks.Environment(loader, { dev: true, ...options });
  return environment;
}

/** Properties of an environment that affect compilation. The type declarations leave them out. */
interface Compiling {
  readonly asyncFilters: readonly string[];
  readonly extensionsList: readonly { readonly preprocess?: unknown }[];
}

/** Sets the templates of an environment that was created before they were read. */
export function useTemplates(environment: Library.Environment, files: TemplateFiles): void {
  const { loaders } = environment as unknown as { readonly loaders: readonly unknown[] };
  for (const loader of loaders) {
    if (!(loader instanceof LayoutLoader)) continue;
    // Nunjucks caches compiled templates in the loader. Unchanged templates stay cached.
    const { cache } = loader as unknown as { readonly cache: Record<string, unknown> };
    for (const name of Object.keys(cache))
      if (loader.files.get(name)?.body !== files.get(name)?.body) delete cache[name];
    loader.files = files;
  }
}
