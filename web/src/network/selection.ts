// The selection as the address keeps it: one mark is a mark, several are a list of the first and their number.

/** An address has room for so many; the engine is asked about each. */
export const listedMost = 20;

/** What the inspector shows of these: "node:tel:…", "nodes:3:a|b|c"; `why`: the reasons alone. */
export function showOf(ids: string[], why = false): string {
  if (ids.length === 0) return "";
  const listed = ids.slice(0, listedMost).join("|");
  return why ? `why:${ids.length}:${listed}` : ids.length === 1 ? `node:${ids[0]}` : `nodes:${ids.length}:${listed}`;
}

/** The other way round; null: it shows no selection of several. */
export function selectionOf(show: string): { total: number; ids: string[] } | null {
  const found = /^(?:nodes|why):(\d+):(.*)$/.exec(show);
  return found ? { total: Number(found[1]), ids: found[2]!.split("|").filter(Boolean) } : null;
}
