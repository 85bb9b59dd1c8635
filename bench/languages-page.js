/** A page with code in twenty languages. */

/** A language, and lines of code in it. */
const SAMPLES = {
  bash: 'for file in *.md; do\n  echo "$file" | wc -c\ndone',
  c: '#include <stdio.h>\nint main(void) { printf("%d\\n", 42); return 0; }',
  cpp: "#include <vector>\ntemplate <typename T> T last(const std::vector<T>& list) { return list.back(); }",
  csharp: "public record Point(int X, int Y);\nConsole.WriteLine(new Point(1, 2) with { Y = 3 });",
  css: "main > p { color: oklch(60% 0.1 200); margin-block: 1rem; }",
  diff: "-const old = 1;\n+const fresh = 2;",
  dockerfile: "FROM node:22\nWORKDIR /site\nRUN npm ci",
  go: 'package main\nimport "fmt"\nfunc main() { defer fmt.Println("end") }',
  html: '<p class="note">Text &amp; <a href="/">link</a></p>',
  java: "final class Main { public static void main(String[] args) { var sum = 1 + 2; } }",
  javascript: "export async function* lines(list) { for (const one of list) yield `${one}\\n`; }",
  json: '{ "name": "site", "pages": [1, 2, null] }',
  kotlin: 'data class Page(val title: String)\nfun main() = println(Page("a").copy(title = "b"))',
  php: "<?php\nforeach ($pages as $page) { echo htmlspecialchars($page['title']); }",
  python: 'def total(items: list[int]) -> int:\n    """Adds up."""\n    return sum(x for x in items if x)',
  ruby: "pages.select { |page| page.draft? }.each do |page|\n  puts page.title\nend",
  rust: 'fn main() { let list: Vec<u8> = vec![1, 2]; println!("{list:?}"); }',
  sql: "SELECT title, count(*) FROM pages WHERE draft = false GROUP BY title;",
  typescript: "type Page = { readonly title: string };\nconst pages: Page[] = [];",
  yaml: "title: Site\npages:\n  - name: Home\n    draft: false",
};

export function languagesPage() {
  const blocks = Object.entries(SAMPLES).map(
    ([name, code]) => `## ${name}\n\n\`\`\`${name}\n${code}\n\`\`\`\n`,
  );
  return `# Code\n\n${blocks.join("\n")}`;
}
