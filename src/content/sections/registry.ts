/** The built-in sections, in the order of the documentation. */

import { code } from "./types/code.js";
import { comparison } from "./types/comparison.js";
import { contact } from "./types/contact.js";
import { cta } from "./types/cta.js";
import { faq } from "./types/faq.js";
import { feature } from "./types/feature.js";
import { features } from "./types/features.js";
import { gallery } from "./types/gallery.js";
import { hero } from "./types/hero.js";
import { logos } from "./types/logos.js";
import { markdown } from "./types/markdown.js";
import { newsletter } from "./types/newsletter.js";
import { pricing } from "./types/pricing.js";
import { statistics } from "./types/statistics.js";
import { steps } from "./types/steps.js";
import { team } from "./types/team.js";
import { testimonials } from "./types/testimonials.js";
import { timeline } from "./types/timeline.js";

export const sectionSchemas = {
  hero,
  logos,
  features,
  feature,
  statistics,
  steps,
  code,
  testimonials,
  pricing,
  comparison,
  team,
  faq,
  cta,
  newsletter,
  contact,
  gallery,
  timeline,
  markdown,
} as const;
