#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/core.h"

namespace cuibono::formats {

/// An element as it is opened. Names are local ones ("Ntry"), without prefix; its namespace stands apart.
struct XmlStart {
  std::string_view name, space;
  std::vector<std::pair<std::string_view, std::string_view>>
      attributes;            ///< local names, UTF-8 values
  std::uint64_t offset = 0;  ///< of its "<" in the bytes
  std::uint32_t depth = 0;   ///< 1: the root
};

/// What is told of a document, in order. A status that is no success stops the reading and comes back.
struct XmlEvents {
  std::function<core::Status(const XmlStart&)> on_start;
  std::function<core::Status(std::string_view text)>
      on_text;                                            ///< in pieces; of the innermost element
  std::function<core::Status(std::uint64_t end)> on_end;  ///< offset behind the closing ">"
};

/// How a document ended: whole, or broken at an offset.
struct XmlEnd {
  bool is_whole = true;
  std::uint64_t offset = 0;
  std::string fault;  ///< one sentence; empty when whole
};

/// Reads XML as a stream.
///
/// In      bytes in any encoding that the document declares and ICU knows.
/// Out     events up to the end or to the first fault. A document type declaration with entities is
///         refused: nothing is expanded, nothing is fetched; a reference to an entity that it does not
///         hold is a fault. So are elements nested deeper than 200, and a tag or comment of over 16 MiB.
/// Cost    time O(bytes); memory O(depth + longest element name and attributes).
/// Errors  whatever an event returns.  cancelled.
/// Source  Expat, which guards against amplification by itself as well.
[[nodiscard]] core::Result<XmlEnd> read_xml(const core::RunContext& context, std::string_view bytes,
                                            const XmlEvents& events);

}  // namespace cuibono::formats
