// The right side: what is selected, why it is here, and the records below it.
import { get, part } from "./api";
import { bothScripts, type Child, foreign, grouped, h } from "./dom";
import { t, word } from "./i18n";
import { arrived, emptyState, fail, isAbort, listedRecords, number, recordButton, recordList, recordsOfKey,
  waiting } from "./parts";
import { getState, go, windowOf } from "./state";
import { selectionOf } from "./network/selection";
import type { Account, Claim, EdgeEvent, Finding, Lead, List, NodeDetail, Reason, Sentence, Site } from "./types";

let asked: AbortController | null = null;
/** What is being drawn, and where. */
let drawn: { container: HTMLElement; done: Promise<void> } | null = null;

/** The focus goes to what the inspector says, as soon as it says it. */
export async function goToInspector(): Promise<void> {
  await drawn?.done;
  drawn?.container.querySelector<HTMLElement>("h2")?.focus();
}

function head(title: Child, under: Child): HTMLElement {
  return h("header", {},
    h("div", {}, h("h2", { tabindex: "-1" }, title), under ? h("p", { class: "soft" }, under) : null),
    h("button", { type: "button", class: "closer", "aria-label": t("close"), onclick: () => go({ show: "" }) }, "×"));
}

function reasons(title: string, list: Reason[]): HTMLElement | null {
  if (list.length === 0) return null;
  return h("section", {}, h("h3", {}, title), ...list.map((reason) =>
    h("div", { class: "reason" }, h("p", {}, foreign(reason.text),
      !reason.weight_percent ? null : h("span", { class: "soft" }, ` ${t("weight", { n: reason.weight_percent })}`)),
    recordList(reason))));
}

/** "tel:…" and the like open the node, "S-…" the site; what is neither stays text. */
export function subjectButton(subject: string, label = subject): HTMLElement {
  if (/^S-[0-9a-f]{12}$/.test(subject)) return subjectButton(`site:${subject}`, label);
  if (!/^[a-z]+:/.test(subject)) return foreign(label);
  return h("button", { type: "button", class: "plain",
    onclick: () => go({ sel: subject, show: `node:${subject}` }) }, foreign(label));
}

function networkButton(subject: string): HTMLElement | null {
  if (/^S-[0-9a-f]{12}$/.test(subject)) return networkButton(`site:${subject}`);
  if (!/^[a-z]+:/.test(subject) || getState().screen === "network") return null;
  return h("p", {}, h("button", { type: "button",
    onclick: () => go({ screen: "network", seed: subject, sel: subject }) }, t("show_network")));
}

async function finding(id: string, signal: AbortSignal): Promise<Child[]> {
  const found = await get<Finding>(`findings/${part(id)}`, {}, { signal });
  const line = (label: string, text: string | null) =>
    text ? [h("dt", {}, label), h("dd", {}, foreign(text))] : [];
  return [
    head(foreign(found.subject === "case" ? found.text : `${word(found.kind)} · ${found.subject_label || found.subject}`),
      `${word("finding")} ${found.id}`),
    h("dl", {}, ...line(t("found_text"), found.text), h("dt", {}, t("about")), h("dd", {}, subjectButton(found.subject, found.subject_label || found.subject)),
      ...(found.band ? [h("dt", {}, t("band")), h("dd", {}, word(found.band))] : []),
      ...line(t("range"), found.range_text), ...line(t("method"), found.method)),
    found.band ? h("p", { class: "hint" }, t("rank_note")) : null,
    networkButton(found.subject),
    h("section", {}, h("h3", {}, t("records_title")), recordList(found, found.subject_label)),
    reasons(t("for"), found.for), reasons(t("against"), found.against),
    lookAlike(found),
  ];
}

async function lead(id: string, signal: AbortSignal): Promise<Child[]> {
  const found = await get<Lead>(`leads/${part(id)}`, {}, { signal });
  const line = (label: string, text: string | null) =>
    text ? [h("dt", {}, label), h("dd", {}, foreign(text))] : [];
  return [
    head(foreign(found.question), `${word("lead")} ${found.id}`),
    h("dl", {}, h("dt", {}, t("about")), h("dd", {}, subjectButton(found.subject, found.subject_label || found.subject)),
      ...line(t("lead_step"), found.step), ...line(t("lead_gain"), found.gain), ...line(t("lead_cost"), found.cost),
      ...line(t("lead_legal"), found.legal), ...line(t("lead_why"), found.why)),
    networkButton(found.subject),
    h("section", {}, h("h3", {}, t("records_title")), recordList(found, found.subject_label)),
  ];
}

async function claim(id: string, signal: AbortSignal): Promise<Child[]> {
  const found = await get<Claim>(`claims/${part(id)}`, {}, { signal });
  return [
    head(foreign(`${found.subject_label || found.subject} · ${word(found.predicate)} · ${found.object}`),
      `${word("claim")} ${found.id}`),
    h("dl", {}, h("dt", {}, t("about")), h("dd", {}, subjectButton(found.subject, found.subject_label || found.subject)),
      h("dt", {}, t("said_by")), h("dd", {}, foreign(found.said_by)),
      ...(found.force ? [h("dt", {}, t("force")), h("dd", {}, word(found.force))] : [])),
    h("section", {}, h("h3", {}, t("records_title")), recordList(found, found.object)),
  ];
}

interface Line { id: string; text: string }

function links(title: string, verb: string, lines: Line[], total = lines.length): HTMLElement | null {
  if (lines.length === 0) return null;
  return h("section", {}, h("h3", {}, title), h("ul", { class: "lines" }, ...lines.map((line) =>
    h("li", {}, h("button", { type: "button", class: "plain", onclick: () => go({ show: `${verb}:${line.id}` }) },
      foreign(line.text))))),
  total > lines.length ? h("p", { class: "omitted" }, t("shown_of", { shown: lines.length, total: grouped(total) })) : null);
}

const named = (ids: string[], verb: string): Line[] =>
  ids.slice(0, 20).map((id) => ({ id, text: `${word(verb)} ${id}` }));

async function sentence(id: string, signal: AbortSignal): Promise<Child[]> {
  const found = await get<Sentence>(`sentences/${part(id)}`, {}, { signal });
  const numbers = (found.numbers ?? []).filter((one) => one.finding);
  return [
    head(foreign(found.text), `${word("sentence")} ${found.id}`),
    h("section", {}, h("h3", {}, t("records_title")),
      recordList({ records: found.records ?? [], records_total: found.records_total ?? 0 })),
    numbers.length > 0 ? h("section", {}, h("h3", {}, t("numbers")), h("ul", { class: "lines" }, ...numbers.map((one) =>
      h("li", {}, h("button", { type: "button", class: "plain", onclick: () => go({ show: `finding:${one.finding}` }) },
        foreign(one.text)))))) : null,
    links(t("findings"), "finding", named(found.findings, "finding"), found.findings.length),
    links(t("claims"), "claim", named(found.claims, "claim"), found.claims.length),
  ];
}

function accountFacts(account: Account): Child[] {
  return [h("dt", {}, account.currency),
    h("dd", {}, account.role ? `${word(account.role)} · ` : "", `${t("in")} `, foreign(account.in?.text ?? null),
      ` · ${t("out")} `, foreign(account.out?.text ?? null))];
}

/** Marks that stand as one: the engine knows each of them, not the group. */
function group(id: string): Child[] {
  const of = id.replace(/^group:/, "");
  return [head(t("group_title"), word("group")), h("p", {}, t("group_words")),
    h("dl", {}, h("dt", {}, t("about")), h("dd", {}, subjectButton(of))), networkButton(of)];
}

/** A site: the finding that counts its numbers together, and the records below it. */
async function site(id: string, signal: AbortSignal): Promise<Child[]> {
  const name = id.replace(/^site:/, "");
  const [one, about] = await Promise.all([
    get<Site>(`sites/${part(name)}`, {}, { signal }),
    get<List<Finding>>("findings", { subject: name, limit: 20 }, { signal }),
  ]);
  const ground = one.finding ? await get<Finding>(`findings/${part(one.finding)}`, {}, { signal }) : null;
  const size = about.rows.find((row) => row.kind === "size");
  return [
    head(h("span", {}, foreign(one.label), " · ", number(one.text, one, { title: `${one.label}: ${one.text}` })),
      foreign(name)),
    h("p", { class: "hint" }, t("site_words")),
    h("dl", {},
      ...(ground?.band ? [h("dt", {}, t("band")), h("dd", {}, word(ground.band))] : []),
      ...(ground?.method ? [h("dt", {}, t("method")), h("dd", {}, foreign(ground.method))] : []),
      ...(one.staff?.text ? [h("dt", {}, t("site_staff")), h("dd", {}, size
        ? h("button", { type: "button", class: "number", onclick: () => go({ show: `finding:${size.id}` }) }, foreign(one.staff.text))
        : foreign(one.staff.text))] : []),
      ...(one.cells?.length ? [h("dt", {}, t("site_cells")), h("dd", {}, ...one.cells.map((cell) => h("div", {}, foreign(cell))))] : [])),
    networkButton(id),
    reasons(t("site_why"), ground?.for ?? []), reasons(t("against"), ground?.against ?? []),
    lookAlike(ground),
    links(t("findings"), "finding", about.rows.map((row) => ({ id: row.id, text: `${word(row.kind)} · ${row.text}` })), about.total),
    h("section", {}, h("h3", {}, t("site_numbers")), h("ul", { class: "lines" }, ...one.numbers.map((text) =>
      h("li", {}, subjectButton(text, text.replace(/^[a-z]+:/, ""))))),
    one.numbers_total > one.numbers.length
      ? h("p", { class: "omitted" }, t("shown_of", { shown: one.numbers.length, total: grouped(one.numbers_total) })) : null),
    h("section", {}, h("h3", {}, t("records_title")), recordList(one)),
  ];
}

function lookAlike(found: Finding | null): HTMLElement | null {
  if (!found?.look_alike?.text) return null;
  return h("section", {}, h("h3", {}, t("look_alike")), h("p", {}, foreign(found.look_alike.text)),
    found.look_alike.settle ? h("p", {}, h("strong", {}, `${t("settles")}: `), foreign(found.look_alike.settle)) : null);
}

/** "held together by" as the page's own words. */
const factWord = (label: string): string => word(label.replaceAll(" ", "_"));

function factList(found: NodeDetail): Child[] {
  return found.facts.flatMap((fact) => [h("dt", {}, factWord(fact.label)),
    h("dd", {}, number(fact.text, fact, { title: `${fact.label}: ${fact.text}`, find: found.node.label }))]);
}

/** One of several: what the engine says of it, or, asked why, what speaks for and against it with the records. */
async function oneOf(id: string, why: boolean, signal: AbortSignal, note: (words: string) => void): Promise<HTMLElement> {
  if (id.startsWith("group:")) return h("section", {}, h("h3", {}, t("group_title")), h("p", {}, subjectButton(id.slice(6))));
  if (id.startsWith("site:")) {
    const one = await get<Site>(`sites/${part(id.slice(5))}`, {}, { signal });
    const ground = why && one.finding ? await get<Finding>(`findings/${part(one.finding)}`, {}, { signal }) : null;
    return h("section", {}, h("h3", {}, subjectButton(id, one.label)),
      h("p", {}, number(one.text, one, { title: `${one.label}: ${one.text}` })),
      ...(ground ? [reasons(t("site_why"), ground.for), reasons(t("against"), ground.against), lookAlike(ground)] : []));
  }
  const found = await get<NodeDetail>(`nodes/${part(id)}`, windowOf(), { signal, whileLoading: note });
  const { actor, account } = found;
  const [speaksFor, against] = [[...(actor?.for ?? []), ...(account?.for ?? [])], [...(actor?.against ?? []), ...(account?.against ?? [])]];
  const said = [found.node.kind, found.node.role, actor?.band ?? found.node.band].flatMap((text) => (text ? [word(text)] : []));
  return h("section", {}, h("h3", {}, subjectButton(id, found.node.label)), h("p", { class: "soft" }, said.join(" · ")),
    ...(why && speaksFor.length ? [reasons(t("for"), speaksFor), reasons(t("against"), against)]
      : [why ? h("p", { class: "soft" }, t("no_reasons")) : null, why ? null : h("dl", {}, ...factList(found)),
        ...(why ? found.facts.filter((fact) => fact.records.length).map((fact) =>
          h("div", { class: "reason" }, h("p", {}, `${factWord(fact.label)}: `, foreign(fact.text)), recordList(fact, found.node.label))) : [])]),
    found.findings.rows.length ? h("ul", { class: "lines" }, ...findingLines(found).slice(0, 5).map((line) =>
      h("li", {}, h("button", { type: "button", class: "plain", onclick: () => go({ show: `finding:${line.id}` }) },
        foreign(line.text))))) : null,
    found.findings.total > 5 ? h("p", { class: "omitted" }, `${t("findings")}: `, t("shown_of", { shown: 5, total: grouped(found.findings.total) })) : null);
}

const findingLines = (found: NodeDetail): Line[] => found.findings.rows.map((row) => ({
  id: row.id, text: row.text.startsWith(word(row.kind)) ? row.text : `${word(row.kind)} · ${row.text}` }));

/** Several marks: each as the engine tells it. */
async function several(show: string, signal: AbortSignal, note: (words: string) => void): Promise<Child[]> {
  const { total, ids } = selectionOf(show)!;
  const why = show.startsWith("why:");
  const sections = await Promise.all(ids.map((id) => oneOf(id, why, signal, note)));
  // Of one alone the title says which it is.
  const only = total === 1 ? sections[0]?.querySelector("h3") : null;
  if (only) return [head(h("span", {}, `${t("why")} `, ...only.childNodes), null), ...[...sections[0]!.childNodes].filter((child) => child !== only)];
  return [
    head(t(why ? "why_several" : "several", { count: total }),
      ids.length < total ? t("shown_of", { shown: ids.length, total: grouped(total) }) : null),
    total > 1 ? h("p", { class: "hint" }, t("several_note")) : null,
    ...sections,
  ];
}

/** A number that is counted to a site: what speaks for the number, and the finding that holds the site. */
async function counted(id: string, mark: string, signal: AbortSignal, note: (words: string) => void): Promise<Child[]> {
  const [found, one] = await Promise.all([
    get<NodeDetail>(`nodes/${part(id)}`, windowOf(), { signal, whileLoading: note }),
    get<Site>(`sites/${part(mark.replace(/^site:/, ""))}`, {}, { signal })]);
  return [
    head(h("span", {}, subjectButton(id, found.node.label), " → ", subjectButton(mark, one.label)), t("net_counted")),
    h("p", {}, t("link_words")),
    reasons(t("for"), found.actor?.for ?? []), reasons(t("against"), found.actor?.against ?? []),
    one.finding ? links(t("findings"), "finding", [{ id: one.finding, text: `${one.label}, ${one.text}` }]) : null,
  ];
}

async function node(id: string, signal: AbortSignal, note: (words: string) => void): Promise<Child[]> {
  if (id.startsWith("group:")) return group(id);
  if (id.startsWith("site:")) return site(id, signal);
  const found = await get<NodeDetail>(`nodes/${part(id)}`, windowOf(), { signal, whileLoading: note });
  const { actor, account } = found;
  const band = actor?.band ?? found.node.band;
  const names = (actor?.names ?? []).filter((name) => name.text !== found.node.label);
  return [
    head(bothScripts(found.node.label, found.node.label_latin),
      [word(found.node.kind), found.node.role ? word(found.node.role) : ""].filter(Boolean).join(" · ")),
    h("dl", {},
      ...(band ? [h("dt", {}, t("band")), h("dd", {}, word(band))] : []),
      ...(found.node.site ? [h("dt", {}, t("site")), h("dd", {}, subjectButton(found.node.site))] : []),
      ...(names.length ? [h("dt", {}, t("names")), h("dd", {}, ...names.slice(0, 8).map((name) =>
        h("div", {}, bothScripts(name.text, name.latin))))] : []),
      ...(account ? accountFacts(account) : found.accounts.flatMap(accountFacts)),
      ...factList(found)),
    networkButton(id),
    reasons(t("for"), [...(actor?.for ?? []), ...(account?.for ?? [])]),
    reasons(t("against"), [...(actor?.against ?? []), ...(account?.against ?? [])]),
    links(t("findings"), "finding", findingLines(found), found.findings.total) ?? h("p", { class: "soft" }, t("no_findings")),
    links(t("claims"), "claim", found.claims.rows.map((one) =>
      ({ id: one.id, text: `${word(one.predicate)} · ${one.object}` })), found.claims.total),
    links(t("leads"), "lead", found.leads.rows.map((one) => ({ id: one.id, text: one.question })), found.leads.total),
    found.ties.rows.length > 0 ? h("section", {}, h("h3", {}, t("ties")), h("ul", { class: "lines" },
      ...found.ties.rows.map((tie) => h("li", {}, subjectButton(tie.node, tie.label), " ", number(tie.text, tie,
        { title: `${tie.label}: ${tie.text}`, find: tie.label }))))) : null,
  ];
}

async function edge(id: string, signal: AbortSignal, note: (words: string) => void): Promise<Child[]> {
  const [a = "", b = "", layer = "", currency = ""] = id.split("|");
  if (layer === "site") return counted(a, b, signal, note);
  // What a group or a folded site sums up has no list of its own.
  const sum = [a, b].find((end) => /^(group|site):/.test(end));
  if (sum) return node(sum, signal, note);
  const found = await get<List<EdgeEvent>>("graph/edge",
    { a, b, layer, currency, ...windowOf(), limit: 100 }, { signal, whileLoading: note });
  return [
    head(h("span", {}, subjectButton(a), " → ", subjectButton(b)), word(layer)),
    h("section", {}, h("h3", {}, t("events")),
      h("ol", { class: "events" }, ...found.rows.map((event) => h("li", {},
        foreign(`${event.at_text ?? t("no_time")} · ${event.text} `),
        ...event.records.map((ref) => h("span", {}, recordButton(ref, event.text), " "))))),
      h("p", { class: "omitted" }, t("shown_of", { shown: found.shown, total: grouped(found.total) }), " ",
        found.omitted_because ? foreign(found.omitted_because) : null)),
  ];
}

async function records(key: string): Promise<Child[]> {
  const listed = listedRecords(key);
  const grounded = listed?.grounded ?? recordsOfKey(key);
  if (!grounded) return [emptyState(t("inspector_empty"))];
  const find = listed?.find ?? getState().find;
  return [
    head(foreign(listed?.title ?? (find || t("records_title"))), t("records_title")),
    recordList(grounded, find),
  ];
}

/** Draws what `show` of the address names. */
export function drawInspector(container: HTMLElement, show: string): Promise<void> {
  const done = drawNow(container, show);
  drawn = { container, done };
  return done;
}

async function drawNow(container: HTMLElement, show: string): Promise<void> {
  asked?.abort();
  if (!show) {
    arrived(container, h("p", { class: "soft" }, t("inspector_empty")));
    return;
  }
  const controller = new AbortController();
  asked = controller;
  const at = show.indexOf(":");
  const [verb, id] = [show.slice(0, at), show.slice(at + 1)];
  const note = (words: string) => waiting(container, words);
  waiting(container);
  try {
    const { signal } = controller;
    const drawn = await (
      verb === "finding" ? finding(id, signal)
      : verb === "lead" ? lead(id, signal)
      : verb === "claim" ? claim(id, signal)
      : verb === "sentence" ? sentence(id, signal)
      : verb === "node" ? node(id, signal, note)
      : verb === "edge" ? edge(id, signal, note)
      : verb === "nodes" || verb === "why" ? several(show, signal, note)
      : records(show));
    if (!controller.signal.aborted) arrived(container, ...drawn);
  } catch (error) {
    if (isAbort(error) || controller.signal.aborted) return;
    fail(container, error, () => void drawInspector(container, show));
  }
}
