// Elements. Text of evidence goes in as text and nothing else: there is no innerHTML anywhere.

export type Child = globalThis.Node | string | number | null | undefined | false;
type Props = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>;

function fill(element: Element, props: Props, children: Child[]): void {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") {
      element.addEventListener(name.replace(/^on/, ""), value as unknown as EventListener);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else {
      element.setAttribute(name, String(value));
    }
  }
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof globalThis.Node ? child : document.createTextNode(String(child)));
  }
}

/** h("button", {class: "plain", onclick: open}, "Open") */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  fill(element, props, children);
  return element;
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K, props: Props = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  fill(element, props, children);
  return element;
}

/** Text as received or made of it: its direction stays its own. */
export function foreign(text: string | number | null, tag: "bdi" | "span" = "bdi"): HTMLElement {
  return h(tag, { dir: "auto" }, text ?? "–");
}

/** Groups the digits of a count, as the engine does in its texts. */
export function grouped(count: number | null): string {
  return count === null ? "–" : String(count).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** A name, and in Latin letters beside it where it is not. */
export function bothScripts(label: string, latin: string | null): HTMLElement {
  const whole = h("span", { class: "name" }, foreign(label));
  if (latin && latin !== label) whole.append(" ", h("span", { class: "latin" }, foreign(latin)));
  return whole;
}

export function replace(container: Element, ...children: Child[]): void {
  container.replaceChildren();
  fill(container, {}, children);
}
