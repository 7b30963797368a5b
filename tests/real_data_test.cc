// Public data as it is found, with nobody's mapping: every row accounted for, the answers of others left aside,
// doubts shown as doubts.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "tiny_case.h"

namespace cuibono::cross {
namespace {

namespace fs = std::filesystem;

/// Where the public data lies; "" where it does not.
std::string data_folder() {
  const char* named = std::getenv("CUIBONO_DATA");
  const fs::path folder = named != nullptr ? fs::path(named) : fs::path("../shared/data");
  return fs::is_directory(folder) ? folder.string() : std::string();
}

/// Intake and brief of a case that holds one file.
struct Read {
  investigation::RunReport report;
  nlohmann::json item, brief;

  [[nodiscard]] nlohmann::json column(const std::string& name) const {
    for (const auto& column : item["mapping"]) {
      if (column["column"] == name) return column;
    }
    ADD_FAILURE() << "no column " << name << " in " << item.dump();
    return {};
  }
  [[nodiscard]] std::string field(const std::string& name) const {
    return column(name).value("field", "?");
  }
  [[nodiscard]] bool asks(const std::string& words) const {
    for (const auto& question : item["questions"]) {
      if (question.get<std::string>().find(words) != std::string::npos) return true;
    }
    return false;
  }
};

class RealDataRelease : public testing::Test {
 protected:
  void SetUp() override {
    data_ = data_folder();
    if (data_.empty())
      GTEST_SKIP() << "no public data: set CUIBONO_DATA, or put it in ../shared/data";
  }

  /// Runs a case of this one file; no mapping is written by hand.
  investigation::RunReport run(const std::string& path) {
    static std::uint64_t cases = 0;
    const std::string folder = temp_ / ("case" + std::to_string(++cases));
    investigation::CaseSettings settings;
    settings.id = "public";
    auto made = investigation::make_case(folder, settings);
    EXPECT_TRUE(made.has_value());
    investigation::AddRequest request;
    request.paths = {path};
    request.source = "Public data";
    request.received = "2025-03-01";
    EXPECT_TRUE(investigation::add_files(threads(2), *made, request).has_value()) << path;
    return run_case(folder);
  }

  /// The same, of a file that is one table.
  Read read(const std::string& path) {
    Read result;
    result.report = run(path);
    result.item = read_json(result.report.out_folder + "/intake.json")["items"][0];
    result.brief = read_json(result.report.out_folder + "/brief.json");
    EXPECT_EQ(result.item["rows"], result.item["records"].get<std::uint64_t>() +
                                       result.item["quarantined"].get<std::uint64_t>())
        << path;
    EXPECT_EQ(result.report.rows, result.item["rows"]);
    std::uint64_t listed = 0;
    for (const auto& group : result.item["broken"]) listed += group["rows"].size();
    EXPECT_EQ(listed, result.item["quarantined"]) << "every row set aside is listed";
    return result;
  }

  /// A file of a .tgz, unpacked; "" when tar cannot.
  std::string unpack(const std::string& archive, const std::string& member) {
    const std::string command =
        "tar -xzf '" + data_ + "/" + archive + "' -C '" + temp_.path() + "' '" + member + "'";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    return temp_ / member;
  }

  std::string data_;
  TempFolder temp_;
};

/// Different ends of the calls of E0001, all of them local to their source.
std::size_t local_phones(const std::string& folder) {
  const auto opened = investigation::open_case(folder);
  EXPECT_TRUE(opened.has_value());
  const auto preview = investigation::preview_mapping(threads(1), *opened, "E0001");
  EXPECT_TRUE(preview.has_value()) << preview.error().what << " " << preview.error().where;
  std::set<std::string> phones;
  for (const auto field : {evidence::Field::caller, evidence::Field::callee}) {
    const auto* column = preview->batch.find(field);
    for (std::size_t i = 0; column != nullptr && i < column->values.size(); ++i) {
      EXPECT_EQ(column->kinds[i], evidence::SelectorKind::local) << column->values[i];
      phones.insert(column->values[i]);
    }
  }
  return phones.size();
}

TEST_F(RealDataRelease, CallsOfTenDaysAndFourHundredPhones) {
  const Read calls = read(data_ + "/cdr_vast2008_mc3/cdr.csv");
  EXPECT_EQ(calls.item["kind"], "calls");
  EXPECT_EQ(calls.item["rows"], 9834);
  EXPECT_EQ(calls.item["quarantined"], 0);
  EXPECT_EQ(calls.report.events, 9834U);
  EXPECT_EQ(calls.field("From"), "caller");
  EXPECT_EQ(calls.field("To"), "callee");
  EXPECT_EQ(calls.field("Datetime"), "time");
  EXPECT_EQ(calls.field("Duration(seconds)"), "duration_s");
  EXPECT_EQ(calls.item["first"], "2006-06-01T00:08Z");
  // Phone 200 is no number that a network knows, and phone 0 is one of them: they are local ids.
  const std::string folder = fs::path(calls.report.out_folder).parent_path().string();
  EXPECT_EQ(local_phones(folder), 400U);
}

/// Steps are no dates, and amounts without a currency are kept apart.
TEST_F(RealDataRelease, ThePlantedGroupOfCallersIsFoundAndNoOther) {
  const Read read = this->read(data_ + "/cdr_callmine/sample_raw_data.csv");
  EXPECT_EQ(read.field("label"), "ignored");
  std::string said;
  for (const auto& section : read.brief["sections"]) {
    for (const auto& sentence : section["sentences"])
      if (sentence["template"] == "group") said += sentence["text"].get<std::string>();
  }
  EXPECT_TRUE(said.starts_with("10 numbers (250 of ")) << said;
  for (int number = 250; number < 260; ++number)
    EXPECT_NE(said.find(std::to_string(number) + " of "), std::string::npos) << said;
  EXPECT_NE(said.find("call the same 10 numbers: 1000 of their 1057 calls"), std::string::npos)
      << said;
}

TEST_F(RealDataRelease, TransfersInStepsWithoutACurrency) {
  struct Graph {
    const char* name;
    std::uint64_t transfers;
  };
  for (const auto& [name, transfers] :
       {Graph{"20K_cycle200", 117'805}, {"20K_fanin200", 118'250}}) {
    SCOPED_TRACE(name);
    const std::string member = std::string(name) + "/transactions.csv";
    const Read read_one = read(unpack("aml_amlsim/" + std::string(name) + ".tgz", member));
    EXPECT_EQ(read_one.item["kind"], "transfers");
    EXPECT_EQ(read_one.item["rows"], transfers);
    EXPECT_EQ(read_one.item["records"], transfers);
    EXPECT_EQ(read_one.report.events, transfers) << "equal payments of one file are never merged";
    EXPECT_EQ(read_one.field("sourceNodeId"), "payer");
    EXPECT_EQ(read_one.field("targetNodeId"), "payee");
    EXPECT_EQ(read_one.field("value"), "amount");
    EXPECT_EQ(read_one.field("time"), "time");
    EXPECT_TRUE(read_one.column("time")["doubtful"]);
    EXPECT_TRUE(read_one.asks("\"time\" as time"));
    EXPECT_TRUE(read_one.asks("In which currency are the amounts?"));
    ASSERT_EQ(read_one.item["totals"].size(), 1U);
    EXPECT_EQ(read_one.item["totals"][0]["currency"], "XXX");
    bool steps = false;
    for (const auto& sentence : read_one.report.summary)
      steps = steps || sentence.find("counted in steps of unknown length") != std::string::npos;
    EXPECT_TRUE(steps) << "no date is made of a step";
  }
}

/// What another analysis concluded is no evidence.
TEST_F(RealDataRelease, TheAnswersOfOthersAreIgnored) {
  const Read nodes = read(unpack("aml_amlsim/20K_cycle200.tgz", "20K_cycle200/nodes.csv"));
  EXPECT_EQ(nodes.item["rows"], 20'000);
  EXPECT_EQ(nodes.field("isFraud"), "ignored");
  EXPECT_EQ(nodes.field("fraudStep"), "ignored");
  EXPECT_EQ(nodes.field("nodeid"), "account");
  const Read mine = read(data_ + "/cdr_callmine/sample_raw_data.csv");
  EXPECT_EQ(mine.item["kind"], "calls");
  EXPECT_EQ(mine.item["rows"], 11'000);
  EXPECT_EQ(mine.item["quarantined"], 0);
  EXPECT_EQ(mine.field("label"), "ignored");
  EXPECT_EQ(mine.field("timestamp"), "time");
  const Read accounts = read(data_ + "/aml_amlsim/sample_outputs/accounts.csv");
  EXPECT_EQ(accounts.field("isFraud"), "ignored");
  EXPECT_EQ(accounts.field("suspicious"), "ignored");
  const Read world = read(data_ + "/aml_amlworld_hismall/transactions_sample.csv");
  EXPECT_EQ(world.field("is_laundering"), "ignored");
}

TEST_F(RealDataRelease, PaymentsBetweenBanksInManyCurrencies) {
  const Read patterns = read(data_ + "/aml_amlworld_hismall/HI-Small_patterns_flat.csv");
  EXPECT_EQ(patterns.item["kind"], "transfers");
  EXPECT_EQ(patterns.item["rows"], 1712);
  EXPECT_EQ(patterns.field("Account"), "payer");
  EXPECT_EQ(patterns.field("Account.1"), "payee");
  EXPECT_EQ(patterns.field("Payment Currency"), "currency");
  EXPECT_EQ(patterns.field("Is Laundering"), "ignored");
  EXPECT_EQ(patterns.field("pattern_family"), "ignored");
  EXPECT_GT(patterns.item["totals"].size(), 10U) << "sums of currencies are never mixed";
  // A yen has no hundredths: such rows are shown and not rounded.
  for (const auto& group : patterns.item["broken"]) {
    EXPECT_NE(group["reason"].get<std::string>().find("more decimals than"), std::string::npos)
        << group.dump();
  }
  EXPECT_LE(patterns.item["quarantined"], 60);
}

TEST_F(RealDataRelease, AStatementOfACzechBank) {
  const Read statement = read(data_ + "/bank_berka/trans.asc");
  EXPECT_EQ(statement.item["kind"], "transfers");
  EXPECT_EQ(statement.item["rows"], statement.item["records"]);
  EXPECT_EQ(statement.field("amount"), "amount");
  EXPECT_EQ(statement.field("balance"), "balance_after");
  EXPECT_EQ(statement.field("date"), "date");
  const Read orders = read(data_ + "/bank_berka/order.asc");
  EXPECT_EQ(orders.item["rows"], 6471);
  EXPECT_EQ(orders.item["quarantined"], 0) << "orders without a day are records, not events";
  EXPECT_EQ(orders.report.events, 0U);
}

TEST_F(RealDataRelease, PeopleOfThreeRegisters) {
  struct Register {
    const char* name;
    std::uint64_t rows;
  };
  for (const auto& [name, rows] :
       {Register{"customers", 120}, {"reference", 22}, {"watchlist", 17}}) {
    SCOPED_TRACE(name);
    const Read people = read(data_ + "/er_senzing_truthset/demo/" + name + ".csv");
    EXPECT_EQ(people.item["kind"], "persons");
    EXPECT_EQ(people.item["rows"], rows);
    EXPECT_EQ(people.item["records"], rows);
    std::set<std::string> fields;
    for (const auto& column : people.item["mapping"]) fields.insert(column["field"]);
    for (const char* field : {"name", "birth_date", "phone", "email"})
      EXPECT_TRUE(fields.contains(field)) << field;
  }
}

/// The same registers as records of their engine: people and companies apart, and who points to whom.
TEST_F(RealDataRelease, PeopleOfThreeRegistersAsEntityRecords) {
  struct Register {
    const char* name;
    std::uint64_t parties, ties;
  };
  for (const auto& [name, parties, ties] :
       {Register{"customers", 120, 0}, {"reference", 22, 14}, {"watchlist", 17, 0}}) {
    SCOPED_TRACE(name);
    const std::string path = data_ + "/er_senzing_truthset/demo/" + name + ".jsonl";
    const auto items = read_json(run(path).out_folder + "/intake.json")["items"];
    std::uint64_t found_parties = 0, found_ties = 0;
    for (const auto& item : items) {
      EXPECT_EQ(item["format"], "senzing");
      EXPECT_EQ(item["quarantined"], 0);
      (item["kind"] == "ties" ? found_ties : found_parties) += item["records"].get<std::uint64_t>();
    }
    EXPECT_EQ(found_parties, parties);
    EXPECT_EQ(found_ties, ties);
  }
}

}  // namespace
}  // namespace cuibono::cross
