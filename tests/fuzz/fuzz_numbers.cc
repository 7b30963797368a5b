// libFuzzer asks: three bytes choose how decimals are written, the others are a cell.
#include <array>

#include "evidence/account.h"
#include "fuzz_laws.h"

namespace cuibono::fuzz {
namespace {

void check_number(std::string_view bytes) {
  constexpr std::size_t choices = 3;
  if (bytes.size() < choices) return;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  constexpr std::array groups{'\0', ',', '.', '\'', ' '};
  core::DecimalStyle style;
  style.point = byte(0) % 2 == 0 ? '.' : ',';
  style.group = groups[byte(1) % groups.size()];
  if (style.group == style.point) style.group = 0;
  style.parenthesis_minus = byte(0) % 4 < 2;
  style.trailing_minus = byte(0) % 8 < 4;
  const auto exponent = static_cast<std::uint8_t>(byte(2) % 19);
  const std::string_view cell = bytes.substr(choices);
  const auto parsed = core::parse_decimal(cell, style, exponent);
  if (parsed.fault.has_value()) return;
  must(parsed.scaled != INT64_MIN, "the least number is kept for what is not stated");
  const auto plain = evidence::read_plain_digits(core::trim(cell), style.point, exponent);
  const core::Int128 size = parsed.scaled < 0 ? -core::Int128{parsed.scaled} : parsed.scaled;
  must(!plain.has_value() || *plain == size, "a second reading of the digits agrees", cell);
  // Law 1: the number written as digits and read again.
  std::string digits = std::to_string(parsed.scaled);
  const std::size_t sign = parsed.scaled < 0 ? 1 : 0;
  if (digits.size() - sign <= exponent)
    digits.insert(sign, exponent + 1 + sign - digits.size(), '0');
  if (exponent > 0) digits.insert(digits.size() - exponent, 1, style.point);
  const auto again = core::parse_decimal(digits, style, exponent);
  must(!again.fault.has_value() && again.scaled == parsed.scaled, "parse(format(x)) = x", digits);
}

}  // namespace
}  // namespace cuibono::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  cuibono::fuzz::check_number(cuibono::fuzz::bytes_of(data, size));
  return 0;
}
