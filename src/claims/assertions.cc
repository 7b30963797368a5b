// From a paragraph to its sentences, and what is refused before anything is read.
#include "claims/assertions.h"

#include <algorithm>
#include <array>

#include "claims/assertion_parts.h"
#include "claims/sentences.h"
#include "core/core.h"

namespace cuibono::claims {
namespace {

constexpr std::size_t sentence_tokens_max = 160;

/// Ends with a question mark, or begins as a question does.
bool is_question(const SentenceView& view) {
  std::size_t end = view.tokens.size();
  for (std::size_t i = 0; i < view.tokens.size(); ++i) {
    if (view.is_mark(i, U"¿？?")) return true;
  }
  while (end > 0 && view.tokens[end - 1].kind == TokenKind::mark) --end;
  if (view.cues->verb_final() && end > 0) {
    const auto& last = view.tokens[end - 1].lower;
    for (const std::u32string_view ending : {U"까", U"는가", U"나요", U"을까", U"인가"}) {
      if (last.ends_with(ending)) return true;
    }
  }
  if (view.first(Cue::uncertain, {0, end}) != nullptr) return false;
  // "The question is who …"; "Есть ли …": the particle stands second or third.
  for (const auto& match : view.matches) {
    if (match.cue != Cue::question) continue;
    if (match.begin == 0 || match.end > match.begin + 1 ||
        (match.value == "late" && match.begin < 3))
      return true;
  }
  return false;
}

bool has_noun_before(const SentenceView& view, std::size_t token) {
  for (std::size_t i = 0; i < token; ++i) {
    if (view.is_word(i) && !view.is(Cue::article, i) && !view.is(Cue::conjunction, i) &&
        !view.is(Cue::preposition, i))
      return true;
  }
  return false;
}

/// Words in marks that nobody is quoted with: „geständige“. Names in marks begin with a capital.
bool is_ironic(const SentenceView& view) {
  const bool attributed = view.first(Cue::say, {0, view.tokens.size()}) != nullptr ||
                          view.first(Cue::allege, {0, view.tokens.size()}) != nullptr ||
                          view.first(Cue::according, {0, view.tokens.size()}) != nullptr ||
                          view.first(Cue::according_after, {0, view.tokens.size()}) != nullptr;
  for (const auto& match : view.matches) {
    // "so-called" before a verb of this page or a word in marks.
    if (match.cue != Cue::irony || match.end >= view.tokens.size()) continue;
    if (view.is_mark(match.end, U"„“\"«‘'") || view.tokens[match.end].kind == TokenKind::word)
      return true;
  }
  for (const Quote& quote : view.quotes) {
    std::size_t count = 0, first = view.tokens.size(), last = first;
    bool verb = false, small_inside = false;
    for (std::size_t i = 0; i < view.tokens.size(); ++i) {
      const Token& token = view.tokens[i];
      if (token.range.from < quote.range.from || token.range.to > quote.range.to) continue;
      if (token.kind == TokenKind::mark) continue;
      small_inside = small_inside || (count > 0 && !view.capital(i));
      if (count++ == 0) first = i;
      last = i;
      for (const Cue cue :
           {Cue::accuse, Cue::charge, Cue::convict, Cue::admit, Cue::deny, Cue::act}) {
        verb = verb || view.is(cue, i);
      }
    }
    if (count == 0 || count > 3) continue;
    const bool small = !view.capital(first) && view.tokens[first].kind == TokenKind::word &&
                       !is_hangul(view.tokens[first].lower.front());
    // "«Благодійник» купив віллу", "Der „Berater“ …": one word in marks, and no noun before it.
    const bool lone = count == 1 && first < 3 && !has_noun_before(view, first);
    // "“Crypto king” Ann Example …": a by-name before a name.
    const bool by_name = small_inside && first < 3 && !has_noun_before(view, first) &&
                         last + 2 < view.tokens.size() && view.is_word(last + 2) &&
                         view.capital(last + 2);
    if (!attributed && (small || verb || lone || by_name)) return true;
  }
  return false;
}

/// "Ulf T. wurde", "Obras S.A. negó": the point of an initial inside a sentence belongs to it.
void join_initials(std::vector<Token>& tokens, const Cues& cues) {
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    Token& word = tokens[i - 1];
    if (tokens[i].lower != U"." || word.kind != TokenKind::word ||
        word.range.to != tokens[i].range.from || is_hangul(word.lower.front()))
      continue;
    const bool initial = word.lower.size() == 1 && tokens[i + 1].kind != TokenKind::mark;
    const bool inside = word.lower.size() == 1 && tokens[i + 1].range.from == tokens[i].range.to;
    const bool firm = cues.is(Cue::abbreviation, word.lower) && word.lower.size() > 1 &&
                      tokens[i + 1].kind == TokenKind::word && cues.language() == "en";
    if (!initial && !inside && !firm) continue;
    word.range.to = tokens[i].range.to;
    tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

bool all_capitals(std::u32string_view text, const Token& token) {
  const auto word = text.substr(token.range.from, token.range.to - token.range.from);
  return word.size() > 2 && std::all_of(word.begin(), word.end(),
                                        [](char32_t c) { return is_upper(c) || !is_letter(c); });
}

/// "KARSHOLM, March 4 (Nordwire) - …", "(벨모라=가상통신) …": the end of where and by whom a text was filed.
std::size_t dateline_end(std::u32string_view text, const std::vector<Token>& tokens,
                         const Cues& cues) {
  constexpr std::size_t dateline_tokens_max = 16;
  const auto is = [&](std::size_t i, std::u32string_view marks) {
    return tokens[i].kind == TokenKind::mark &&
           marks.find(tokens[i].lower.front()) != std::u32string_view::npos;
  };
  const std::size_t count = std::min(tokens.size(), dateline_tokens_max);
  bool signed_inside = false;
  for (std::size_t i = 1; i < count && is(0, U"(["); ++i) {
    signed_inside = signed_inside || is(i, U"=");
    if (is(i, U")]")) return signed_inside ? i + 1 : 0;
  }
  bool in_brackets = false;
  for (std::size_t i = 1; i + 1 < count; ++i) {
    in_brackets = (in_brackets || is(i - 1, U"(")) && !is(i - 1, U")");
    if (in_brackets) continue;
    if (is(i, U"—–-")) {
      const bool pointed = i > 1 && is(i - 1, U".") && is(i - 2, U")");
      const bool apart = pointed || tokens[i - 1].range.to < tokens[i].range.from;
      return apart && (pointed || is(i - 1, U")") || all_capitals(text, tokens[0])) ? i + 1 : 0;
    }
    const Token& token = tokens[i - 1];
    const bool fits = token.kind != TokenKind::word || is_upper(text[token.range.from]) ||
                      cues.is(Cue::month, token.lower) || cues.is(Cue::preposition, token.lower);
    if (!fits || is(i, U"„“\"«:;?!") || cues.is(Cue::article, token.lower)) return 0;
  }
  return 0;
}

/// «Деньги, — пояснила бухгалтер, — ушли»: one pair of marks, two quotations and their speaker.
void break_quotes(const SentenceView& view, const Cues& cues, std::vector<Quote>& quotes) {
  const auto dash = [&](std::size_t i) { return view.is_mark(i, U"—–"); };
  for (std::size_t q = 0, count = quotes.size(); q < count; ++q) {
    std::size_t from = view.tokens.size(), to = from;
    for (std::size_t i = 2; i < view.tokens.size() && to == view.tokens.size(); ++i) {
      const Range at = view.tokens[i].range;
      if (at.from < quotes[q].range.from || at.to > quotes[q].range.to) continue;
      if (from == view.tokens.size() && dash(i - 1) && view.is_mark(i - 2, U",.!?…") &&
          cues.is(Cue::say, view.tokens[i].lower))
        from = i - 2;
      if (from < i && dash(i) && i > from + 1) to = i;
    }
    if (to >= view.tokens.size()) continue;
    const Range whole = quotes[q].range;
    quotes[q].range.to = view.tokens[from].range.to;
    quotes.push_back({{view.tokens[to].range.from, whole.to}, quotes[q].depth});
  }
}

SentenceView make_view(std::u32string_view text, Range range, const Cues& cues) {
  SentenceView view;
  view.text = text;
  view.range = range;
  view.cues = &cues;
  const auto sentence = text.substr(range.from, range.to - range.from);
  view.tokens = read_tokens(sentence);
  join_initials(view.tokens, cues);
  const std::size_t filed = dateline_end(sentence, view.tokens, cues);
  if (filed + 1 < view.tokens.size())
    view.tokens.erase(view.tokens.begin(),
                      view.tokens.begin() + static_cast<std::ptrdiff_t>(filed));
  for (Token& token : view.tokens) {
    token.range.from += range.from;
    token.range.to += range.from;
  }
  view.quotes = find_quotes(sentence);
  for (Quote& quote : view.quotes) {
    quote.range.from += range.from;
    quote.range.to += range.from;
  }
  break_quotes(view, cues, view.quotes);
  view.matches = cues.find(view.tokens);
  return view;
}

}  // namespace

std::string_view review_reason_name(ReviewReason reason) noexcept {
  constexpr std::array<std::string_view, 12> names = {"question",
                                                      "conditional",
                                                      "negated attribution",
                                                      "quotation inside quotation",
                                                      "irony",
                                                      "two speakers",
                                                      "pronoun",
                                                      "no speaker",
                                                      "no subject",
                                                      "no verb",
                                                      "no language",
                                                      "too long"};
  return names[static_cast<std::size_t>(reason)];
}

const CueMatch* SentenceView::at(Cue cue, std::size_t begin) const {
  const CueMatch* best = nullptr;
  for (const auto& match : matches) {
    if (match.begin > begin) break;
    if (match.cue == cue && match.begin == begin && (best == nullptr || match.end > best->end)) {
      best = &match;
    }
  }
  return best;
}

const CueMatch* SentenceView::ending(Cue cue, std::size_t end) const {
  for (const auto& match : matches) {
    if (match.cue == cue && match.end == end) return &match;
  }
  return nullptr;
}

const CueMatch* SentenceView::covering(Cue cue, std::size_t token) const {
  for (const auto& match : matches) {
    if (match.begin > token) break;
    if (match.cue == cue && match.end > token) return &match;
  }
  return nullptr;
}

const CueMatch* SentenceView::first(Cue cue, Span span) const {
  for (const auto& match : matches) {
    if (match.cue == cue && match.begin >= span.begin && match.begin < span.end) return &match;
  }
  return nullptr;
}

bool SentenceView::is_mark(std::size_t token, std::u32string_view marks) const {
  return token < tokens.size() && tokens[token].kind == TokenKind::mark &&
         marks.find(tokens[token].lower.front()) != std::u32string_view::npos;
}

bool SentenceView::is_word(std::size_t token) const {
  return token < tokens.size() && tokens[token].kind != TokenKind::mark;
}

bool SentenceView::capital(std::size_t token) const {
  return token < tokens.size() && is_upper(text[tokens[token].range.from]);
}

bool SentenceView::quoted(std::size_t token) const {
  return std::any_of(quotes.begin(), quotes.end(), [&](const Quote& quote) {
    if (tokens[token].range.from < quote.range.from || tokens[token].range.to > quote.range.to)
      return false;
    const auto inside = std::count_if(tokens.begin(), tokens.end(), [&](const Token& t) {
      return t.kind != TokenKind::mark && t.range.from >= quote.range.from &&
             t.range.to <= quote.range.to;
    });
    return inside > 3;
  });
}

std::size_t SentenceView::behind_date(Span span) const {
  std::size_t i = span.begin;
  const auto number = [&](std::size_t at) {
    return at < span.end && tokens[at].kind == TokenKind::number;
  };
  const auto small_word = [&](std::size_t at) {
    return at < span.end && (is(Cue::preposition, at) || is(Cue::article, at));
  };
  while (small_word(i)) ++i;
  if (!number(i)) return span.begin;
  ++i;
  if (i < span.end && is_mark(i, U".")) ++i;
  while (small_word(i)) ++i;
  if (i >= span.end || !is(Cue::month, i)) return span.begin;
  ++i;
  if (small_word(i) && number(i + 1)) ++i;
  return number(i) ? i + 1 : i;
}

Words SentenceView::words(Span span) const {
  if (span.empty()) return {};
  return words_of({tokens[span.begin].range.from, tokens[span.end - 1].range.to});
}

Words SentenceView::words_of(Range range_of) const {
  return {encode_points(text.substr(range_of.from, range_of.to - range_of.from)), range_of};
}

/// A line without the mark that ends a sentence: a headline.
bool is_headline(const SentenceView& view) {
  return !view.tokens.empty() && view.is_word(view.tokens.size() - 1);
}

std::optional<ReviewReason> find_refusal(const SentenceView& view) {
  if (view.tokens.size() > sentence_tokens_max) return ReviewReason::too_long;
  if (is_question(view)) return ReviewReason::question;
  // "Had the bank known, …", "Wäre die Bank gewarnt worden, …": a condition only where the verb stands first.
  if (std::any_of(view.matches.begin(), view.matches.end(), [](const CueMatch& match) {
        return match.cue == Cue::conditional && (match.value != "first" || match.begin == 0);
      }))
    return ReviewReason::conditional;
  // A name in marks inside a quotation is no second quotation: it holds at most three words.
  for (const Quote& quote : view.quotes) {
    if (quote.depth < 2) continue;
    const auto count = std::count_if(view.tokens.begin(), view.tokens.end(), [&](const Token& t) {
      return t.kind != TokenKind::mark && t.range.from >= quote.range.from &&
             t.range.to <= quote.range.to;
    });
    const auto from = view.text[std::min<std::size_t>(quote.range.from + 1, view.text.size() - 1)];
    if (count > 3 || !is_upper(from)) return ReviewReason::nested_quotation;
  }
  // A verb of saying inside a quotation hands on a third person's words.
  for (const auto& match : view.matches) {
    if ((match.cue == Cue::say || match.cue == Cue::allege || match.cue == Cue::according) &&
        match.value != "tail" && view.quoted(match.begin)) {
      return ReviewReason::nested_quotation;
    }
  }
  if (is_ironic(view)) return ReviewReason::irony;
  if (is_headline(view)) return ReviewReason::no_verb;
  return std::nullopt;
}

Reading read_assertions(std::string_view text, std::string_view language) {
  Reading out;
  const auto points = core::decode_utf8(text);
  if (!points) return out;
  const Cues* cues = nullptr;
  for (const Cues& known : all_cues()) {
    if (known.language() == language) cues = &known;
  }
  if (cues == nullptr) cues = find_language(read_tokens(*points));
  if (cues != nullptr) out.language = cues->language();
  for (const Sentence& sentence : find_sentences(*points, cues)) {
    const auto inside = std::u32string_view(*points).substr(
        sentence.range.from, sentence.range.to - sentence.range.from);
    if (std::none_of(inside.begin(), inside.end(), is_letter)) continue;
    if (cues == nullptr) {
      out.reviews.push_back({sentence.range, ReviewReason::no_language});
      continue;
    }
    const SentenceView view = make_view(*points, sentence.range, *cues);
    if (const auto refusal = find_refusal(view)) {
      out.reviews.push_back({sentence.range, *refusal});
      continue;
    }
    const std::size_t before = out.assertions.size();
    if (cues->verb_final()) {
      read_verb_final(view, out);
    } else {
      read_clauses(view, out);
    }
    const auto quantities = read_quantities(*points, view.tokens, view.matches, *cues);
    for (std::size_t i = before; i < out.assertions.size(); ++i) {
      out.assertions[i].quantities = quantities;
      out.assertions[i].sentence = sentence.range;
    }
  }
  return out;
}

std::string find_text_language(std::string_view text) {
  const auto points = core::decode_utf8(text);
  if (!points) return {};
  const Cues* cues = find_language(read_tokens(*points));
  return cues == nullptr ? std::string() : cues->language();
}

}  // namespace cuibono::claims
