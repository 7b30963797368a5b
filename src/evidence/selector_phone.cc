// Phone numbers by libphonenumber. Fictional +999 numbers of simulated cases take a short path: no
// numbering plan knows them.
#include <phonenumbers/phonenumberutil.h>

#include "evidence/selector_parts.h"

namespace cuibono::evidence {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr std::string_view fictional_prefix = "999";
constexpr std::size_t fictional_fewest = 8, fictional_most = 15;

/// "+…" or "00…" at the front: the number is written with its country code.
std::string international_digits(std::string_view text) {
  const std::string_view written = core::trim(text);
  const std::string digits = digits_of(written);
  if (written.find('+') != std::string_view::npos) return digits;
  if (digits.starts_with("00") && !digits.starts_with("000")) return digits.substr(2);
  return {};
}

NormalForm fictional(const std::string& digits, const SelectorContext& context) {
  NormalForm form{SelectorKind::tel, Validity::valid, "tel:+" + digits, {}};
  if (!context.simulated) {
    form.validity = Validity::plausible;
    form.reason = "+999 is assigned to nobody";
  } else if (digits.size() < fictional_fewest || digits.size() > fictional_most) {
    form.validity = Validity::invalid;
    form.reason = "a number of that length cannot exist";
  }
  return form;
}

/// False where a number of a possible length would be read as another one in its own normal form: zeros
/// of dialling that a plan takes off one at a time ("000 49 30…" in Germany).
bool reads_as_itself(const PhoneNumberUtil& util, const std::string& e164) {
  PhoneNumber again;
  if (util.Parse(e164, "ZZ", &again) != PhoneNumberUtil::NO_PARSING_ERROR) return false;
  std::string spelled;
  util.Format(again, PhoneNumberUtil::E164, &spelled);
  return spelled == e164;
}

}  // namespace

NormalForm normalise_phone(std::string_view text, const SelectorContext& context) {
  if (text.starts_with("local:")) return local_selector("tel", text, context);
  std::string_view written = core::trim(text);
  if (core::starts_with_ascii_nocase(written, "tel:")) written = core::trim(written.substr(4));
  // "555-0100 ext. 7", "+999… (home)": what follows the number is not part of it.
  const std::string digits = digits_of(written);
  const std::string international = international_digits(written);
  if (international.starts_with(fictional_prefix)) return fictional(international, context);
  if (context.simulated && international.empty() && digits.starts_with(fictional_prefix) &&
      digits.size() >= 10) {
    return fictional(digits, context);  // written without plus or zeros, as databases do
  }
  constexpr std::size_t shortest = 7, longest = 17;
  if ((international.empty() && digits.size() < shortest) || digits.size() > longest)
    return local_selector("tel", written, context);
  if (international.empty() && context.region.empty()) {
    // A country code without plus is common in exports; a plan must confirm it.
    PhoneNumber guess;
    const auto* util = PhoneNumberUtil::GetInstance();
    if (digits.size() >= 11 &&
        util->Parse("+" + digits, "ZZ", &guess) == PhoneNumberUtil::NO_PARSING_ERROR &&
        util->IsValidNumber(guess)) {
      std::string e164;
      util->Format(guess, PhoneNumberUtil::E164, &e164);
      return {SelectorKind::tel, Validity::plausible, "tel:" + e164,
              "read with a country code, though no + stands before it"};
    }
    return local_selector("tel", digits, context);
  }
  const auto* util = PhoneNumberUtil::GetInstance();
  PhoneNumber number;
  const std::string region = context.region.empty() ? "ZZ" : context.region;
  const std::string spelled = international.empty() ? digits : "+" + international;
  if (util->Parse(spelled, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) {
    return invalid_form("tel", digits, context, "cannot be read as a phone number");
  }
  std::string e164;
  util->Format(number, PhoneNumberUtil::E164, &e164);
  if (util->IsValidNumber(number)) return {SelectorKind::tel, Validity::valid, "tel:" + e164, {}};
  if (util->IsPossibleNumber(number) && reads_as_itself(*util, e164)) {
    return {SelectorKind::tel, Validity::plausible, "tel:" + e164,
            "of a possible length, but in no numbering plan of 2022"};
  }
  return invalid_form("tel", digits, context, "is too short or too long for its country");
}

}  // namespace cuibono::evidence
