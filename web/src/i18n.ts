// Words of the page. What the engine says comes in the language of the case; the page's own words are here.
import { english } from "./texts.en";
import { hebrew } from "./texts.he";

export type Words = typeof english;
export type Language = "en" | "he";
const catalogues: Record<Language, Words> = { en: english, he: hebrew };
export const languages: { id: Language; label: string }[] = [
  { id: "en", label: "English" },
  { id: "he", label: "עברית" },
];

let language: Language = stored();

function stored(): Language {
  const kept = localStorage.getItem("cuibono.language");
  return kept === "he" ? "he" : "en";
}

export function currentLanguage(): Language {
  return language;
}

export function setLanguage(next: Language): void {
  language = next;
  localStorage.setItem("cuibono.language", next);
  applyLanguage();
}

export function applyLanguage(): void {
  document.documentElement.lang = language;
  document.documentElement.dir = language === "he" ? "rtl" : "ltr";
}

/** t("shown_of", {shown: 20, total: 100}) */
export function t(key: keyof Words, values: Record<string, string | number> = {}): string {
  return catalogues[language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** A word of a closed list of the engine (a role, a band, a layer): translated where the page has it. */
export function word(text: string | null): string {
  if (!text) return t("unknown");
  const key = `word_${text}` as keyof Words;
  return catalogues[language][key] ?? text.replaceAll("_", " ");
}
