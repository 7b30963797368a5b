#include "investigation/take_in.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <numeric>

#include "investigation/files.h"
#include "investigation/judgements.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;

constexpr int records_stage_version = 1;

/// Filters items and mask to what lives, so that a masked run is a run over fewer items.
void keep_alive(std::vector<evidence::Item> ranked, const evidence::Mask& mask,
                const evidence::MaskRequest& request, TakenIn& out) {
  for (std::uint32_t rank = 0; rank < ranked.size(); ++rank) {
    if (!mask.contains_item(rank)) continue;
    out.items.push_back(std::move(ranked[rank]));
  }
  out.mask = mask_of_rows(out.items, request.without_records);
}

unsigned share_of_threads(unsigned threads, std::uint64_t bytes, std::uint64_t of_bytes) {
  if (of_bytes == 0) return 1;
  const core::Int128 share = (core::Int128{threads} * bytes + of_bytes / 2) / of_bytes;
  return std::max(1U, static_cast<unsigned>(share));
}

core::Status read_one(const core::RunContext& context, const Case& the_case, Store& store,
                      KnownMappings& known, TakenIn& out, std::size_t index, std::string& digest) {
  const evidence::Item& item = out.items[index];
  const std::string path = the_case.path_of(item);
  CB_TRY(const MappedFile file, MappedFile::open(path));
  CB_TRY_STATUS(check_bytes(item, file.bytes(), path));
  CB_TRY(out.mappings[index], mapping_of(the_case, known, item, file.bytes(), store.use()));
  const evidence::Mapping& mapping = out.mappings[index];
  const std::string source_system = evidence::source_system_of(item);
  const std::string engine = engine_name();
  const std::string parameters = source_system + (the_case.settings.simulated ? "|simulated" : "|");
  const std::string yaml_hash = core::sha256(evidence::mapping_to_yaml(mapping)).hex();
  out.segments[index] = segment_name(
      {"records", records_stage_version, engine, parameters, {item.sha256.hex(), yaml_hash}});
  if (mapping.kind == evidence::ItemKind::reports) {
    core::Sha256Stream stream;
    stream.update_field("pseudonyms");
    stream.update(file.bytes());
    digest = stream.finish().hex();
  }
  if (const auto stored = store.read(out.segments[index])) {
    if (auto batch = evidence::read_batch(*stored); batch.has_value()) {
      out.batches[index] = std::move(*batch);
      return {};
    }
  }
  CB_TRY(out.batches[index],
         evidence::read_records(
             context, {&item, file.bytes(), &mapping, source_system, the_case.settings.simulated}));
  return store.write(out.segments[index], evidence::write_batch(out.batches[index]));
}

}  // namespace

void KnownMappings::read() {
  for (const auto& item : case_->items) {
    const std::string path = mapping_path(*case_, item);
    if (!exists(path)) continue;
    const auto yaml = read_file(path);
    if (!yaml.has_value()) continue;  // said when that item is read
    auto mapping = evidence::mapping_from_yaml(*yaml, path);
    if (mapping.has_value() && mapping->accepted) accepted_.push_back({&item, std::move(*mapping)});
  }
}

evidence::Mapping KnownMappings::take(const evidence::Item& item, evidence::Mapping proposed) {
  std::call_once(read_once_, [&] { read(); });
  const Accepted* best = nullptr;
  for (const Accepted& other : accepted_) {
    if (other.item->label == item.label || !evidence::is_same_header(other.mapping, proposed))
      continue;
    const bool is_farther =
        best != nullptr && best->item->source == item.source && other.item->source != item.source;
    if (!is_farther) best = &other;
  }
  if (best == nullptr) return proposed;
  return evidence::take_known(best->mapping, best->item->label, std::move(proposed));
}

core::Status check_bytes(const evidence::Item& item, std::string_view bytes,
                         const std::string& path) {
  if (bytes.size() == item.bytes && core::sha256(bytes) == evidence::file_hash(item)) return {};
  return Error{ErrorCode::integrity,
               item.label + " is not the file that was added: its bytes have changed", path,
               "restore the file from its sender or a backup (SHA-256 " +
                   evidence::file_hash(item).hex() + "), or add the changed file as a new item"};
}

core::Result<evidence::Mapping> mapping_of(const Case& the_case, KnownMappings& known,
                                           const evidence::Item& item, std::string_view bytes,
                                           CaseUse use) {
  const std::string path = mapping_path(the_case, item);
  if (exists(path)) {
    CB_TRY(const std::string yaml, read_file(path));
    CB_TRY(evidence::Mapping mapping, evidence::mapping_from_yaml(yaml, path));
    evidence::settle_accepted(mapping);
    return mapping;
  }
  const formats::FileFormat* format = formats::recognise_format(bytes);
  if (format != nullptr && format->ready != nullptr) CB_TRY_STATUS(format->ready());
  evidence::Mapping mapping =
      evidence::propose_mapping(item, bytes, {the_case.settings.zone, the_case.settings.simulated});
  mapping = known.take(item, std::move(mapping));
  if (use == CaseUse::write)
    CB_TRY_STATUS(write_file_atomically(path, evidence::mapping_to_yaml(mapping)));
  return mapping;
}

evidence::Mask mask_of_rows(std::span<const evidence::Item> items,
                            const std::vector<std::string>& without_records) {
  evidence::Mask mask = evidence::Mask::all(items.size());
  for (const auto& record : without_records) {
    evidence::MaskRequest row;
    row.without_records.push_back(record);
    if (auto plan = evidence::plan_mask(items, row); plan.has_value()) mask.intersect(plan->mask);
  }
  return mask;
}

core::Result<TakenIn> take_in(const core::RunContext& context, const Case& the_case, Store& store,
                              const evidence::MaskRequest& request) {
  const auto since = std::chrono::steady_clock::now();
  TakenIn out;
  std::vector<evidence::Item> ranked = evidence::rank_items(the_case.items);
  CB_TRY(evidence::MaskPlan plan, evidence::plan_mask(ranked, request));
  out.mask_notes = std::move(plan.notes);
  keep_alive(std::move(ranked), plan.mask, request, out);

  const std::size_t count = out.items.size();
  out.batches.resize(count);
  out.mappings.resize(count);
  out.segments.resize(count);
  std::vector<std::string> digests(count);
  if (store.use() == CaseUse::write) CB_TRY_STATUS(make_folder(the_case.path("mappings")));
  // The largest first, so that no thread is left alone with one at the end.
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return out.items[a].bytes > out.items[b].bytes;
  });
  KnownMappings known(the_case);
  std::uint64_t bytes = 0;
  for (const auto& item : out.items) bytes += item.bytes;
  CB_TRY_STATUS(core::parallel_blocks(context, count, 1, [&](const core::Block& block) {
    const std::size_t item = order[block.begin];
    // A file that is most of the case has most of the threads for itself.
    core::RunContext own = context;
    own.threads = share_of_threads(context.threads, out.items[item].bytes, bytes);
    return read_one(own, the_case, store, known, out, item, digests[item]);
  }));

  out.report_digests = std::move(digests);
  CB_TRY(out.judgements, read_judgements(the_case));
  out.joining.auto_permille = the_case.settings.auto_permille;
  out.joining.judgements = entities::judgements_by(out.judgements, request.as_of_us);

  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - since;
  struct ::rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  out.time =
      StageTime{"evidence", took.count(), 0, static_cast<std::uint64_t>(usage.ru_maxrss) * 1024U};
  for (const auto& batch : out.batches) out.time.rows += batch.account.rows;
  return out;
}

core::Result<MapPreview> preview_mapping(const core::RunContext& context, const Case& the_case,
                                         const std::string& label) {
  const auto found = std::find_if(the_case.items.begin(), the_case.items.end(),
                                  [&](const auto& item) { return item.label == label; });
  if (found == the_case.items.end()) {
    std::vector<std::string> labels;
    for (const auto& item : the_case.items) labels.push_back(item.label);
    return Error{
        ErrorCode::usage, "there is no item " + label, the_case.folder,
        labels.empty() ? "add files first: cuibono add FILE" : "items: " + core::join(labels, " ")};
  }
  CB_TRY(const CaseLock lock, CaseLock::take(the_case.folder));
  CB_TRY(const MappedFile file, MappedFile::open(the_case.path_of(*found)));
  CB_TRY_STATUS(check_bytes(*found, file.bytes(), the_case.path_of(*found)));
  MapPreview preview;
  preview.item = *found;
  preview.path = mapping_path(the_case, *found);
  CB_TRY_STATUS(make_folder(the_case.path("mappings")));
  KnownMappings known(the_case);
  CB_TRY(preview.mapping, mapping_of(the_case, known, *found, file.bytes()));
  CB_TRY(preview.batch, evidence::read_records(context, {&*found, file.bytes(), &preview.mapping,
                                                         evidence::source_system_of(*found),
                                                         the_case.settings.simulated}));
  return preview;
}

}  // namespace cuibono::investigation
