// libFuzzer asks: the bytes of a run as the page of a mapping that a person edited.
#include "fuzz_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  cuibono::fuzz::check_mapping_yaml(cuibono::fuzz::bytes_of(data, size));
  return 0;
}
