#include "simulation/encode.h"

#include <unicode/ucnv.h>

#include <memory>
#include <vector>

namespace cuibono::simulation {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

core::Error cannot_write(std::string_view encoding) {
  return {core::ErrorCode::integrity,
          "a simulated file holds a letter that " + std::string(encoding) + " cannot write",
          std::string(encoding), "choose another seed, and report this one"};
}

}  // namespace

core::Result<std::string> encode_text(std::string_view text, std::string_view encoding) {
  if (encoding == "UTF-8") return std::string(text);
  if (encoding == "UTF-8 BOM") return "\xEF\xBB\xBF" + std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const Converter from(ucnv_open("UTF-8", &status));
  const Converter to(ucnv_open(std::string(encoding).c_str(), &status));
  if (U_FAILURE(status)) return cannot_write(encoding);
  ucnv_setFromUCallBack(to.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);

  std::string out = encoding == "UTF-16LE" ? "\xFF\xFE" : "";
  const std::size_t front = out.size();
  out.resize(front + text.size() * 2);
  std::vector<UChar> between(1U << 16);
  UChar* pivot_source = between.data();
  UChar* pivot_target = between.data();
  char* target = out.data() + front;
  const char* source = text.data();
  ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source,
                 text.data() + text.size(), between.data(), &pivot_source, &pivot_target,
                 between.data() + between.size(), true, true, &status);
  if (U_FAILURE(status)) return cannot_write(encoding);
  out.resize(static_cast<std::size_t>(target - out.data()));
  return out;
}

}  // namespace cuibono::simulation
