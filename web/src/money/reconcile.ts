// The line that shows that nothing is lost: in = out + left + lost, as the engine added it up.
import { foreign, h } from "../dom";
import { t } from "../i18n";
import type { Reconcile } from "../types";

export function reconcileLine(reconcile: Reconcile): HTMLElement {
  return h("div", { class: "reconcile" },
    h("p", { class: reconcile.balanced ? "ok" : "bad" },
      h("strong", {}, reconcile.balanced ? `✓ ${t("balanced")}: ` : `✗ ${t("not_balanced")}: `),
      foreign(reconcile.text)),
    h("details", {}, h("summary", {}, t("parts")),
      h("dl", {}, ...reconcile.parts.flatMap((part) =>
        [h("dt", {}, foreign(part.label)), h("dd", { class: "number" }, part.text)]))));
}
