#pragma once
#include <string>
#include <vector>

#include "organisation/organisation.h"

namespace cuibono::organisation {

/// One number as far as it may be a desk: what speaks for it and what against.
struct Candidate {
  std::uint32_t profile = 0;  ///< position in CallProfiles::profiles
  int score = 0;              ///< 0..100
  bool linked = false;        ///< a chain of records leads to a report
  bool contradicted = false;  ///< set aside: its own records speak against it (displayed falsely, a
                              ///< handset that changed hands), or one report alone speaks for it
  std::vector<claims::Reason> reasons_for, reasons_against;
};

/// Candidates: numbers that reports name, and what grows from them by handset and by cell and
/// shift. Out  by profile; only numbers with `linked` may be called desks (law 1).
[[nodiscard]] std::vector<Candidate> find_candidates(const OrganisationInput& input);

/// Numbers that look like a call centre and have no link to victims beyond chance: for the brief's
/// "set aside", with the reason.
[[nodiscard]] std::vector<Candidate> find_look_alikes(const OrganisationInput& input,
                                                      const std::vector<Candidate>& desks);

/// Sites: desks whose main cells or handsets coincide, or that work through one list.
[[nodiscard]] std::vector<Site> find_sites(const OrganisationInput& input,
                                           const std::vector<Candidate>& desks);

/// Records of some calls of a number: outgoing ones, or where it has none, incoming.
[[nodiscard]] std::vector<evidence::RecordRef> call_records(const OrganisationInput& input,
                                                            evidence::SelectorId number,
                                                            std::size_t most);
[[nodiscard]] std::string short_id(const char* prefix, const std::string& selector);

}  // namespace cuibono::organisation
