/** The words of the theme's header, footer, sections and blog, by language. */

/** Texts of `ui` in layouts, beside those of documentation. */
export interface MarketingStrings {
  /** Name of the navigation at the foot of the page, for those who hear it. */
  readonly footer: string;
  readonly announcement: string;
  readonly dismiss: string;
 
  /** The field and button of a newsletter; the button of a form. */
  readonly email: string;
  readonly subscribe: string;
  readonly send: string;
  readonly optional: string;
  /** The label of the field that only robots fill in. */
  readonly trap: string;
  /** The switch between prices. */
  readonly period: string;
  readonly included: string;
  readonly excluded: string;
  /** Lists of posts. */
  readonly newer: string;
  readonly older: string;
  readonly by: string;
 
  readonly noPosts: string;
  readonly feed: string;
  readonly posts: string;
}

export const marketingEnglish: MarketingStrings = { footer: "Footer", announcement: "Announcement", dismiss: "Dismiss", email: "E-mail address", subscribe: "Subscribe", send: "Send", optional: "optional", trap: "Leave this field empty", period: "Billing period", included: "Included", excluded: "Not included", newer: "Newer", older: "Older", by: "By", noPosts: "Nothing has been published here yet.", feed: "Feed", posts: "Posts" };
const de: MarketingStrings = { footer: "Fußzeile", announcement: "Ankündigung", dismiss: "Ausblenden", email: "E-Mail-Adresse", subscribe: "Abonnieren", send: "Senden", optional: "optional", trap: "Dieses Feld leer lassen", period: "Abrechnungszeitraum", included: "Enthalten", excluded: "Nicht enthalten", newer: "Neuere", older: "Ältere", by: "Von", noPosts: "Hier ist noch nichts erschienen.", feed: "Feed", posts: "Beiträge" };
const fr: MarketingStrings = { footer: "Pied de page", announcement: "Annonce", dismiss: "Masquer", email: "Adresse e-mail", subscribe: "S’abonner", send: "Envoyer", optional: "facultatif", trap: "Laissez ce champ vide", period: "Période de facturation", included: "Inclus", excluded: "Non inclus", newer: "Plus récents", older: "Plus anciens", by: "Par", noPosts: "Rien n’a encore été publié ici.", feed: "Flux", posts: "Articles" };
const es: MarketingStrings = { footer: "Pie de página", announcement: "Anuncio", dismiss: "Ocultar", email: "Correo electrónico", subscribe: "Suscribirse", send: "Enviar", optional: "opcional", trap: "Deja este campo vacío", period: "Período de facturación", included: "Incluido", excluded: "No incluido", newer: "Más recientes", older: "Más antiguos", by: "Por", noPosts: "Aún no se ha publicado nada aquí.", feed: "Canal", posts: "Artículos" };
const pt: MarketingStrings = { footer: "Rodapé", announcement: "Anúncio", dismiss: "Dispensar", email: "Endereço de e-mail", subscribe: "Assinar", send: "Enviar", optional: "opcional", trap: "Deixe este campo vazio", period: "Período de cobrança", included: "Incluído", excluded: "Não incluído", newer: "Mais recentes", older: "Mais antigos", by: "Por", noPosts: "Nada foi publicado aqui ainda.", feed: "Feed", posts: "Artigos" };
const ja: MarketingStrings = { footer: "フッター", announcement: "お知らせ", dismiss: "閉じる", email: "メールアドレス", subscribe: "登録", send: "送信", optional: "任意", trap: "この欄は空のままにしてください", period: "お支払い期間", included: "含まれます", excluded: "含まれません", newer: "新しい記事", older: "以前の記事", by: "執筆", noPosts: "まだ記事はありません。", feed: "フィード", posts: "記事" };
const zh: MarketingStrings = { footer: "页脚", announcement: "公告", dismiss: "关闭", email: "电子邮箱", subscribe: "订阅", send: "发送", optional: "选填", trap: "请将此项留空", period: "计费周期", included: "包含", excluded: "不包含", newer: "较新", older: "较早", by: "作者", noPosts: "这里还没有发布内容。", feed: "订阅源", posts: "文章" };
const ar: MarketingStrings = { footer: "التذييل", announcement: "إعلان", dismiss: "إخفاء", email: "البريد الإلكتروني", subscribe: "اشتراك", send: "إرسال", optional: "اختياري", trap: "اترك هذا الحقل فارغًا", period: "فترة الفوترة", included: "مشمول", excluded: "غير مشمول", newer: "الأحدث", older: "الأقدم", by: "بقلم", noPosts: "لم يُنشر شيء هنا بعد.", feed: "الموجز", posts: "المقالات" };

/** By the first part of a language's tag; other languages get the words of `en`. */
export const marketingStrings: Readonly<Record<string, MarketingStrings>> = { en: marketingEnglish, de, fr, es, pt, ja, zh, ar };
