#include "simulation/identifiers.h"

#include <array>
#include <cstddef>
#include <vector>

#include "core/core.h"

namespace cuibono::simulation {
namespace {

/// The start of the bank part ('#' is the number of the bank) and how many account digits follow.
struct IbanPlan {
  std::string_view country, prefix;
  unsigned digits = 0;
};
constexpr std::array iban_plans = {
    IbanPlan{"AT", "9999#", 11},       IbanPlan{"BE", "99#", 9},
    IbanPlan{"CH", "9999#", 12},       IbanPlan{"CY", "999#9999", 16},
    IbanPlan{"CZ", "999#", 16},        IbanPlan{"DE", "999#0000", 10},
    IbanPlan{"DK", "999#", 10},        IbanPlan{"EE", "9#", 14},
    IbanPlan{"ES", "999#0001", 12},    IbanPlan{"FI", "99#", 11},
    IbanPlan{"FR", "9999#00001", 13},  IbanPlan{"GB", "ZZS#999999", 8},
    IbanPlan{"GR", "99#9999", 16},     IbanPlan{"IE", "ZZS#999999", 8},
    IbanPlan{"IT", "X9999#99999", 12}, IbanPlan{"KZ", "99#", 13},
    IbanPlan{"LT", "9999#", 11},       IbanPlan{"LV", "ZZS#", 13},
    IbanPlan{"NL", "ZZS#", 10},        IbanPlan{"NO", "999#", 7},
    IbanPlan{"PL", "9999999#", 16},    IbanPlan{"PT", "999#9999", 13},
    IbanPlan{"SE", "99#", 17},
};

struct CallingCode {
  std::string_view country;
  std::uint64_t code = 0;
};
constexpr std::array calling_codes = {
    CallingCode{"AT", 43},  CallingCode{"BE", 32},  CallingCode{"CH", 41},  CallingCode{"CY", 357},
    CallingCode{"CZ", 420}, CallingCode{"DE", 49},  CallingCode{"DK", 45},  CallingCode{"EE", 372},
    CallingCode{"ES", 34},  CallingCode{"FI", 358}, CallingCode{"FR", 33},  CallingCode{"GB", 44},
    CallingCode{"GR", 30},  CallingCode{"IE", 353}, CallingCode{"IT", 39},  CallingCode{"KR", 82},
    CallingCode{"KZ", 76},  CallingCode{"LT", 370}, CallingCode{"LV", 371}, CallingCode{"NL", 31},
    CallingCode{"NO", 47},  CallingCode{"PL", 48},  CallingCode{"PT", 351}, CallingCode{"SE", 46},
};

const IbanPlan* find_plan(std::string_view country) noexcept {
  for (const auto& plan : iban_plans) {
    if (plan.country == country) return &plan;
  }
  return nullptr;
}

constexpr std::uint64_t power_of_ten(unsigned digits) noexcept {
  std::uint64_t power = 1;
  while (digits-- > 0) power *= 10;
  return power;
}

/// Serial numbers scattered over all numbers of so many digits. The factor ends in 1 and shares no
/// divisor with ten, so this is a bijection below 10^digits.
std::uint64_t scatter(std::uint64_t serial, unsigned digits) noexcept {
  constexpr std::uint64_t factor = 618'033'988'741ULL, shift = 314'159'265'358ULL;
  const std::uint64_t modulus = power_of_ten(digits);
  const auto product = static_cast<core::Int128>(serial % modulus) * (factor % modulus) + shift;
  return static_cast<std::uint64_t>(product % static_cast<core::Int128>(modulus));
}

std::string padded(std::uint64_t number, unsigned digits) {
  std::string text = std::to_string(number);
  return text.size() >= digits ? text : std::string(digits - text.size(), '0') + text;
}

/// Remainder by 97 of a text whose letters count as 10 to 35.
unsigned mod_97(std::string_view text) noexcept {
  unsigned rest = 0;
  for (const char c : text) {
    const bool letter = c >= 'A' && c <= 'Z';
    const auto value = static_cast<unsigned>(letter ? c - 'A' + 10 : c - '0');
    rest = (rest * (letter ? 100U : 10U) + value) % 97U;
  }
  return rest;
}

char luhn_digit(std::string_view digits) noexcept {
  unsigned sum = 0;
  bool twice = true;
  for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
    const auto digit = static_cast<unsigned>(digits[i] - '0') * (twice ? 2U : 1U);
    sum += digit / 10 + digit % 10;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::uint32_t bech32_checksum(const std::vector<std::uint8_t>& values) noexcept {
  constexpr std::array<std::uint32_t, 5> generator = {0x3b6a57b2U, 0x26508e6dU, 0x1ea119faU,
                                                      0x3d4233ddU, 0x2a1462b3U};
  std::uint32_t sum = 1;
  for (const std::uint8_t value : values) {
    const std::uint32_t top = sum >> 25;
    sum = ((sum & 0x1ffffffU) << 5) ^ value;
    for (unsigned i = 0; i < 5; ++i) {
      if ((top >> i & 1U) != 0) sum ^= generator[i];
    }
  }
  return sum;
}

}  // namespace

std::uint64_t make_phone_digits(std::string_view country, std::uint64_t serial) {
  constexpr unsigned subscriber_digits = 8;
  std::uint64_t tag = 0;
  for (const auto& known : calling_codes) {
    if (known.country == country) tag = known.code;
  }
  CB_ASSERT(tag != 0);
  const std::uint64_t front = 999 * (tag >= 100 ? 1000U : 100U) + tag;
  return front * power_of_ten(subscriber_digits) + scatter(serial, subscriber_digits);
}

std::string make_imsi(std::uint64_t network, std::uint64_t serial) {
  return "9997" + std::to_string(network) + padded(scatter(serial, 10), 10);
}

std::string make_imei(std::uint64_t serial) {
  // One type code for every ten thousand serial numbers; six digits each, as TS 23.003 has them.
  std::string digits =
      "77" + padded(scatter(serial / 10'000, 6), 6) + padded(scatter(serial, 6), 6);
  digits += luhn_digit(digits);
  return digits;
}

bool has_iban(std::string_view country) noexcept { return find_plan(country) != nullptr; }

std::string make_iban(std::string_view country, unsigned bank, std::uint64_t serial) {
  const IbanPlan* plan = find_plan(country);
  CB_ASSERT(plan != nullptr && bank < 10);
  if (plan == nullptr) return {};
  std::string basic;
  for (const char c : plan->prefix) {
    if (c != '#') {
      basic += c;
    } else if (basic.starts_with("ZZ")) {
      basic += static_cast<char>('A' + static_cast<char>(bank));
    } else {
      basic += static_cast<char>('0' + static_cast<char>(bank));
    }
  }
  basic += padded(scatter(serial, plan->digits), plan->digits);
  const unsigned rest = mod_97(basic + std::string(country) + "00");
  return std::string(country) + padded(98 - rest, 2) + basic;
}

std::string make_national_account(std::uint64_t serial) { return padded(scatter(serial, 12), 12); }

std::string make_chain_address(std::uint64_t seed, std::uint64_t serial) {
  constexpr std::string_view prefix = "btctest";
  constexpr std::string_view letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  constexpr std::size_t groups = 32;  // 160 bits in groups of five
  std::vector<std::uint8_t> values;
  for (const char c : prefix) values.push_back(static_cast<std::uint8_t>(c) >> 5);
  values.push_back(0);
  for (const char c : prefix) values.push_back(static_cast<std::uint8_t>(c) & 31U);
  const std::size_t front = values.size();
  values.push_back(0);  // version
  const core::CounterRandom random(seed, serial);
  for (std::size_t i = 0; i < groups; ++i) {
    values.push_back(static_cast<std::uint8_t>(random.at(i)[0] & 31U));
  }
  std::vector<std::uint8_t> whole = values;
  whole.insert(whole.end(), 6, 0);
  const std::uint32_t sum = bech32_checksum(whole) ^ 1U;
  for (unsigned i = 0; i < 6; ++i) {
    values.push_back(static_cast<std::uint8_t>(sum >> (5 * (5 - i)) & 31U));
  }
  std::string address = "btctest:btctest1";
  for (std::size_t i = front; i < values.size(); ++i) address += letters[values[i]];
  return address;
}

std::string make_transaction_hash(std::uint64_t seed, std::uint64_t serial) {
  constexpr std::string_view digits = "0123456789abcdef";
  const core::CounterRandom random(seed, serial);
  std::string text;
  for (std::uint64_t i = 0; i < 2; ++i) {
    for (std::uint32_t word : random.at(i)) {
      for (int n = 0; n < 8; ++n, word >>= 4) text += digits[word & 15U];
    }
  }
  return text;
}

}  // namespace cuibono::simulation
