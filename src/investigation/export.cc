// export: the typed records of items as files that other programs read, and that give the same records again.
#include "investigation/export.h"

#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

#include "investigation/audit.h"
#include "investigation/files.h"
#include "investigation/investigation.h"
#include "investigation/take_in.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;

/// An item with the mapping by which a run reads it.
struct Source {
  const evidence::Item* item = nullptr;  ///< borrows from the case
  evidence::Mapping mapping;
};

core::Result<std::vector<Source>> read_mappings(const Case& the_case) {
  std::vector<Source> sources;
  KnownMappings known(the_case);
  for (const auto& item : the_case.items) {
    const std::string path = the_case.path_of(item);
    CB_TRY(const MappedFile file, MappedFile::open(path));
    CB_TRY_STATUS(check_bytes(item, file.bytes(), path));
    Source source;
    source.item = &item;
    CB_TRY(source.mapping, mapping_of(the_case, known, item, file.bytes()));
    sources.push_back(std::move(source));
  }
  return sources;
}

core::Status check_victims(const Case& the_case, const ExportRequest& request,
                           const std::vector<Source>& sources) {
  if (request.is_clear || the_case.settings.victims == brief::VictimNames::clear) return {};
  const auto reports = std::find_if(sources.begin(), sources.end(), [](const Source& source) {
    return source.mapping.kind == evidence::ItemKind::reports;
  });
  if (reports == sources.end()) return {};
  return Error{ErrorCode::answered_no,
               "records name victims as they are, and the case keeps their names back (" +
                   reports->item->label + " holds victims' reports)",
               "privacy.victims in case.toml",
               "say --clear if whoever gets the files may see them; it is written to the audit. "
               "The results in out/ have pseudonyms"};
}

/// Law 5.
core::Status check_handling(const ExportRequest& request,
                            const std::vector<const Source*>& chosen) {
  for (const Source* source : chosen) {
    const evidence::Item& item = *source->item;
    if (item.handling.empty()) continue;
    if (!request.receiver) {
      return Error{ErrorCode::answered_no,
                   item.label + " (" + item.name + ") has the handling code " + item.handling +
                       ", and nobody said who gets the files",
                   item.label, "say --for own, partner, court or open"};
    }
    // The conditions of a code travel beside the file.
    const std::string bar = brief::handling_bar(item.handling, *request.receiver, item.handling);
    if (bar.empty()) continue;
    return Error{ErrorCode::answered_no,
                 item.label + " (" + item.name + ") may not go there: " + bar, item.label,
                 "name the items that may, or have its sender release it: \"" + item.handling +
                     " (released to " + std::string(brief::receiver_name(*request.receiver)) +
                     ")\" as its handling code"};
  }
  return {};
}

/// Which records may leave: calls with a privileged contact do not.
std::vector<std::uint8_t> open_records(const Case& the_case, const evidence::RecordBatch& batch,
                                       std::uint64_t& closed) {
  std::vector<std::uint8_t> keep(batch.ordinals.size(), 1);
  if (batch.kind != evidence::ItemKind::calls) return keep;
  const auto& privileged = the_case.settings.privileged;
  for (const auto& column : batch.columns) {
    if (column.kinds.empty()) continue;
    std::vector<bool> is_closed;
    for (const auto& value : column.values)
      is_closed.push_back(std::find(privileged.begin(), privileged.end(), value) !=
                          privileged.end());
    for (std::size_t row = 0; row < keep.size(); ++row)
      if (column.codes[row] != evidence::no_value && is_closed[column.codes[row]]) keep[row] = 0;
  }
  closed = static_cast<std::uint64_t>(std::count(keep.begin(), keep.end(), 0));
  return keep;
}

/// A name that is a place in the folder and nowhere else, and tells what it was.
std::string file_name(const evidence::Item& item, formats::RecordCarrier carrier) {
  constexpr std::size_t longest = 80;
  std::string stem = item.name.substr(0, item.name.rfind('.'));
  for (char& c : stem) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F ||
        std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos)
      c = '_';
  }
  while (stem.starts_with(".")) stem.erase(0, 1);
  stem = core::cut_utf8(stem, longest);
  return (stem.empty() ? "" : stem + ".") + item.label + "." +
         std::string(formats::carrier_name(carrier));
}

std::string sidecar_of(const evidence::Item& item) {
  std::ostringstream out;
  const auto line = [&](const char* key, const std::string& value) {
    if (!value.empty()) out << key << " = " << toml::value<std::string>(value) << "\n";
  };
  line("source", item.source);
  line("custodian", item.custodian);
  line("jurisdiction", item.jurisdiction);
  line("received", item.received_us ? core::format_time(*item.received_us, item.received_precision)
                                    : std::string());
  line("grade", item.reliability);
  line("credibility", item.credibility);
  line("handling", item.handling);
  line("legal_basis", item.legal_basis);
  return out.str();
}

/// What a later `add` of these bytes would read; the tables of a workbook one after the other.
core::Result<std::vector<evidence::RecordBatch>> read_back(const core::RunContext& context,
                                                           const Case& the_case,
                                                           evidence::Item item,
                                                           std::string_view bytes) {
  item.sha256 = core::sha256(bytes);
  item.bytes = bytes.size();
  item.kind.reset();
  item.parent.reset();
  item.part.clear();
  item.is_table = false;
  const formats::FileFormat* format = formats::recognise_format(bytes);
  CB_CHECK(format != nullptr && format->find_tables != nullptr, "an export is no known format");
  CB_TRY(const auto tables, format->find_tables(context, bytes));
  std::vector<evidence::RecordBatch> batches;
  for (const auto& table : tables) {
    item.is_table = tables.size() > 1;
    item.part = item.is_table ? table.name : std::string();
    const evidence::Mapping mapping = evidence::propose_mapping(
        item, bytes, {the_case.settings.zone, the_case.settings.simulated});
    CB_CHECK(mapping.questions.empty(), "an export asks: " + core::join(mapping.questions, " "));
    CB_TRY(auto batch, evidence::read_records(
                           context, {&item, bytes, &mapping, evidence::source_system_of(item),
                                     the_case.settings.simulated}));
    CB_CHECK(batch.quarantined.empty(),
             "a row of an export is set aside: " + batch.quarantined.front().text);
    batches.push_back(std::move(batch));
  }
  return batches;
}

/// Law 1: what was written is read again, and is what it was.
core::Status check_whole(const evidence::RecordBatch& written,
                         const std::vector<evidence::RecordBatch>& read) {
  std::size_t from = 0;
  for (const auto& batch : read) {
    std::vector<std::uint8_t> part(written.ordinals.size(), 0);
    const std::size_t to = std::min(part.size(), from + batch.ordinals.size());
    std::fill(part.begin() + static_cast<std::ptrdiff_t>(from),
              part.begin() + static_cast<std::ptrdiff_t>(to), std::uint8_t{1});
    const std::string difference =
        evidence::find_difference(evidence::select_records(written, part), batch);
    CB_CHECK(difference.empty(), "an export does not give its records back: " + difference);
    from = to;
  }
  CB_CHECK(from == written.ordinals.size(), "an export lost records");
  return {};
}

core::Result<ExportedFile> export_item(const core::RunContext& context, const Case& the_case,
                                       const ExportRequest& request, const std::string& folder,
                                       const Source& source) {
  const evidence::Item& item = *source.item;
  ExportedFile out;
  out.label = item.label;
  CB_TRY(const MappedFile file, MappedFile::open(the_case.path_of(item)));
  CB_TRY(const auto batch, evidence::read_records(context, {&item, file.bytes(), &source.mapping,
                                                            evidence::source_system_of(item),
                                                            the_case.settings.simulated}));
  if (batch.ordinals.empty() || batch.columns.empty()) {
    out.note = source.mapping.dialect.format == evidence::Format::container
                   ? "its parts are items of their own"
               : batch.ordinals.empty() ? "no record was read from it"
                                        : "no column of it is understood";
    return out;
  }
  const auto kept = evidence::select_records(batch, open_records(the_case, batch, out.closed));
  out.records = kept.ordinals.size();
  std::string bytes;
  CB_TRY_STATUS(formats::write_record_file(context, request.carrier,
                                           evidence::export_records(kept, item.label),
                                           [&](std::string_view piece) -> core::Status {
                                             bytes += piece;
                                             return {};
                                           }));
  out.bytes = bytes.size();
  if (out.records > 0) {
    CB_TRY(const auto again, read_back(context, the_case, item, bytes));
    CB_TRY_STATUS(check_whole(kept, again));
  }
  out.path = folder + "/" + file_name(item, request.carrier);
  CB_TRY_STATUS(write_file_atomically(out.path, bytes));
  CB_TRY_STATUS(write_file_atomically(out.path + ".meta.toml", sidecar_of(item)));
  return out;
}

core::Result<std::vector<const Source*>> choose(const Case& the_case,
                                                const std::vector<Source>& sources,
                                                const std::vector<std::string>& labels) {
  std::vector<const Source*> chosen;
  for (const auto& source : sources)
    if (labels.empty()) chosen.push_back(&source);
  for (const auto& label : labels) {
    const auto found = std::find_if(sources.begin(), sources.end(), [&](const Source& source) {
      return source.item->label == label;
    });
    if (found == sources.end())
      return Error{ErrorCode::usage, "there is no item " + label, the_case.folder,
                   "cuibono show intake lists them"};
    chosen.push_back(&*found);
  }
  return chosen;
}

}  // namespace

core::Result<std::vector<ExportedFile>> export_items(const core::RunContext& context,
                                                     const Case& the_case,
                                                     const ExportRequest& request) {
  CB_TRY(const CaseLock lock, CaseLock::take(the_case.folder));
  CB_TRY_STATUS(make_folder(the_case.path("mappings")));
  CB_TRY(const auto sources, read_mappings(the_case));
  CB_TRY(const auto chosen, choose(the_case, sources, request.labels));
  CB_TRY_STATUS(check_victims(the_case, request, sources));
  CB_TRY_STATUS(check_handling(request, chosen));
  const std::string folder = request.folder.empty() ? the_case.path("export") : request.folder;
  CB_TRY_STATUS(make_folder(folder));
  std::vector<ExportedFile> files;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    CB_TRY_STATUS(core::check_cancelled(context));
    if (context.progress) context.progress({"export", chosen[i]->item->name, i, chosen.size()});
    CB_TRY(ExportedFile file, export_item(context, the_case, request, folder, *chosen[i]));
    if (!file.path.empty())
      CB_TRY_STATUS(append_audit(
          the_case, "export",
          {{"item", file.label},
           {"to", std::string(formats::carrier_name(request.carrier))},
           {"records", std::to_string(file.records)},
           {"for",
            request.receiver ? std::string(brief::receiver_name(*request.receiver)) : "not said"},
           {"victims", request.is_clear ? "clear" : "as the case says"}}));
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace cuibono::investigation
