// The text of a PDF is what pdftotext says. The bytes go to it in a file without a name (run_program.h).
#include "formats/pdf_text.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>
#include <utility>

#include "core/core.h"
#include "formats/running_text.h"
#include "formats/text_lines.h"

namespace cuibono::formats {
namespace {

constexpr std::string_view text_program = "pdftotext", facts_program = "pdfinfo";

core::Error broken(std::string what) {
  return {core::ErrorCode::bad_input, std::move(what), "",
          "open it in a reader and print it anew as PDF, or ask its sender for the text"};
}

bool asks_for_password(const ProgramRun& run) {
  return run.complaint.find("Incorrect password") != std::string::npos;
}

std::string_view value_of(std::string_view lines, std::string_view key) {
  for (const std::string_view line : core::split(lines, '\n'))
    if (line.starts_with(key)) return core::trim(line.substr(key.size()));
  return {};
}

/// Title, author and date of the file; nothing where they cannot be had: the text counts.
core::Result<DocumentFacts> read_facts(const core::RunContext& context, std::string_view bytes,
                                       ProgramLimits limits) {
  constexpr std::uint64_t facts_most = 1U << 20;
  limits.output_bytes = facts_most;
  CB_TRY(const ProgramRun run,
         run_program(context, find_program(facts_program),
                     {"-enc", "UTF-8", "-isodates", std::string(input_path)}, bytes, limits));
  DocumentFacts facts;
  facts.title = one_line_of(value_of(run.output, "Title:"));
  facts.author = one_line_of(value_of(run.output, "Author:"));
  facts.created = written_time(value_of(run.output, "CreationDate:"));
  return facts;
}

std::string fault_of(const ProgramRun& run, const ProgramLimits& limits) {
  switch (run.end) {
    case ProgramEnd::too_long:
      return "its text did not end within " + std::to_string(limits.cpu_seconds) +
             " seconds of work";
    case ProgramEnd::too_much:
      return "its text is longer than " + std::to_string(limits.output_bytes >> 20U) + " MiB";
    case ProgramEnd::killed:
      return "the program that reads it (pdftotext) broke down";
    case ProgramEnd::exited:
      break;
  }
  return run.exit_code == 0 ? "" : "the program that reads it (pdftotext) found it broken";
}

/// Its own number, as the first or last line of a page: the column page says the same.
void drop_page_number(std::uint32_t page, std::vector<LineParagraph>& paragraphs) {
  const std::string number = std::to_string(page);
  if (!paragraphs.empty() && paragraphs.back().text == number) paragraphs.pop_back();
  if (!paragraphs.empty() && paragraphs.front().text == number)
    paragraphs.erase(paragraphs.begin());
}

/// Marks of a list that a page's layout has torn from their words: they say nothing alone.
bool is_of_marks(std::string_view text) {
  for (const std::string_view word : core::split(text, ' '))
    if (word != "•" && word != "▪" && word != "●" && word != "○" && word != "◦" && word != "")
      return false;
  return true;
}

/// A text that goes on: no mark of an end, and the next begins small.
bool goes_on(const DocumentRow& row, const LineParagraph& next) {
  if (row.kind != kind_paragraph || next.kind != kind_paragraph || row.text.empty()) return false;
  const char last = row.text.back(), first = next.text.front();
  const bool is_open = std::string_view(".!?:;)\"").find(last) == std::string_view::npos;
  return is_open && first >= 'a' && first <= 'z';
}

core::Result<PdfText> read_pdf_anew(const core::RunContext& context, std::string_view bytes,
                                    const ProgramLimits& limits) {
  CB_TRY(
      ProgramRun run,
      run_program(context, find_program(text_program),
                  {"-enc", "UTF-8", "-eol", "unix", std::string(input_path), "-"}, bytes, limits));
  if (asks_for_password(run))
    return core::Error{core::ErrorCode::bad_input, "it asks for a password", "",
                       "ask its sender for the password, open it, and print it anew as PDF"};
  PdfText pdf;
  pdf.fault = fault_of(run, limits);
  if (!pdf.fault.empty() && core::trim(run.output).empty()) return broken(pdf.fault);
  pdf.text = std::move(run.output);
  CB_TRY(pdf.facts, read_facts(context, bytes, limits));
  for (std::size_t at = 0; at < pdf.text.size();) {
    const std::size_t end = std::min(pdf.text.find('\f', at), pdf.text.size());
    ++pdf.pages;
    const bool is_cut = end == pdf.text.size() && !pdf.fault.empty();
    if (!is_cut && core::trim(std::string_view(pdf.text).substr(at, end - at)).empty())
      pdf.pages_without_text.push_back(pdf.pages);
    at = end + 1;
  }
  return pdf;
}

/// The newest answers: a file is asked for several times in a row, for its tables, a sample, its rows.
class KeptPdfs {
 public:
  [[nodiscard]] std::optional<core::Result<PdfText>> find(const core::Sha256& key) {
    const std::scoped_lock lock(mutex_);
    for (const Kept& one : kept_)
      if (one.key == key) return one.pdf;
    return std::nullopt;
  }
  void keep(const core::Sha256& key, const core::Result<PdfText>& pdf) {
    constexpr std::size_t text_most = 16U << 20;
    const bool is_cancelled = !pdf.has_value() && pdf.error().code == core::ErrorCode::cancelled;
    if (is_cancelled || (pdf.has_value() && pdf->text.size() > text_most)) return;
    const std::scoped_lock lock(mutex_);
    kept_[next_++ % kept_.size()] = {key, pdf};
  }

 private:
  struct Kept {
    core::Sha256 key;
    std::optional<core::Result<PdfText>> pdf;
  };
  std::mutex mutex_;
  std::array<Kept, 4> kept_;
  std::size_t next_ = 0;
};

}  // namespace

core::Status find_pdf_programs() {
  for (const std::string_view program : {text_program, facts_program})
    if (find_program(program).empty())
      return core::Error{core::ErrorCode::resources,
                         "to read PDF, the program " + std::string(program) +
                             " is needed, and it is not on this machine",
                         "", "install Poppler's programs: apt-get install poppler-utils"};
  return {};
}

core::Result<PdfText> read_pdf(const core::RunContext& context, std::string_view bytes,
                               const ProgramLimits& limits) {
  static KeptPdfs kept;
  CB_TRY_STATUS(find_pdf_programs());
  const core::Sha256 key =
      core::sha256(core::sha256(bytes).hex() + "/" + std::to_string(limits.cpu_seconds) + "/" +
                   std::to_string(limits.output_bytes));
  if (auto known = kept.find(key)) return std::move(*known);
  auto pdf = read_pdf_anew(context, bytes, limits);
  kept.keep(key, pdf);
  return pdf;
}

core::Status write_pdf_pages(std::string_view text, DocumentWriter& writer) {
  DocumentRow open;  // waits for what may go on with it
  std::uint32_t page = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\f', at), text.size());
    ++page;
    auto paragraphs = paragraphs_of_lines(text.substr(at, end - at), {});
    drop_page_number(page, paragraphs);
    std::erase_if(paragraphs, [](const auto& one) { return is_of_marks(one.text); });
    bool is_first = true;
    for (const LineParagraph& paragraph : paragraphs) {
      if (std::exchange(is_first, false) && goes_on(open, paragraph)) {
        const bool is_divided = open.text.ends_with('-');
        if (is_divided) open.text.pop_back();
        open.text += (is_divided ? "" : " ") + paragraph.text;
        continue;
      }
      CB_TRY_STATUS(writer.write(open));
      open = {paragraph.kind, page, paragraph.text, 0, 0};
    }
    at = end + 1;
  }
  return writer.write(open);
}

std::string list_pages(const std::vector<std::uint32_t>& pages) {
  std::string out;
  for (std::size_t i = 0; i < pages.size();) {
    std::size_t end = i;
    while (end + 1 < pages.size() && pages[end + 1] == pages[end] + 1) ++end;
    if (!out.empty()) out += ", ";
    out += std::to_string(pages[i]);
    if (end > i) out += (end == i + 1 ? ", " : " to ") + std::to_string(pages[end]);
    i = end + 1;
  }
  return out;
}

}  // namespace cuibono::formats
