// Grades of sources and of information, in the scheme of the case. They are kept as given.
#include "brief/grades.h"

#include <algorithm>
#include <array>

namespace cuibono::brief {
namespace {

struct Scheme {
  std::string_view name, reliability, credibility;
};
constexpr std::array<Scheme, 3> schemes = {
    {{"admiralty", "ABCDEF", "123456"}, {"3x5x2", "123", "ABCDE"}, {"4x4", "ABCX", "1234"}}};

}  // namespace

bool is_grading_scheme(std::string_view scheme) {
  return std::any_of(schemes.begin(), schemes.end(),
                     [&](const Scheme& one) { return one.name == scheme; });
}

bool is_grade_of(std::string_view scheme, std::string_view reliability,
                 std::string_view credibility) {
  const auto fits = [](std::string_view grade, std::string_view known) {
    return grade.empty() || (grade.size() == 1 && known.find(grade[0]) != std::string_view::npos);
  };
  for (const Scheme& one : schemes) {
    if (one.name == scheme)
      return fits(reliability, one.reliability) && fits(credibility, one.credibility);
  }
  return true;
}

bool is_low_grade(std::string_view scheme, std::string_view reliability,
                  std::string_view credibility) {
  const auto is_one_of = [](std::string_view grade, std::string_view low) {
    return grade.size() == 1 && low.find(grade[0]) != std::string_view::npos;
  };
  if (scheme == "3x5x2") return is_one_of(reliability, "3") || is_one_of(credibility, "DE");
  if (scheme == "4x4") return is_one_of(reliability, "CX") || is_one_of(credibility, "4");
  return is_one_of(reliability, "DEF") || is_one_of(credibility, "456");
}

}  // namespace cuibono::brief
