#pragma once
// Inside assertions: one part of a sentence, in languages whose verb stands in the middle. The verb is looked
// for first (assertion_verbs.cc); its subject before it, behind it, or between the auxiliary and it
// (assertion_nouns.cc); the rest is what is said (assertion_clause.cc).
#include <cstddef>
#include <optional>
#include <vector>

#include "claims/assertion_parts.h"
#include "claims/assertion_speaker.h"

namespace cuibono::claims {

class ClauseReader {
 public:
  ClauseReader(const SentenceView& view, Span part, Reading& out)
      : view_(view), part_(part), out_(out), said_(find_speaker(view, part)) {}

  void read();

 private:
  void review(ReviewReason reason);

  /// A quotation of whole words whose speaker no verb of saying names.
  [[nodiscard]] bool unspoken_quote() const;
  [[nodiscard]] bool pronoun_only() const;

  [[nodiscard]] bool in_content(std::size_t token) const;

  /// Clauses that tell more of a noun: their verbs are not the sentence's.
  void mark_relative();
  [[nodiscard]] bool is_finite(std::size_t token) const;
  /// "A clerk who stole the fees has been fined": where the main clause goes on behind a clause that no comma
  /// opens, at a place of the content; 0: it does not.
  [[nodiscard]] std::size_t main_verb_behind(std::size_t at) const;
  /// "payments without an invoice": what a noun lacks behind the verb; the verb itself is not negated.
  [[nodiscard]] bool lacks_noun(std::size_t token) const;
  /// "… is open and no arrests are ruled out": what is negated behind a conjunction is left for review.
  void cut_negated(const CueMatch& verb);

  [[nodiscard]] bool usable(const CueMatch& match) const;

  [[nodiscard]] std::vector<const CueMatch*> find_verbs() const;

  /// A word with the ending of a verb that no list has.
  [[nodiscard]] bool is_weak_verb(const CueMatch& match) const;

  /// "an operation led by the police has …": a participle with its agent tells more of a noun.
  void drop_reduced(std::vector<const CueMatch*>& verbs,
                    const std::vector<const CueMatch*>& weak) const;

  /// ", registered in Belgara, collapsed": a participle between commas, where a verb follows them.
  void drop_parted(std::vector<const CueMatch*>& verbs,
                   const std::vector<const CueMatch*>& weak) const;

  /// Two words that may be the verb, and nothing that tells which.
  [[nodiscard]] bool doubtful(const std::vector<const CueMatch*>& verbs,
                              const std::vector<const CueMatch*>& weak) const;

  [[nodiscard]] bool is_frame(const CueMatch& match) const;

  [[nodiscard]] std::optional<ReviewReason> refuse_verb(
      const CueMatch& verb, const std::vector<const CueMatch*>& verbs) const;

  /// A plain verb that says less than its sentence: an unknown verb of saying, an accusation of no list.
  [[nodiscard]] std::optional<ReviewReason> refuse_plain(const CueMatch& verb) const;

  /// "…, the regulator found": a source with a verb of no list.
  [[nodiscard]] bool ends_with_source(const CueMatch& verb) const;

  /// A name or a noun phrase: not too long, and no mark inside that ends a clause.
  [[nodiscard]] bool is_plain(Span span) const;

  /// "not guilty", "no es firme": the negation belongs to a longer phrase.
  [[nodiscard]] bool covered_by_frame(std::size_t token) const;

  [[nodiscard]] bool follows_conjunction(const CueMatch& match) const;

  /// The auxiliary of a verb: the first one before it in the clause.
  [[nodiscard]] std::optional<std::size_t> auxiliary(const CueMatch& verb) const;

  /// "is said to", "soll": a hedge that is the auxiliary itself.
  [[nodiscard]] bool opens_verb(std::size_t token) const;

  [[nodiscard]] bool is_passive(const CueMatch& verb) const;

  /// The first noun phrase of a span: up to a preposition, a comma, an article, a number further in.
  [[nodiscard]] Span first_phrase(Span span, bool between) const;

  /// ", Ana Prueba,": a name behind the office of its bearer belongs to it. Its end, or the comma.
  [[nodiscard]] std::size_t name_end(std::size_t comma, std::size_t end) const;

  [[nodiscard]] bool strong_verb(std::size_t token) const;
  /// A comma of a list: a word or two, then a conjunction or one more comma, and no verb.
  [[nodiscard]] bool goes_on_as_list(std::size_t comma, std::size_t end) const;

  /// "the Prosecutor's Office of Northhaven", "Fiscalía de Villaejemplo": a preposition between two names or
  /// behind a counted noun.
  [[nodiscard]] bool joins_noun(std::size_t token) const;

  /// "millones de euros", "director de la sucursal": a Spanish genitive.
  [[nodiscard]] bool joins_common_noun(std::size_t token) const;

  struct Subject {
    Span span;
    bool before = false;  ///< stands before its verb
    std::size_t what_from = 0;
    std::optional<ReviewReason> refusal;
  };

  [[nodiscard]] Subject refused(ReviewReason reason) const { return {{}, false, 0, reason}; }

  /// Days and places that open a clause: "On Monday", "In Lakeport," "В офисе".
  [[nodiscard]] bool is_adverbial(Span span) const;

  /// What stands before a verb, without an adverbial and its comma, and without what follows a comma.
  [[nodiscard]] Subject noun_before(Span span) const;

  /// "На суде свидетель …", "En Villaejemplo la policía …": where the noun begins behind an adverbial that no
  /// comma closes; else the end of the phrase.
  [[nodiscard]] std::size_t noun_behind_adverbial(Span phrase) const;

  /// "On the action day, …"
  [[nodiscard]] bool opens_with_adverbial(Span span) const;

  [[nodiscard]] Span trim_front(Span span) const;

  /// "видел, как Мнимый …", "looking": no noun phrase.
  [[nodiscard]] bool holds_clause(Span span) const;

  /// "wurden bei einem Einsatz in Lindow acht Wohnungen …": behind the places that stand before a subject.
  [[nodiscard]] Span behind_places(Span span) const;

  /// ", 42," or ", who …," or ", head of the firm,": closed before the verb, or a number.
  [[nodiscard]] bool closes_apposition(std::size_t comma, std::size_t end) const;

  /// "hat der Stadtrat Aufträge …": a name, or a subject and its object; nothing tells.
  [[nodiscard]] bool two_nouns(Span span) const;

  /// Whether the subject may stand behind a verb: of an active one what stands there may be its object.
  [[nodiscard]] bool may_precede_subject(const CueMatch& verb) const;
  /// A lone noun in a case of no subject: "группой руководил …".
  [[nodiscard]] bool is_oblique(std::size_t token) const;

  /// A verb whose object stands in that case: "руководил", "керував".
  [[nodiscard]] bool takes_instrumental(std::size_t token) const;
  /// A plural noun before a verb in the singular is its object: "следы оставил один автомобиль".
  [[nodiscard]] bool disagrees(Span subject, const CueMatch& verb) const;

  /// "the woman agreed to … and admitted …": where the first of several actions begins.
  [[nodiscard]] std::size_t first_action(std::size_t from, const CueMatch& verb) const;

  /// "two men, a woman and a child", "the director, Ana Prueba, and her sister": all of it up to the verb.
  [[nodiscard]] bool is_list(std::size_t comma, std::size_t end) const;

  [[nodiscard]] Subject find_subject(const CueMatch& verb) const;

  /// "dass drei Verdächtige in Musterstadt festgenommen wurden": the verb stands last, the subject first.
  [[nodiscard]] Subject german_before(Subject subject, const CueMatch&) const;

  /// Whom an active verb is about: its object, which no place before `behind` holds.
  [[nodiscard]] Span find_object(const CueMatch& verb, std::size_t behind) const;

  /// "denied on Tuesday that …": the clause that is denied, if there is one.
  [[nodiscard]] std::optional<Span> denied_clause(const CueMatch& verb) const;
  /// Of whom the denied clause speaks; nothing, and a review, where it could not be read itself.
  [[nodiscard]] std::optional<Words> denied_subject(Span clause);

  /// "gegen X Anklage wegen …": the verb's own noun is no part of the name.
  [[nodiscard]] Span without_noun_of(const CueMatch& verb, Span span) const;

  /// "чиновник обвинения отрицает": what is denied stands before its verb and is no part of the name.
  [[nodiscard]] Span without_accusation(Span span, const CueMatch& verb) const;

  /// "the conviction of X", "приговор X", "la condena de X"; empty where no person follows.
  [[nodiscard]] Span behind_judgment(Span object) const;

  /// Who did it, behind "by": only somebody who speaks by office.
  [[nodiscard]] Span find_agent(const CueMatch& verb) const;

  [[nodiscard]] Words text_of(Span span) const { return view_.words(span); }

  /// Whether a quotation that opens a phrase also closes in it.
  [[nodiscard]] bool closes_quote(Span span) const;

  /// "acquitted A but convicted B": the same speaker of somebody else.
  void add_second(const CueMatch& verb);
  bool add(const CueMatch& verb, const std::optional<Words>& same_subject);

  /// By its ending, to whom something was done (ru, uk).
  [[nodiscard]] bool dative(std::size_t token) const;
  /// Whom an accusation without an accuser is made to: what stands before its verb in that case.
  [[nodiscard]] Span dative_before(const CueMatch& verb) const;

  /// Against whom; of what is withdrawn also inside the clause that tells more of it.
  [[nodiscard]] Span find_against(bool inside_relative = false) const;

  [[nodiscard]] std::size_t last_word() const;

  [[nodiscard]] bool is_first_person(Span span) const;
  /// "Hemos bloqueado …": the verb alone says who.
  [[nodiscard]] Span first_person() const;
  [[nodiscard]] bool holds_verb(Span span) const;
  /// "the office reports that it stopped …" without the "it": one verb in the singular, and no other noun for it.
  [[nodiscard]] bool speaks_of_itself(const CueMatch& verb) const;

  void set_speaker(Assertion& a, const CueMatch& verb, Span agent) const;

  void set_force(Assertion& a, const CueMatch& verb) const;

  const SentenceView& view_;
  Span part_;
  Reading& out_;
  Attributed said_;
  Span content_;
  std::vector<bool> relative_;
};

}  // namespace cuibono::claims
