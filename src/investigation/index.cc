#include "investigation/index.h"

#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "investigation/files.h"
#include "investigation/store.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;
using Json = nlohmann::ordered_json;

struct CloseDatabase {
  void operator()(::sqlite3* database) const { ::sqlite3_close(database); }
};
struct FinishStatement {
  void operator()(::sqlite3_stmt* statement) const { ::sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<::sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<::sqlite3_stmt, FinishStatement>;

/// Why a file grew no further. SQLite does not always keep what the system told it.
int find_refusal(::sqlite3* database, const std::string& path) {
  if (const int told = ::sqlite3_system_errno(database); told != 0) return told;
  constexpr std::uint64_t page_bytes = 4096;
  struct ::rlimit limit{};
  std::error_code code;
  const std::uint64_t size = std::filesystem::file_size(path, code);
  if (!code && ::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
      size + page_bytes > limit.rlim_cur)
    return EFBIG;
  const auto space = std::filesystem::space(std::filesystem::path(path).parent_path(), code);
  return !code && space.available < page_bytes ? ENOSPC : EIO;
}

Error fault(::sqlite3* database, const std::string& path) {
  const int code = ::sqlite3_errcode(database);
  if (code == SQLITE_FULL || code == SQLITE_IOERR || code == SQLITE_CANTOPEN)
    return cannot("the index cannot be written or read", path, find_refusal(database, path));
  const bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
  return Error{
      ErrorCode::resources,
      damaged ? "the index is damaged" : std::string("index: ") + ::sqlite3_errmsg(database), path,
      damaged ? "delete case.sqlite and run again: it is derived"
              : "check the disk, then run again"};
}

core::Result<Database> open_database(const std::string& path, int flags) {
  ::sqlite3* raw = nullptr;
  const int code = ::sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
  Database database(raw);
  if (code != SQLITE_OK) return fault(raw, path);
  return database;
}

core::Result<Statement> prepare(::sqlite3* database, const std::string& path, const char* sql) {
  ::sqlite3_stmt* raw = nullptr;
  if (::sqlite3_prepare_v2(database, sql, -1, &raw, nullptr) != SQLITE_OK)
    return fault(database, path);
  return Statement(raw);
}

void bind(::sqlite3_stmt* statement, int position, const std::string& text) {
  ::sqlite3_bind_text(statement, position, text.data(), static_cast<int>(text.size()),
                      SQLITE_TRANSIENT);
}

std::string column(::sqlite3_stmt* statement, int position) {
  const auto* text = ::sqlite3_column_text(statement, position);
  const int size = ::sqlite3_column_bytes(statement, position);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)};
}

/// What a person would search for: all texts inside an object.
void collect_texts(const Json& value, std::string& out) {
  if (value.is_string()) {
    out += value.get<std::string>();
    out += '\n';
  } else if (value.is_structured()) {
    for (const auto& part : value) collect_texts(part, out);
  }
}

/// Entries of one file of out/, as far as it holds things with an id.
std::vector<IndexEntry> entries_of(const brief::OutputFile& file) {
  std::vector<IndexEntry> entries;
  const auto add = [&](const char* kind, const Json& object) {
    if (!object.is_object() || !object.contains("id") || !object["id"].is_string()) return;
    IndexEntry entry{kind, object["id"].get<std::string>(), {}, object.dump()};
    collect_texts(object, entry.text);
    entries.push_back(std::move(entry));
  };
  const auto lines = [&](const char* kind) {
    for (const auto line : core::split(file.bytes, '\n')) {
      if (!line.empty()) add(kind, Json::parse(line.begin(), line.end(), nullptr, false));
    }
  };
  if (file.name == "findings.jsonl") lines("finding");
  if (file.name == "claims.jsonl") lines("claim");
  if (file.name == "leads.jsonl") lines("lead");
  if (file.name == "entities.jsonl") lines("entity");
  if (file.name == "mentions.jsonl") lines("mention");
  if (file.name == "intake.json" || file.name == "organisation.json" || file.name == "brief.json") {
    const Json json = Json::parse(file.bytes, nullptr, false);
    if (!json.is_object()) return entries;
    if (json.contains("items"))
      for (const auto& item : json["items"]) add("item", item);
    if (json.contains("sites"))
      for (const auto& site : json["sites"]) add("site", site);
    if (json.contains("actors"))
      for (const auto& actor : json["actors"]) add("actor", actor);
    if (json.contains("sections")) {
      for (const auto& section : json["sections"]) {
        for (const auto& sentence : section["sentences"]) add("sentence", sentence);
      }
    }
  }
  return entries;
}

core::Status fill(::sqlite3* database, const std::string& path,
                  const std::vector<brief::OutputFile>& files) {
  const char* schema =
      "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
      "CREATE TABLE thing(kind TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL, json TEXT NOT "
      "NULL) STRICT;"
      "CREATE VIRTUAL TABLE search USING fts5(text, content='thing', tokenize='unicode61');"
      "BEGIN;";
  if (::sqlite3_exec(database, schema, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return fault(database, path);
  }
  CB_TRY(const Statement insert,
         prepare(database, path, "INSERT INTO thing(kind,id,text,json) VALUES(?,?,?,?)"));
  for (const auto& file : files) {
    for (const auto& entry : entries_of(file)) {
      bind(insert.get(), 1, entry.kind);
      bind(insert.get(), 2, entry.id);
      bind(insert.get(), 3, entry.text);
      bind(insert.get(), 4, entry.json);
      if (::sqlite3_step(insert.get()) != SQLITE_DONE) return fault(database, path);
      ::sqlite3_reset(insert.get());
    }
  }
  const char* finish =
      "INSERT INTO search(rowid,text) SELECT rowid,text FROM thing; CREATE INDEX by_id ON "
      "thing(id); COMMIT;";
  if (::sqlite3_exec(database, finish, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return fault(database, path);
  }
  return {};
}

core::Result<std::vector<IndexEntry>> ask(const Case& the_case, const char* sql,
                                          const std::string& argument) {
  const std::string path = the_case.path("case.sqlite");
  std::vector<IndexEntry> entries;
  if (!exists(path)) return entries;
  CB_TRY_STATUS(check_index(the_case));
  CB_TRY(const Database database, open_database(path, SQLITE_OPEN_READONLY));
  CB_TRY(const Statement statement, prepare(database.get(), path, sql));
  bind(statement.get(), 1, argument);
  int code = ::sqlite3_step(statement.get());
  for (; code == SQLITE_ROW; code = ::sqlite3_step(statement.get())) {
    entries.push_back({column(statement.get(), 0), column(statement.get(), 1),
                       column(statement.get(), 2), column(statement.get(), 3)});
  }
  if (code != SQLITE_DONE) return fault(database.get(), path);
  return entries;
}

}  // namespace

core::Result<std::string> write_index_beside(const Case& the_case,
                                             const std::vector<brief::OutputFile>& files) {
  std::string fresh = the_case.path("case.sqlite") + ".new-" + std::to_string(::getpid());
  remove_folder(fresh);
  core::Status status;
  {
    auto database = open_database(fresh, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    status =
        database.has_value() ? fill(database->get(), fresh, files) : std::move(database.error());
  }
  if (status.has_value()) return fresh;
  remove_folder(fresh);
  return std::move(status.error());
}

core::Result<core::Sha256> place_index(const Case& the_case, const std::string& fresh) {
  const std::string path = the_case.path("case.sqlite");
  if (std::rename(fresh.c_str(), path.c_str()) != 0) {
    remove_folder(fresh);
    return Error{ErrorCode::resources, "cannot put the index in place", path, "check the disk"};
  }
  return core::sha256_file(path);
}

core::Status check_index(const Case& the_case) {
  const std::string path = the_case.path("case.sqlite");
  CB_TRY(const core::Sha256 hash, core::sha256_file(path));
  if (hash.hex() == Store::current_index(the_case)) return {};
  return Error{ErrorCode::integrity, "the index is not the one that the last run wrote", path,
               "run again: it is derived"};
}

core::Result<std::vector<IndexEntry>> find_in_index(const Case& the_case, const std::string& id) {
  return ask(the_case, "SELECT kind,id,text,json FROM thing WHERE id=? ORDER BY kind,rowid", id);
}

core::Result<std::vector<IndexEntry>> mentions_in(const Case& the_case, const std::string& item,
                                                  std::optional<std::uint64_t> row) {
  // As entries_of writes it: the one record of a mention.
  const std::string record = "\"records\":[{\"item\":" + Json(item).dump() +
                             ",\"row\":" + (row ? std::to_string(*row) + "," : std::string());
  return ask(the_case,
             "SELECT kind,id,text,json FROM thing WHERE kind='mention' AND instr(json,?)>0 "
             "ORDER BY rowid",
             record);
}

core::Result<std::vector<IndexEntry>> search_index(const Case& the_case, const std::string& words) {
  std::string query;  // each word quoted, so that no character of it is an operator
  for (const auto word : core::split(words, ' ')) {
    if (word.empty()) continue;
    query += query.empty() ? "\"" : " \"";
    for (const char c : word) query += c == '"' ? std::string("\"\"") : std::string(1, c);
    query += '"';
  }
  if (query.empty()) return std::vector<IndexEntry>{};
  return ask(the_case,
             "SELECT t.kind,t.id,t.text,t.json FROM search s JOIN thing t ON t.rowid=s.rowid "
             "WHERE search MATCH ? ORDER BY rank,t.rowid",
             query);
}

}  // namespace cuibono::investigation
