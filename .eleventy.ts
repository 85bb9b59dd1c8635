import { defineSite } from "handbill";

export default defineSite({
  title: "Handbill",
  description: "A static site generator for marketing and documentation sites.",
  language: "en",
  search: true,
});
