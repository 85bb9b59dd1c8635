/** The words of the default theme, by language. */

import { marketingEnglish, marketingStrings, type MarketingStrings } from "./ui-marketing.js";

/** Every text of the theme's own, as `ui` in layouts. */
export interface UiStrings {
  /** Which way the language is written. */
  readonly dir: "ltr" | "rtl";
  /** The link that leads past the header. */
  readonly skip: string;
  /** Names of the navigations, for those who hear the page. */
  readonly site: string;
  readonly pages: string;
  readonly breadcrumbs: string;
  readonly neighbours: string;
  readonly menu: string;
  /** The button for light and dark. */
  readonly theme: string;
  readonly contents: string;
  readonly previous: string;
  readonly next: string;
  readonly edit: string;
  readonly updated: string;
  readonly search: string;
  readonly searchHint: string;
  readonly noResults: string;
  readonly searchFailed: string;
  readonly close: string;
  readonly language: string;
  /** Above a page that is not translated. */
  readonly untranslated: string;
  readonly copy: string;
  readonly copied: string;
  readonly anchor: string;
  readonly note: string;
  readonly tip: string;
  readonly important: string;
  readonly warning: string;
  readonly caution: string;
}

const en: UiStrings = {
  dir: "ltr", skip: "Skip to content", site: "Site", pages: "Pages", breadcrumbs: "Breadcrumbs", neighbours: "Neighbouring pages", menu: "Menu", theme: "Dark theme", contents: "On this page",
  previous: "Previous", next: "Next", edit: "Edit this page", updated: "Last updated", search: "Search", searchHint: "Type to search", noResults: "Nothing found", searchFailed: "The search cannot be loaded.", close: "Close", language: "Language",
  untranslated: "This page has not been translated yet.", copy: "Copy", copied: "Copied", anchor: "Link to this section", note: "Note", tip: "Tip", important: "Important", warning: "Warning", caution: "Caution",
};

const de: UiStrings = {
  dir: "ltr", skip: "Zum Inhalt springen", site: "Website", pages: "Seiten", breadcrumbs: "Brotkrumen", neighbours: "Nachbarseiten", menu: "Menü", theme: "Dunkles Design", contents: "Auf dieser Seite",
  previous: "Zurück", next: "Weiter", edit: "Diese Seite bearbeiten", updated: "Zuletzt geändert", search: "Suche", searchHint: "Suchbegriff eingeben", noResults: "Nichts gefunden", searchFailed: "Die Suche kann nicht geladen werden.", close: "Schließen", language: "Sprache",
  untranslated: "Diese Seite ist noch nicht übersetzt.", copy: "Kopieren", copied: "Kopiert", anchor: "Link zu diesem Abschnitt", note: "Hinweis", tip: "Tipp", important: "Wichtig", warning: "Warnung", caution: "Achtung",
};

const fr: UiStrings = {
  dir: "ltr", skip: "Aller au contenu", site: "Site", pages: "Pages", breadcrumbs: "Fil d’Ariane", neighbours: "Pages voisines", menu: "Menu", theme: "Thème sombre", contents: "Sur cette page",
  previous: "Précédent", next: "Suivant", edit: "Modifier cette page", updated: "Dernière mise à jour", search: "Rechercher", searchHint: "Saisissez votre recherche", noResults: "Aucun résultat", searchFailed: "La recherche ne peut pas être chargée.", close: "Fermer", language: "Langue",
  untranslated: "Cette page n’a pas encore été traduite.", copy: "Copier", copied: "Copié", anchor: "Lien vers cette section", note: "Remarque", tip: "Astuce", important: "Important", warning: "Avertissement", caution: "Attention",
};

const es: UiStrings = {
  dir: "ltr", skip: "Ir al contenido", site: "Sitio", pages: "Páginas", breadcrumbs: "Ruta de navegación", neighbours: "Páginas vecinas", menu: "Menú", theme: "Tema oscuro", contents: "En esta página",
  previous: "Anterior", next: "Siguiente", edit: "Editar esta página", updated: "Última actualización", search: "Buscar", searchHint: "Escribe para buscar", noResults: "Sin resultados", searchFailed: "No se puede cargar la búsqueda.", close: "Cerrar", language: "Idioma",
  untranslated: "Esta página aún no está traducida.", copy: "Copiar", copied: "Copiado", anchor: "Enlace a esta sección", note: "Nota", tip: "Consejo", important: "Importante", warning: "Advertencia", caution: "Precaución",
};

const pt: UiStrings = {
  dir: "ltr", skip: "Ir para o conteúdo", site: "Site", pages: "Páginas", breadcrumbs: "Trilha de navegação", neighbours: "Páginas vizinhas", menu: "Menu", theme: "Tema escuro", contents: "Nesta página",
  previous: "Anterior", next: "Próximo", edit: "Editar esta página", updated: "Última atualização", search: "Pesquisar", searchHint: "Digite para pesquisar", noResults: "Nenhum resultado", searchFailed: "Não foi possível carregar a pesquisa.", close: "Fechar", language: "Idioma",
  untranslated: "Esta página ainda não foi traduzida.", copy: "Copiar", copied: "Copiado", anchor: "Link para esta seção", note: "Nota", tip: "Dica", important: "Importante", warning: "Aviso", caution: "Cuidado",
};

const ja: UiStrings = {
  dir: "ltr", skip: "本文へスキップ", site: "サイト", pages: "ページ", breadcrumbs: "パンくずリスト", neighbours: "前後のページ", menu: "メニュー", theme: "ダークテーマ", contents: "このページの内容",
  previous: "前へ", next: "次へ", edit: "このページを編集", updated: "最終更新日", search: "検索", searchHint: "検索語を入力", noResults: "見つかりませんでした", searchFailed: "検索を読み込めません。", close: "閉じる", language: "言語",
  untranslated: "このページはまだ翻訳されていません。", copy: "コピー", copied: "コピーしました", anchor: "このセクションへのリンク", note: "メモ", tip: "ヒント", important: "重要", warning: "警告", caution: "注意",
};

const zh: UiStrings = {
  dir: "ltr", skip: "跳转到内容", site: "网站", pages: "页面", breadcrumbs: "面包屑导航", neighbours: "相邻页面", menu: "菜单", theme: "深色主题", contents: "本页内容",
  previous: "上一页", next: "下一页", edit: "编辑此页", updated: "最后更新", search: "搜索", searchHint: "输入搜索内容", noResults: "没有找到结果", searchFailed: "无法加载搜索。", close: "关闭", language: "语言",
  untranslated: "此页面尚未翻译。", copy: "复制", copied: "已复制", anchor: "此部分的链接", note: "备注", tip: "提示", important: "重要", warning: "警告", caution: "当心",
};

const ar: UiStrings = {
  dir: "rtl", skip: "تخطَّ إلى المحتوى", site: "الموقع", pages: "الصفحات", breadcrumbs: "مسار التنقل", neighbours: "الصفحات المجاورة", menu: "القائمة", theme: "المظهر الداكن", contents: "في هذه الصفحة",
  previous: "السابق", next: "التالي", edit: "حرِّر هذه الصفحة", updated: "آخر تحديث", search: "بحث", searchHint: "اكتب للبحث", noResults: "لا توجد نتائج", searchFailed: "تعذّر تحميل البحث.", close: "إغلاق", language: "اللغة",
  untranslated: "لم تُترجم هذه الصفحة بعد.", copy: "نسخ", copied: "تم النسخ", anchor: "رابط إلى هذا القسم", note: "ملاحظة", tip: "نصيحة", important: "مهم", warning: "تحذير", caution: "تنبيه",
};

const STRINGS: Readonly<Record<string, UiStrings>> = { en, de, fr, es, pt, ja, zh, ar };

/** Languages that are written from right to left, by the first part of their tag. */
const RTL = new Set(["ar", "arc", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"]);

/** The theme's words in a language (`pt-BR`): those of its first part, else English ones, written in the language's own direction. */
export function uiFor(language: string): UiStrings & MarketingStrings {
  const main = language.toLowerCase().split("-")[0] ?? "";
  return ALL[main] ?? (RTL.has(main) ? enRtl : ALL["en"] ?? enRtl);
}

/** One object for all pages, so that it is hashed once. */
const ALL: Readonly<Record<string, UiStrings & MarketingStrings>> = Object.fromEntries(Object.entries(STRINGS).map(([main, strings]) => [main, { ...strings, ...(marketingStrings[main] ?? marketingEnglish) }]));
const enRtl: UiStrings & MarketingStrings = { ...en, ...marketingEnglish, dir: "rtl" };
