#include "formats/xml_stream.h"

#include <expat.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace cuibono::formats {
namespace {

constexpr std::uint32_t depth_max = 200;
constexpr std::size_t block_bytes = 1U << 20;
constexpr std::size_t mark_bytes_max = 16U << 20;  // of a tag, a comment: Expat holds it whole
constexpr char between = '\x1f';  // namespace and local name, as Expat hands them over

struct ParserDeleter {
  void operator()(XML_ParserStruct* parser) const noexcept { XML_ParserFree(parser); }
};
using Parser = std::unique_ptr<XML_ParserStruct, ParserDeleter>;

struct Reading {
  XML_Parser parser = nullptr;
  const XmlEvents* events = nullptr;
  XmlStart start;
  std::uint32_t depth = 0;
  std::uint64_t told_up_to = 0;        // offset of the last event
  std::optional<core::Error> stopped;  // by an event
  std::string refused;                 // by us

  void take(const core::Status& status) {
    if (status.has_value()) return;
    stopped = status.error();
    XML_StopParser(parser, XML_FALSE);
  }
  void refuse(std::string why) {
    refused = std::move(why);
    XML_StopParser(parser, XML_FALSE);
  }
};

void split_name(std::string_view whole, std::string_view& name, std::string_view& space) {
  const auto mark = whole.rfind(between);
  name = mark == std::string_view::npos ? whole : whole.substr(mark + 1);
  space = mark == std::string_view::npos ? std::string_view() : whole.substr(0, mark);
}

std::uint64_t offset_of(XML_Parser parser) {
  return static_cast<std::uint64_t>(std::max<XML_Index>(0, XML_GetCurrentByteIndex(parser)));
}

void on_start(void* data, const XML_Char* name, const XML_Char** attributes) {
  auto& reading = *static_cast<Reading*>(data);
  if (++reading.depth > depth_max) return reading.refuse("its elements are nested too deeply");
  XmlStart& start = reading.start;
  split_name(name, start.name, start.space);
  start.attributes.clear();
  for (; *attributes != nullptr; attributes += 2) {
    std::string_view local, space;
    split_name(attributes[0], local, space);
    start.attributes.emplace_back(local, attributes[1]);
  }
  start.offset = reading.told_up_to = offset_of(reading.parser);
  start.depth = reading.depth;
  reading.take(reading.events->on_start(start));
}

void on_end(void* data, const XML_Char* /*name*/) {
  auto& reading = *static_cast<Reading*>(data);
  --reading.depth;
  const auto length = static_cast<std::uint64_t>(XML_GetCurrentByteCount(reading.parser));
  reading.told_up_to = offset_of(reading.parser);
  reading.take(reading.events->on_end(reading.told_up_to + length));
}

void on_text(void* data, const XML_Char* text, int length) {
  auto& reading = *static_cast<Reading*>(data);
  reading.told_up_to = offset_of(reading.parser);
  reading.take(reading.events->on_text({text, static_cast<std::size_t>(length)}));
}

void on_entity(void* data, const XML_Char* /*name*/, int /*is_parameter*/,
               const XML_Char* /*value*/, int /*length*/, const XML_Char* /*base*/,
               const XML_Char* /*system*/, const XML_Char* /*public_id*/,
               const XML_Char* /*notation*/) {
  static_cast<Reading*>(data)->refuse("it declares entities, which are never expanded here");
}

/// A text that stands in another file, or nowhere: leaving it out would change what is read.
void on_skipped(void* data, const XML_Char* name, int /*is_parameter*/) {
  static_cast<Reading*>(data)->refuse("it refers to the entity \"" + std::string(name) +
                                      "\", which it does not hold");
}

/// Encodings of one byte a letter that Expat does not know: asked of ICU.
int on_encoding(void* /*data*/, const XML_Char* name, XML_Encoding* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name, &status),
                                                                     &ucnv_close);
  if (U_FAILURE(status) || ucnv_getMaxCharSize(converter.get()) != 1) return XML_STATUS_ERROR;
  for (int byte = 0; byte < 256; ++byte) {
    const char text = static_cast<char>(byte);
    const char* from = &text;
    status = U_ZERO_ERROR;
    ucnv_resetToUnicode(converter.get());
    const UChar32 letter = ucnv_getNextUChar(converter.get(), &from, from + 1, &status);
    encoding->map[byte] = U_FAILURE(status) || letter == 0xFFFD || letter > 0xFFFF ? -1 : letter;
  }
  encoding->data = nullptr;
  encoding->convert = nullptr;
  encoding->release = nullptr;
  return XML_STATUS_OK;
}

}  // namespace

core::Result<XmlEnd> read_xml(const core::RunContext& context, std::string_view bytes,
                              const XmlEvents& events) {
  const Parser parser(XML_ParserCreateNS(nullptr, between));
  CB_CHECK(parser != nullptr, "Expat makes a parser");
  Reading reading;
  reading.parser = parser.get();
  reading.events = &events;
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetEntityDeclHandler(parser.get(), on_entity);
  XML_SetSkippedEntityHandler(parser.get(), on_skipped);
  XML_SetUnknownEncodingHandler(parser.get(), on_encoding, nullptr);
  for (std::size_t at = 0; at <= bytes.size(); at += block_bytes) {
    CB_TRY_STATUS(core::check_cancelled(context));
    const std::string_view block = bytes.substr(at, block_bytes);
    const bool is_last = at + block_bytes >= bytes.size();
    const XML_Status status =
        XML_Parse(parser.get(), block.data(), static_cast<int>(block.size()), is_last ? 1 : 0);
    if (reading.stopped) return *reading.stopped;
    const bool is_stuck = at + block.size() > reading.told_up_to + mark_bytes_max;
    if (status == XML_STATUS_OK && !is_stuck) {
      if (is_last) break;
      continue;
    }
    XmlEnd end{false, is_stuck ? reading.told_up_to : offset_of(parser.get()), reading.refused};
    if (status == XML_STATUS_OK)
      end.fault = "one tag or comment is longer than " + std::to_string(mark_bytes_max >> 20) +
                  " MiB";
    if (end.fault.empty())
      end.fault = "line " + std::to_string(XML_GetCurrentLineNumber(parser.get())) + ": " +
                  XML_ErrorString(XML_GetErrorCode(parser.get()));
    return end;
  }
  return XmlEnd{true, bytes.size(), {}};
}

}  // namespace cuibono::formats
