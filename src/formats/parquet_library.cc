#include "formats/parquet_library.h"

#include <dlfcn.h>

namespace cuibono::formats {
namespace {

constexpr std::string_view library_name = "libcuibono_parquet.so";

/// The folder of the program or module that this code stands in.
std::string own_folder() {
  ::Dl_info info{};
  static const char here = 0;
  if (::dladdr(&here, &info) == 0 || info.dli_fname == nullptr) return {};
  const std::string path = info.dli_fname;
  const auto mark = path.rfind('/');
  return mark == std::string::npos ? std::string(".") : path.substr(0, mark);
}

}  // namespace

const ParquetLibrary& parquet_library() {
  static const ParquetLibrary loaded = [] {
    ParquetLibrary out;
    const std::string path = own_folder() + "/" + std::string(library_name);
    void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
      const char* why = ::dlerror();
      out.fault = why == nullptr ? "it cannot be loaded" : why;
      return out;
    }
    out.read = reinterpret_cast<CuibonoReadParquet>(::dlsym(library, "cuibono_read_parquet"));
    out.write = reinterpret_cast<CuibonoWriteParquet>(::dlsym(library, "cuibono_write_parquet"));
    out.write_table = reinterpret_cast<CuibonoWriteTable>(::dlsym(library, "cuibono_write_table"));
    out.open = reinterpret_cast<CuibonoOpenParquet>(::dlsym(library, "cuibono_open_parquet"));
    out.next = reinterpret_cast<CuibonoNextParquet>(::dlsym(library, "cuibono_next_parquet"));
    out.texts = reinterpret_cast<CuibonoTextsParquet>(::dlsym(library, "cuibono_texts_parquet"));
    out.close = reinterpret_cast<CuibonoCloseParquet>(::dlsym(library, "cuibono_close_parquet"));
    if (!out.is_whole()) out.fault = "it is of another version";
    return out;
  }();
  return loaded;
}

core::Status check_parquet_library() {
  const ParquetLibrary& library = parquet_library();
  if (library.is_whole()) return {};
  return core::Error{core::ErrorCode::resources,
                     "Parquet cannot be read or written: " + std::string(library_name) +
                         " is not beside the program (" + library.fault + ")",
                     "",
                     "script/setup and a new build make it; it is not part of the Python package"};
}

}  // namespace cuibono::formats
