// The victims' money by hop, as the engine layered it. Widths come from amounts; everything said about them
// stands beside it as text, so that it reads without colour and on paper.
import { sankey, sankeyJustify, sankeyLinkHorizontal } from "d3-sankey";
import { foreign, h, replace, svg } from "../dom";
import { t, word } from "../i18n";
import { go } from "../state";
import type { FlowLink, Flows } from "../types";

const linksMax = 60;

interface PlainNode { id: string; label: string; hop: number; amount: string; rest: string | null; role: string }
interface PlainLink { source: string; target: string; value: number; text: string; payments: string; of: FlowLink }

/** Draws into the container's width; `chosen` gets the link that somebody opens. */
export function drawSankey(container: HTMLElement, flows: Flows, chosen: (link: FlowLink) => void): void {
  const links = [...flows.links].sort((a, b) => (BigInt(b.amount_minor) > BigInt(a.amount_minor) ? 1 : -1)).slice(0, linksMax);
  const used = new Set(links.flatMap((link) => [link.from, link.to]));
  const hops = new Set(flows.nodes.filter((node) => used.has(node.id)).map((node) => node.hop)).size;
  const width = Math.max(640, container.clientWidth - 16, hops * 205);
  const perHop = new Map<number, number>();
  for (const node of flows.nodes) if (used.has(node.id)) perHop.set(node.hop, (perHop.get(node.hop) ?? 0) + 1);
  const height = Math.max(320, 52 * Math.max(1, ...perHop.values()));
  const nodes: PlainNode[] = flows.nodes.filter((node) => used.has(node.id)).map((node) => ({
    id: node.id, label: word(node.role), hop: node.hop, role: node.role,
    amount: node.in.amount_minor === "0" ? node.out.text : node.in.text,
    rest: node.rest.amount_minor === "0" ? null : node.rest.text,
  }));
  const lowest = Math.min(...nodes.map((node) => node.hop));
  const layout = sankey<PlainNode, PlainLink>()
    .nodeId((node) => node.id)
    .nodeAlign((node, n) => Math.min(n - 1, node.hop - lowest) || (node.hop === lowest ? 0 : sankeyJustify(node, n)))
    .nodeWidth(12).nodePadding(30).extent([[4, 24], [width - 160, height - 24]]);
  const drawn = layout({
    nodes,
    links: links.map((link) => ({
      source: link.from, target: link.to, value: Math.max(1, Number(link.amount_minor)), text: link.text,
      payments: link.payments_text, of: link,
    })),
  });
  const path = sankeyLinkHorizontal();
  const name = (node: unknown) => (node as PlainNode).label;
  const picture = svg("svg", {
    class: "sankey", viewBox: `0 0 ${width} ${height}`, width, height, role: "group",
    "aria-label": t("sankey_label", { currency: flows.currency }),
  },
  svg("defs", {}, svg("pattern", { id: "rest", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("rect", { class: "hatch", width: 2, height: 6 }))),
  ...drawn.links.map((link) => {
    const words = `${name(link.source)} → ${name(link.target)}, ${t("hop", { hop: link.of.hop })}: ${link.text}, ${link.payments}`;
    const open = () => chosen(link.of);
    return svg("path", {
      class: "flow", d: path(link) ?? "", "stroke-width": Math.max(1.5, link.width ?? 1), tabindex: 0, role: "button",
      "aria-label": words, "data-link": link.of.id, onclick: open,
      onkeydown: (event: KeyboardEvent) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          open();
        }
      },
    }, svg("title", {}, words));
  }),
  ...drawn.nodes.map((node) => {
    const [x0, x1, y0, y1] = [node.x0 ?? 0, node.x1 ?? 0, node.y0 ?? 0, node.y1 ?? 0];
    const middle = (y0 + y1) / 2;
    // Three lines where there is room for them; else the rest is told by the tip and by the step list.
    const rest = node.rest ? `${t("rests")} ${node.rest}` : null;
    const tall = y1 - y0 > 40;
    return svg("g", { class: "place" },
      svg("title", {}, [node.label, node.amount, rest].filter(Boolean).join(" · ")),
      svg("rect", { class: "bar", x: x0, y: y0, width: x1 - x0, height: Math.max(1.5, y1 - y0) }),
      rest ? svg("rect", { x: x1, y: y0, width: 5, height: Math.max(1.5, y1 - y0), fill: "url(#rest)" }) : null,
      svg("text", { x: x1 + 8, y: middle - (tall ? 8 : 2), class: "label" }, node.label),
      svg("text", { x: x1 + 8, y: middle + (tall ? 6 : 11), class: "amount" }, node.amount),
      rest && tall ? svg("text", { x: x1 + 8, y: middle + 20, class: "amount" }, rest) : null);
  }));
  replace(container, h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("sankey_label", { currency: flows.currency }) }, picture),
    flows.links.length > links.length
      ? h("p", { class: "omitted" }, t("sankey_cut", { shown: links.length, total: flows.links.length }), " ",
        h("button", { type: "button", class: "plain", onclick: () => go({ view: "steps" }) }, t("tab_steps"))) : null,
    flows.omitted_because ? h("p", { class: "omitted" }, foreign(flows.omitted_because)) : null);
}
