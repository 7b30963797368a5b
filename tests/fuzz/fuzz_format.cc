// libFuzzer asks: the bytes of a run as a file of one format. cmake/fuzz.cmake makes a program of each.
#include "fuzz_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  cuibono::fuzz::check_format(CUIBONO_FUZZ_FORMAT, cuibono::fuzz::bytes_of(data, size));
  return 0;
}
