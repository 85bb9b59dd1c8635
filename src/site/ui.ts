/** The texts of the default theme, by language. */

/** The languages of the table below, in its order. */
const LANGUAGES = ["en", "de", "fr", "es", "pt", "ja", "zh", "ar"] as const;

/** A text in each language. A missing one is a type error. */
type Row = readonly [
  en: string,
  de: string,
  fr: string,
  es: string,
  pt: string,
  ja: string,
  zh: string,
  ar: string,
];

/** Every text of the theme. */
const WORDS = {
  // The link that skips the header.
  skip: [
    "Skip to content",
    "Zum Inhalt springen",
    "Aller au contenu",
    "Ir al contenido",
    "Ir para o conteúdo",
    "本文へスキップ",
    "跳转到内容",
    "تخطَّ إلى المحتوى",
  ],
  // Names of the navigation landmarks, for screen readers.
  site: ["Site", "Website", "Site", "Sitio", "Site", "サイト", "网站", "الموقع"],
  pages: ["Pages", "Seiten", "Pages", "Páginas", "Páginas", "ページ", "页面", "الصفحات"],
  // In a sidebar, the title of a folder's own page within the folder.
  overview: [
    "Overview",
    "Überblick",
    "Vue d’ensemble",
    "Visión general",
    "Visão geral",
    "概要",
    "概览",
    "نظرة عامة",
  ],
  breadcrumbs: [
    "Breadcrumbs",
    "Brotkrumen",
    "Fil d’Ariane",
    "Ruta de navegación",
    "Trilha de navegação",
    "パンくずリスト",
    "面包屑导航",
    "مسار التنقل",
  ],
  neighbours: [
    "Neighbouring pages",
    "Nachbarseiten",
    "Pages voisines",
    "Páginas vecinas",
    "Páginas vizinhas",
    "前後のページ",
    "相邻页面",
    "الصفحات المجاورة",
  ],
  menu: ["Menu", "Menü", "Menu", "Menú", "Menu", "メニュー", "菜单", "القائمة"],
  // The button for light and dark mode.
  theme: [
    "Dark theme",
    "Dunkles Design",
    "Thème sombre",
    "Tema oscuro",
    "Tema escuro",
    "ダークテーマ",
    "深色主题",
    "المظهر الداكن",
  ],
  contents: [
    "On this page",
    "Auf dieser Seite",
    "Sur cette page",
    "En esta página",
    "Nesta página",
    "このページの内容",
    "本页内容",
    "في هذه الصفحة",
  ],
  previous: ["Previous", "Zurück", "Précédent", "Anterior", "Anterior", "前へ", "上一页", "السابق"],
  next: ["Next", "Weiter", "Suivant", "Siguiente", "Próximo", "次へ", "下一页", "التالي"],
  edit: [
    "Edit this page",
    "Diese Seite bearbeiten",
    "Modifier cette page",
    "Editar esta página",
    "Editar esta página",
    "このページを編集",
    "编辑此页",
    "حرِّر هذه الصفحة",
  ],
  updated: [
    "Last updated",
    "Zuletzt geändert",
    "Dernière mise à jour",
    "Última actualización",
    "Última atualização",
    "最終更新日",
    "最后更新",
    "آخر تحديث",
  ],
  search: ["Search", "Suche", "Rechercher", "Buscar", "Pesquisar", "検索", "搜索", "بحث"],
  searchHint: [
    "Type to search",
    "Suchbegriff eingeben",
    "Saisissez votre recherche",
    "Escribe para buscar",
    "Digite para pesquisar",
    "検索語を入力",
    "输入搜索内容",
    "اكتب للبحث",
  ],
  noResults: [
    "Nothing found",
    "Nichts gefunden",
    "Aucun résultat",
    "Sin resultados",
    "Nenhum resultado",
    "見つかりませんでした",
    "没有找到结果",
    "لا توجد نتائج",
  ],
  searchFailed: [
    "The search cannot be loaded.",
    "Die Suche kann nicht geladen werden.",
    "La recherche ne peut pas être chargée.",
    "No se puede cargar la búsqueda.",
    "Não foi possível carregar a pesquisa.",
    "検索を読み込めません。",
    "无法加载搜索。",
    "تعذّر تحميل البحث.",
  ],
  close: ["Close", "Schließen", "Fermer", "Cerrar", "Fechar", "閉じる", "关闭", "إغلاق"],
  language: ["Language", "Sprache", "Langue", "Idioma", "Idioma", "言語", "语言", "اللغة"],
  // Shown above a page that is not translated.
  untranslated: [
    "This page has not been translated yet.",
    "Diese Seite ist noch nicht übersetzt.",
    "Cette page n’a pas encore été traduite.",
    "Esta página aún no está traducida.",
    "Esta página ainda não foi traduzida.",
    "このページはまだ翻訳されていません。",
    "此页面尚未翻译。",
    "لم تُترجم هذه الصفحة بعد.",
  ],
  copy: ["Copy", "Kopieren", "Copier", "Copiar", "Copiar", "コピー", "复制", "نسخ"],
  copied: ["Copied", "Kopiert", "Copié", "Copiado", "Copiado", "コピーしました", "已复制", "تم النسخ"],
  anchor: [
    "Link to this section",
    "Link zu diesem Abschnitt",
    "Lien vers cette section",
    "Enlace a esta sección",
    "Link para esta seção",
    "このセクションへのリンク",
    "此部分的链接",
    "رابط إلى هذا القسم",
  ],
  note: ["Note", "Hinweis", "Remarque", "Nota", "Nota", "メモ", "备注", "ملاحظة"],
  tip: ["Tip", "Tipp", "Astuce", "Consejo", "Dica", "ヒント", "提示", "نصيحة"],
  important: ["Important", "Wichtig", "Important", "Importante", "Importante", "重要", "重要", "مهم"],
  warning: ["Warning", "Warnung", "Avertissement", "Advertencia", "Aviso", "警告", "警告", "تحذير"],
  caution: ["Caution", "Achtung", "Attention", "Precaución", "Cuidado", "注意", "当心", "تنبيه"],
  // Name of the navigation in the footer, for screen readers.
  footer: ["Footer", "Fußzeile", "Pied de page", "Pie de página", "Rodapé", "フッター", "页脚", "التذييل"],
  announcement: ["Announcement", "Ankündigung", "Annonce", "Anuncio", "Anúncio", "お知らせ", "公告", "إعلان"],
  dismiss: ["Dismiss", "Ausblenden", "Masquer", "Ocultar", "Dispensar", "閉じる", "关闭", "إخفاء"],
  // The field and button of a newsletter, and the button of a form.
  email: [
    "E-mail address",
    "E-Mail-Adresse",
    "Adresse e-mail",
    "Correo electrónico",
    "Endereço de e-mail",
    "メールアドレス",
    "电子邮箱",
    "البريد الإلكتروني",
  ],
  subscribe: ["Subscribe", "Abonnieren", "S’abonner", "Suscribirse", "Assinar", "登録", "订阅", "اشتراك"],
  send: ["Send", "Senden", "Envoyer", "Enviar", "Enviar", "送信", "发送", "إرسال"],
  optional: ["optional", "optional", "facultatif", "opcional", "opcional", "任意", "选填", "اختياري"],
  // The label of the honeypot field, which only bots fill in.
  trap: [
    "Leave this field empty",
    "Dieses Feld leer lassen",
    "Laissez ce champ vide",
    "Deja este campo vacío",
    "Deixe este campo vazio",
    "この欄は空のままにしてください",
    "请将此项留空",
    "اترك هذا الحقل فارغًا",
  ],
  // The switch between billing periods.
  period: [
    "Billing period",
    "Abrechnungszeitraum",
    "Période de facturation",
    "Período de facturación",
    "Período de cobrança",
    "お支払い期間",
    "计费周期",
    "فترة الفوترة",
  ],
  included: ["Included", "Enthalten", "Inclus", "Incluido", "Incluído", "含まれます", "包含", "مشمول"],
  excluded: [
    "Not included",
    "Nicht enthalten",
    "Non inclus",
    "No incluido",
    "Não incluído",
    "含まれません",
    "不包含",
    "غير مشمول",
  ],
  // Lists of posts.
  newer: [
    "Newer",
    "Neuere",
    "Plus récents",
    "Más recientes",
    "Mais recentes",
    "新しい記事",
    "较新",
    "الأحدث",
  ],
  older: ["Older", "Ältere", "Plus anciens", "Más antiguos", "Mais antigos", "以前の記事", "较早", "الأقدم"],
  by: ["By", "Von", "Par", "Por", "Por", "執筆", "作者", "بقلم"],
  noPosts: [
    "Nothing has been published here yet.",
    "Hier ist noch nichts erschienen.",
    "Rien n’a encore été publié ici.",
    "Aún no se ha publicado nada aquí.",
    "Nada foi publicado aqui ainda.",
    "まだ記事はありません。",
    "这里还没有发布内容。",
    "لم يُنشر شيء هنا بعد.",
  ],
  feed: ["Feed", "Feed", "Flux", "Canal", "Feed", "フィード", "订阅源", "الموجز"],
  posts: ["Posts", "Beiträge", "Articles", "Artículos", "Artigos", "記事", "文章", "المقالات"],
} as const satisfies Readonly<Record<string, Row>>;

/** The value of `ui` in layouts. */
export type UiStrings = Readonly<Record<keyof typeof WORDS, string>> & {
  /** The writing direction of the language. */
  readonly dir: "ltr" | "rtl";
};

/** Languages that are written from right to left, by the first part of their tag. */
const RTL = new Set(["ar", "arc", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"]);

function wordsOf(column: number, dir: UiStrings["dir"]): UiStrings {
  const words = Object.entries(WORDS).map(([name, row]) => [name, row[column]]);
  return { dir, ...(Object.fromEntries(words) as Record<keyof typeof WORDS, string>) };
}

/** One object for all pages, so that it is hashed once. */
const ALL: Readonly<Record<string, UiStrings>> = Object.fromEntries(
  LANGUAGES.map((tag, column) => [tag, wordsOf(column, RTL.has(tag) ? "rtl" : "ltr")]),
);
const [ENGLISH, ENGLISH_RTL] = [ALL["en"] ?? wordsOf(0, "ltr"), wordsOf(0, "rtl")];

/**
 * The theme's texts in a language (`pt-BR`): those of its first part, or else English, in the language's own
 * direction.
 */
export function uiFor(language: string): UiStrings {
  const main = language.toLowerCase().split("-")[0] ?? "";
  return ALL[main] ?? (RTL.has(main) ? ENGLISH_RTL : ENGLISH);
}
