interface Item { readonly url: string; readonly data: { readonly title: string } }
export const data = { title: "Program", layout: "page" };
export function render(this: { shout(text: string): string }, { title, collections }: { title: string; collections: { posts: Item[] } }): string {
  return `<p>${this.shout(title)} ${collections.posts.map((post) => post.data.title).join(", ")}</p>`;
}
