// The slow twin: for each payment, all that stand before it, one after another.
#include <set>

#include "money/transfer_features.h"

namespace cuibono::money {

TransferFeatures transfer_features_reference(const PaymentColumns& payments,
                                             std::int64_t window_us) {
  TransferFeatures features;
  for (std::size_t i = 0; i < payments.time_us.size(); ++i) {
    const auto payer = payments.payer[i], payee = payments.payee[i];
    std::set<std::uint32_t> payees, payers;
    std::uint32_t out_count = 0, in_count = 0, received_count = 0;
    std::int64_t out_minor = 0, in_minor = 0, received_minor = 0, since_us = never_us;
    for (std::size_t j = 0; j < i; ++j) {
      const std::int64_t gap_us = payments.time_us[i] - payments.time_us[j];
      if (payments.payee[j] == payer) since_us = gap_us;
      if (gap_us > window_us) continue;
      if (payments.payer[j] == payer) {
        ++out_count, out_minor += payments.amount_minor[j];
        payees.insert(payments.payee[j]);
      }
      if (payments.payee[j] == payee) {
        ++in_count, in_minor += payments.amount_minor[j];
        payers.insert(payments.payer[j]);
      }
      if (payments.payee[j] == payer) ++received_count, received_minor += payments.amount_minor[j];
    }
    features.payer_out_count.push_back(out_count);
    features.payer_payees.push_back(static_cast<std::uint32_t>(payees.size()));
    features.payer_out_minor.push_back(out_minor);
    features.payee_in_count.push_back(in_count);
    features.payee_payers.push_back(static_cast<std::uint32_t>(payers.size()));
    features.payee_in_minor.push_back(in_minor);
    features.payer_in_count.push_back(received_count);
    features.payer_in_minor.push_back(received_minor);
    const core::Int128 paid = core::Int128{out_minor} + payments.amount_minor[i];
    const core::Int128 share = received_minor == 0 ? 0 : paid * 1000 / received_minor;
    features.paid_on_permille.push_back(received_minor == 0 ? nothing_received
                                        : share > 1000      ? 1000U
                                                            : static_cast<std::uint32_t>(share));
    features.since_in_us.push_back(since_us);
  }
  return features;
}

}  // namespace cuibono::money
