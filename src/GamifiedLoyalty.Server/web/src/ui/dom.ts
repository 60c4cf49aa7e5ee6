/** The element that markup names by `data-part`. */
export function part<T extends HTMLElement = HTMLElement>(holder: ParentNode, name: string): T | null {
  return holder.querySelector<T>(`[data-part="${name}"]`);
}

/** A JSON value that the server put into a data attribute. */
export function json<T>(element: HTMLElement, name: string): T {
  return JSON.parse(element.dataset[name] ?? '{}') as T;
}

export function number(text: string | undefined): number {
  return Number(text ?? 0);
}
