#include "core/result.h"

#include <exception>
#include <string>

namespace cuibono::core {

Error check_failed(std::string_view expression, std::string_view file, int line,
                   std::string_view detail) {
  Error error;
  error.code = ErrorCode::integrity;
  error.what = "an account does not add up: " + std::string(detail);
  error.where =
      std::string(file) + ":" + std::to_string(line) + " (" + std::string(expression) + ")";
  error.help = "nothing was written; please report this with the version of the engine";
  return error;
}

void assert_failed(const char* expression, const char* file, int line) noexcept {
  static_cast<void>(expression);
  static_cast<void>(file);
  static_cast<void>(line);
  std::terminate();  // development builds only: stop where the bug is
}

}  // namespace cuibono::core
