#include "investigation/add_parts.h"

#include "formats/formats.h"

namespace cuibono::investigation {

std::string name_of_member(std::string_view path) {
  const auto mark = path.find_last_of("/\\");
  std::string name(core::trim(mark == std::string_view::npos ? path : path.substr(mark + 1)));
  for (char& c : name) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '_';
  }
  const bool is_plain = !name.empty() && name != "." && name != "..";
  return is_plain ? name : std::string("member");
}

core::Result<std::vector<std::string>> find_parts(
    const core::RunContext& context, std::string_view bytes,
    const std::function<core::Status(const Part&)>& on_part) {
  std::vector<std::string> lost;
  const formats::FileFormat* format = formats::recognise_format(bytes);
  if (format == nullptr) return lost;
  if (format->find_tables != nullptr) {
    // A file that its reader cannot read stays one item; the mapping asks about it.
    const auto tables = format->find_tables(context, bytes);
    if (tables.has_value() && tables->size() > 1) {
      for (const auto& table : *tables) {
        CB_TRY_STATUS(on_part(Part{table.name, true, {}}));
      }
    }
  }
  if (format->unpack == nullptr) return lost;
  bool stopped = false;
  auto unpacked = format->unpack(context, bytes, formats::UnpackLimits{},
                                 [&](const formats::Member& member) -> core::Status {
                                   if (!member.fault.empty()) {
                                     lost.push_back(member.path + ": " + member.fault);
                                     return {};
                                   }
                                   auto status = on_part(Part{member.path, false, member.bytes});
                                   stopped = !status.has_value();
                                   return status;
                                 });
  if (unpacked.has_value()) return lost;
  if (stopped || unpacked.error().code == core::ErrorCode::cancelled) return unpacked.error();
  lost.push_back("the rest of the file: " + unpacked.error().what);
  return lost;
}

}  // namespace cuibono::investigation
