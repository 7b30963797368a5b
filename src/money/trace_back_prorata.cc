// Pro rata backwards.
//
// Idea        w of an account is the part of each unit there that ends at the target. At the end w is 1
//             on the target and 0 elsewhere. Back over a payment a from p, which had b, to q:
//             w(p) = (w(p)·(b - a) + w(q)·a) / b. A seed of amount a gives the target a·w(q), and what
//             it displaced gives nothing.
// Encoding    w in 2^-62, beside the balance: 16 bytes an account. Where both ends have the same w, as
//             almost everywhere both have 0, there is nothing to divide.
// Invariants  0 <= w <= 2^62; what is rounded down is never made up for.
#include "money/trace_back_parts.h"

namespace cuibono::money {
namespace {

__extension__ typedef unsigned __int128 Wide;
constexpr std::int64_t one = std::int64_t{1} << 62;

/// floor(dividend / divisor) where it fits 64 bits.
inline std::uint64_t divide(Wide dividend, std::uint64_t divisor) noexcept {
#if defined(__x86_64__)
  // One instruction; the compiler would call a routine for any two 128-bit numbers.
  std::uint64_t quotient = 0, remainder = 0;
  __asm__("divq %4"
          : "=a"(quotient), "=d"(remainder)
          : "a"(static_cast<std::uint64_t>(dividend)),
            "d"(static_cast<std::uint64_t>(dividend >> 64)), "rm"(divisor)
          : "cc");
  return quotient;
#else
  return static_cast<std::uint64_t>(dividend / divisor);
#endif
}

inline Wide product(std::int64_t a, std::int64_t b) noexcept {
  return static_cast<Wide>(static_cast<std::uint64_t>(a)) * static_cast<std::uint64_t>(b);
}

struct State {
  std::int64_t balance_minor = 0;
  std::int64_t weight = 0;  ///< of 2^-62
};
static_assert(sizeof(State) == 16);

}  // namespace

core::Result<BackTraced> trace_back_prorata(const core::RunContext& context,
                                            std::span<const LedgerTransfer> transfers,
                                            std::span<const Seed> seeds,
                                            const TraceOptions& options, const BackTarget& target) {
  CB_TRY(const BackLedger ledger, read_back_ledger(context, transfers, seeds, options, target));
  const bool is_payment = target.kind == BackTarget::Kind::payment;
  BackTraced out;
  out.total_minor = ledger.total_minor;
  out.fraction_bits = back_fraction_bits(ledger.total_minor);
  std::vector<State> state(options.accounts);
  for (std::uint32_t id = 0; id < options.accounts; ++id)
    state[id].balance_minor = ledger.tape.balance_minor[id];
  if (!is_payment) state[target.id].weight = one;
  core::Int128 sum = 0;

  const auto step = [&](const BackPayment& back) {
    const Payment& p = back.payment;
    State& payer = state[p.payer];
    const bool is_target = is_payment && p.transfer == target.id;
    const std::int64_t carried = is_target ? one : state[p.payee].weight;
    if (p.seed_tag != 0) {
      const auto units =
          static_cast<std::int64_t>(product(p.amount_minor, carried) >> (62 - out.fraction_bits));
      if (units > 0) out.sources.push_back({p.transfer, p.seed_tag, units});
      sum += units;
    }
    const std::int64_t passed = p.seed_tag != 0 ? 0 : carried;
    if (payer.weight == passed) return;
    const Wide stayed = product(payer.weight, back.payer_before_minor - p.amount_minor);
    payer.weight =
        static_cast<std::int64_t>(divide(stayed + product(passed, p.amount_minor),
                                         static_cast<std::uint64_t>(back.payer_before_minor)));
  };
  CB_TRY_STATUS(walk_back(
      context, ledger,
      [&](std::uint32_t account) -> std::int64_t& { return state[account].balance_minor; },
      [&](std::uint32_t account) { __builtin_prefetch(&state[account], 1); }, step));

  std::reverse(out.sources.begin(), out.sources.end());
  CB_CHECK(sum <= core::Int128{out.total_minor} << out.fraction_bits,
           "sources of more money than the target has");
  return out;
}

}  // namespace cuibono::money
