#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/column_look.h"
#include "evidence/header_concepts.h"
#include "evidence/mapping.h"
#include "evidence/propose_sample.h"

namespace cuibono::evidence {

/// One column as the proposal sees it: what its header says and what its cells look like.
struct ColumnView {
  std::uint32_t column = 0;
  std::string header;
  HeaderReading reading;
  ColumnLook look;
  std::string composed_of;  ///< header of the column whose cells it repeats behind a mark
};

/// The columns of a file as their headers and cells show them (propose_views.cc).
[[nodiscard]] std::vector<ColumnView> make_views(const Sniffed& sniffed, const SampledRows& sample,
                                                 std::string_view region);

/// How well a header fits a field of a kind of file, by rules over its concepts (propose_rules.cc).
/// Out     0 … 100; 0 where no rule speaks of it.
[[nodiscard]] int header_fit(ItemKind kind, Field field, const HeaderReading& reading);

/// Every concept of the header is one that some rule of the field expects.
[[nodiscard]] bool is_plainly_named(ItemKind kind, Field field, const HeaderReading& reading);

/// Fields that turn an event round, or put another sum or day in its place, where they are mistaken.
[[nodiscard]] bool may_mislead(Field field);

/// Fields that a kind of file may have, in the order in which ties are settled.
[[nodiscard]] const std::vector<Field>& fields_of(ItemKind kind);

/// How well cells fit a field (propose_fit.cc): -2 they contradict it … 2 they could hardly be
/// anything else; 0 they say nothing.
[[nodiscard]] int content_fit(Field field, const ColumnLook& look);

/// A column's field under one kind, and how sure.
struct Assigned {
  Field field = Field::unknown;
  int confidence = 0, header = 0, content = 0;
  std::string doubt;  ///< why it is doubtful whatever the weight; empty: it is not
};

/// A kind of file, with the best field for each column and how well all of it fits.
struct KindProposal {
  ItemKind kind = ItemKind::other;
  std::vector<Assigned> columns;  ///< [views]
  int score = 0;                  ///< 0: not of this kind
};

/// The kind that explains most of a file, and the next.
struct KindChoice {
  KindProposal best;
  int second_score = 0;
  ItemKind second = ItemKind::other;
  std::vector<Assigned> second_columns;
  bool is_loose = false;  ///< it lacks what its kind cannot be without
};

/// Below this a person is asked whether the kind is right.
inline constexpr std::uint8_t kind_asked_percent = 70;

/// Marks as doubtful what weights do not tell (propose_doubt.cc).
void doubt_columns(const KindChoice& choice, const std::vector<ColumnView>& views,
                   Mapping& mapping);

/// Columns to fields, one to one, best confidence first (propose_assign.cc).
[[nodiscard]] KindProposal assign_fields(ItemKind kind, const std::vector<ColumnView>& views);

/// Whether no column of a table has a name.
[[nodiscard]] bool are_nameless(const std::vector<ColumnView>& views);

/// Kind and fields of a table without a header, by its cells alone (propose_nameless.cc). Each is doubtful.
[[nodiscard]] KindProposal propose_nameless(const std::vector<ColumnView>& views,
                                            const SampledRows& sample,
                                            std::optional<ItemKind> kind);

/// What the columns of a kind say of each other: whose statement or call list it is (propose_settle.cc).
void settle_layout(KindProposal& proposal, const std::vector<ColumnView>& views);

/// Lists of properties or alerts, and templates: their rows are records of none of these kinds
/// (propose_lists.cc).
[[nodiscard]] bool states_no_records(const std::vector<ColumnView>& views);

/// What a kind is held to: `loosely` is for a file that no kind fits, and is always asked about.
enum class Essentials : std::uint8_t { all, loosely };

/// How well all of it fits; 0: not of this kind (propose_kinds.cc).
[[nodiscard]] int score_of(const KindProposal& proposal, const std::vector<ColumnView>& views,
                           Essentials essentials = Essentials::all);

/// How the values of a column are written, once its field is known (propose_form.cc).
void settle_form(ColumnMapping& mapped, const ColumnView& view);

/// A column that no field of the kind fits: understood and not needed, or not understood.
void settle_rest(ColumnMapping& mapped, const ColumnView& view);

/// Kind and columns of a table whose format's standard says what they mean (propose_declared.cc).
void take_declared(const Item& item, const formats::Table& table,
                   const std::vector<ColumnView>& views, Mapping& mapping);

/// What holds for the whole file, and the questions that are left (propose_file.cc).
void settle_file(const Item& item, const MappingContext& context, const SampledRows& sample,
                 const std::vector<ColumnView>& views, Mapping& mapping);

}  // namespace cuibono::evidence
