// libFuzzer asks: the bytes of a run as a file of which nothing is known.
#include "fuzz_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  cuibono::fuzz::check_unknown(cuibono::fuzz::bytes_of(data, size));
  return 0;
}
