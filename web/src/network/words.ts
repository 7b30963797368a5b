// Sentences about marks and lines, of what the engine said of them.
import { t, word } from "../i18n";
import type { Edge, Node } from "../types";
import { lookOf } from "./marks";
import type { Picture } from "./picture";

/** Words of the engine that stand beside its numbers. */
type Told = Node & { degree_text?: string; calls: { text?: string } | null };

export function kindWord(node: Node): string {
  const kind = word(node.kind);
  const role = node.is_victim ? word("victim") : node.role ? word(node.role) : "";
  return role && role !== kind ? `${role}, ${kind}` : kind;
}

export function callsText(node: Node): string {
  if (!node.calls) return "";
  return (node as Told).calls?.text ?? `${node.calls.out} ${t("net_out")}, ${node.calls.in} ${t("net_in")}`;
}

/** Words of the engine inside a sentence of the page: they keep their direction. */
const apart = (text: string): string => `\u2068${text}\u2069`;

/** "⌂ site 1, 42 numbers, site; 42 numbers are counted to this site, 12 of them in the picture" */
function siteSentence(node: Node, picture: Picture): string {
  return [`${lookOf(node).glyph} ${apart(node.label)}`, word("site"), picture.isFolded(node.id)
    ? t("net_folded_now", { degree: apart(node.degree_text) })
    : t("net_neighbours_in", { degree: apart(node.degree_text), shown: picture.neighbours(node.id).length })].join("; ");
}

/** "☎ +999 55 0100, desk, number, strong; 12 neighbours, 9 of them in the picture; …" */
export function nodeSentence(node: Node, picture: Picture): string {
  if (node.kind === "site") return siteSentence(node, picture);
  const parts = [
    `${lookOf(node).glyph} ${apart(node.label)}${node.label_latin && node.label_latin !== node.label ? ` (${apart(node.label_latin)})` : ""}`,
    kindWord(node) + (node.band ? `, ${word(node.band)}` : ""),
    t("net_neighbours_in", { degree: apart((node as Told).degree_text ?? grouped(node.degree)), shown: picture.neighbours(node.id).length }),
  ];
  const calls = callsText(node);
  if (calls) parts.push(apart(calls));
  if (node.money) {
    parts.push(`${t("net_col_money_in")} ${apart(node.money.in.text)}, ${t("net_col_money_out")} ${apart(node.money.out.text)}`);
  }
  return parts.join("; ");
}

export function edgeSentence(edge: Edge, picture: Picture): string {
  const label = (id: string) => picture.node(id)?.label ?? id;
  return `${apart(label(edge.a))} → ${apart(label(edge.b))}: ${apart(edge.text)}`;
}

/** "2026-03-01" of a time of the engine; empty where there is none. */
export function day(time: string | null): string {
  return time ? time.slice(0, 10) : "";
}

/** 109310 as the engine writes it: with narrow spaces. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}
