#pragma once
// The network of bounds.h: blocks of an account's payments that victims' money can reach, and the part of it
// that reaches one place.
#include <cstdint>
#include <span>
#include <vector>

#include "money/bounds.h"

namespace cuibono::money {

inline constexpr std::uint32_t no_block = 0xFFFFFFFFU;

/// Blocks reached by victims' money, in the order in which they were opened.
///
/// A block is what an account received up to its next own payment, and what it then paid up to its next
/// receipt. Inside one, every receipt stands before every payment, so one node is as good as a node an event:
/// what rests after an event has room for all that can go on. What a payment lacks is received just before it.
struct BlockNetwork {
  std::vector<std::uint32_t> account;                    ///< [blocks]
  std::vector<std::int64_t> claimed_minor, clean_minor;  ///< [blocks] received from no block
  /// Ways into a block, by time: what the block before it left on the account, then payments from blocks.
  std::vector<std::uint32_t> in_begin;    ///< [blocks + 1]
  std::vector<std::uint32_t> in_from;     ///< [ways]
  std::vector<std::int64_t> in_minor;     ///< [ways]
  std::vector<std::uint32_t> last_block;  ///< [accounts] whose money rests at the end, or no_block
  std::vector<std::int64_t> balance_minor;  ///< [accounts] at the end
};

/// Errors  those of find_bounds that speak of transfers and seeds; bad_input: 2^32 ways and more.
[[nodiscard]] core::Result<BlockNetwork> make_block_network(const core::RunContext& context,
                                                            const BoundsQuery& query);

/// The part of the blocks that reaches a place, turned round: the place is the source, where money came
/// from is the sink, so that the search begins at the narrow end.
struct PlaceNetwork {
  static constexpr std::uint32_t place = 0,
                                 origin = 1;  ///< nodes; blocks follow, the nearest first
  core::Int128 total_minor = 0;
  core::Int128 claimed_minor = 0, clean_minor = 0;  ///< of it, what comes from no block
  std::vector<std::uint32_t> begin, to;
  std::vector<std::int64_t> claimed, clean;  ///< capacities, for each of the two questions
};
/// Cost    O(blocks), and O(transfers) for what a place received.
[[nodiscard]] PlaceNetwork make_place_network(const BoundsQuery& query, const BlockNetwork& blocks,
                                              const BoundedPlace& place);

}  // namespace cuibono::money
