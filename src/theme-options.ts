/** What a site may say about the default theme, types only. */

/** What a site says about the default theme's looks. */
export interface ThemeOptions {
  /** One colour, `#0f766e`: links, buttons and what is chosen get it, made lighter or darker until it can be read. @default the theme's blue */
  readonly brand?: string;
  /** The head of every page. */
  readonly header?: SiteHeaderOptions;
  /** The foot of every page. */
  readonly footer?: SiteFooterOptions;
  /** A line above the header, which can be dismissed. @default none */
  readonly announcement?: AnnouncementOptions;
}

/** A link of the header or the footer: to a page by its address (`/docs/`), or to another site. */
export interface ThemeLink {
  readonly text: string;
  readonly url: string;
}

export interface SiteHeaderOptions {
  /** What stands in the header: links, and menus that open. @default the folders at the top of content/ */
  readonly menu?: readonly (ThemeLink | { readonly text: string; readonly items: readonly (ThemeLink & { readonly description?: string })[] })[];
  /** Links that look like buttons, at its end. @default none */
  readonly actions?: readonly (ThemeLink & { readonly style?: "primary" | "secondary" | "text" })[];
}

export interface SiteFooterOptions {
  /** Columns of links. @default none */
  readonly columns?: readonly { readonly title: string; readonly links: readonly ThemeLink[] }[];
  /** The line at the very end. @default the site's title */
  readonly legal?: string;
  /** Links that are shown as icons: `github`, `mastodon`, `bluesky`, `x`, `linkedin`, `youtube`, `discord`, `mail`, `rss`. @default none */
  readonly social?: readonly { readonly icon: string; readonly text: string; readonly url: string }[];
}

export interface AnnouncementOptions {
  readonly text: string;
  /** Where to read more. */
  readonly link?: ThemeLink;
  /** A visitor who dismissed it does not see it again until this changes. @default made of the text */
  readonly id?: string;
}
