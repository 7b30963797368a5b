#pragma once
// For tests: the samples that they read, kept as files where somebody asks for them (script/fuzz: seeds).
#include <cstdlib>
#include <fstream>
#include <string>

#include "formats/format.h"

namespace cuibono::formats {

/// Writes the bytes into the folder that CUIBONO_KEEP_SAMPLES names, as <format>/<hash>; not the ones that
/// the format does not know for its own, nor large ones.
inline void keep_sample(const FileFormat& format, std::string_view bytes) {
  constexpr std::size_t bytes_most = 1U << 17;
  const char* folder = std::getenv("CUIBONO_KEEP_SAMPLES");  // NOLINT(concurrency-mt-unsafe)
  if (folder == nullptr || bytes.size() > bytes_most || !format.recognises(bytes)) return;
  std::ofstream out(std::string(folder) + "/" + std::string(format.name) + "/" +
                        core::sha256(bytes).hex().substr(0, 16),
                    std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace cuibono::formats
