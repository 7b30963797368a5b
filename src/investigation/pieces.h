#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "core/core.h"

namespace cuibono::investigation {

/// Takes the next bytes of a file.
using PieceSink = std::function<core::Status(std::string_view)>;

/// write_file_atomically for a file that is made piece by piece, and is never whole in memory.
///
/// In      make: hands each piece to the sink, in order.
/// Errors  those of make, and of write_file_atomically: nothing is put in place then.
[[nodiscard]] core::Status write_pieces_atomically(
    const std::string& path, const std::function<core::Status(const PieceSink&)>& make);

}  // namespace cuibono::investigation
