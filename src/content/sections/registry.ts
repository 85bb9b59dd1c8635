/** The sections that come with Handbill, in the order of the documentation. */

import { code } from "./code.js";
import { comparison } from "./comparison.js";
import { contact } from "./contact.js";
import { cta } from "./cta.js";
import { faq } from "./faq.js";
import { feature } from "./feature.js";
import { features } from "./features.js";
import { gallery } from "./gallery.js";
import { hero } from "./hero.js";
import { logos } from "./logos.js";
import { markdown } from "./markdown.js";
import { newsletter } from "./newsletter.js";
import { pricing } from "./pricing.js";
import { statistics } from "./statistics.js";
import { steps } from "./steps.js";
import { team } from "./team.js";
import { testimonials } from "./testimonials.js";
import { timeline } from "./timeline.js";

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
