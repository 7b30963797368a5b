// The grammar: verbs and options, each with its help, which begins with examples.
#include "cli/grammar.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/usage.h"

namespace cuibono::cli {
namespace {

/// What a run may leave out.
void add_mask(CLI::App& verb, evidence::MaskWords& mask) {
  verb.add_option("--as-of", mask.as_of, "only what was received by this date");
  verb.add_option("--only-jurisdiction", mask.only_jurisdiction, "only items of this jurisdiction");
  verb.add_option("--without", mask.without, "leave out an item (E0007) or a row (E0007#12)");
  verb.add_option("--without-source", mask.without_source, "leave out all items of a source");
  verb.add_option("--handling", mask.handling, "only items with these handling codes, or none");
}

void add_globals(CLI::App& app, GlobalOptions& global) {
  app.add_option("-C", global.case_folder, "case folder (else: this one or the nearest above)");
  app.add_option("-j", global.threads, "threads (else: all cores); results do not depend on it");
  app.add_option("--memory", global.memory,
                 "end rather than use more memory than this, as 4GiB (else: no limit)");
  app.add_option("--seed", global.seed, "seed of what is drawn (else: of case.toml)");
  app.add_option("--format", global.format, "of stdout: auto, table, jsonl, json")
      ->check(CLI::IsMember({"auto", "table", "jsonl", "json"}));
  app.add_flag("--json{json}", global.format, "short for --format json");
  app.add_option("--progress", global.progress, "auto, never, json")
      ->check(CLI::IsMember({"auto", "never", "json"}));
  app.add_flag("-q,--quiet", global.quiet, "no messages, only data and errors");
}

void add_verbs(CLI::App& app, Options& o) {
  auto* init = app.add_subcommand("init",
                                  "Make a case folder.\n\n  cuibono init lantern --title "
                                  "\"Operation Lantern\" --zone Europe/Vilnius\n");
  init->add_option("DIR", o.folder, "the new folder")->required();
  init->add_option("--id", o.init.id, "short name (else: the folder's)");
  init->add_option("--title", o.init.title, "title of the brief");
  init->add_option("--marking", o.init.marking, "stands on every page");
  init->add_option("--zone", o.init.zone, "time zone of local times, as Europe/Vilnius");

  auto* simulate = app.add_subcommand(
      "simulate",
      "Make a simulated case with known truth.\n\n"
      "  cuibono simulate demo --seed 1 --scale 0.05\n"
      "  cuibono simulate hard --evasive                          it answers pressure\n"
      "  cuibono simulate thin --evidence-share 0.4               little was handed over\n"
      "  cuibono simulate part --without-file subscribers         a kind of files is missing\n"
      "  cuibono simulate half --without-file rheinlicht_umsaetze.csv\n");
  simulate->add_option("DIR", o.simulate.folder, "the new folder")->required();
  simulate->add_option("--seed", o.simulate.seed, "which world (default 1)");
  simulate->add_option("--scale", o.simulate.scale,
                       "1: 500 staff, 3,000 victims, 2 million rows (default 0.05)");
  simulate->add_option("--evidence-share", o.simulate.evidence_share,
                       "of reports, accounts and numbers, 0.1 to 1 (default 1)");
  simulate->add_option("--without-file", o.simulate.missing_files,
                       "leave out a file by name, or a kind: calls, transfers, chain, reports, "
                       "subscribers, watchlist");
  simulate->add_flag("--evasive", o.simulate.evasive,
                     "--number-change 7 --site-split --deeper-chains 2");
  simulate->add_option("--number-change", o.simulate.number_change_days,
                       "every desk changes its number every so many days (default 0: hardly)");
  simulate->add_flag("--site-split", o.simulate.site_split,
                     "half-way each site breaks into two places");
  simulate->add_option("--deeper-chains", o.simulate.chain_depth,
                       "more layers of mules, 0 to 3 (default 0)");

  auto* add = app.add_subcommand(
      "add",
      "Take in files: hash, copy, remember who sent them. Twice does no harm.\n\n  cuibono add "
      "bank.csv --source \"Bank of X\" --jurisdiction LT --received 2025-05-04\n  cuibono add "
      "folder/        (each FILE may have a FILE.meta.toml beside it)\n");
  add->add_option("PATH", o.add.paths, "files or folders")->required();
  add->add_flag("--link", o.add.link, "leave the file where it is");
  add->add_option("--source", o.add.source, "who made it");
  add->add_option("--custodian", o.add.custodian, "who keeps it");
  add->add_option("--jurisdiction", o.add.jurisdiction, "country, as LT");
  add->add_option("--received", o.add.received, "date it was received, as 2025-05-04");
  add->add_option("--handling", o.add.handling, "handling code");
  add->add_option("--grade", o.add.reliability, "reliability of the source, in the case's scheme");
  add->add_option("--credibility", o.add.credibility,
                  "credibility of what it says, apart from who says it");
  add->add_option("--legal-basis", o.add.legal_basis, "why the case may hold it");
  add->add_option("--kind", o.add.kind,
                  "calls, transfers, chain, reports, subscribers, watchlist …");

  auto* map = app.add_subcommand(
      "map",
      "Show how a file is understood: columns, fields, reasons, doubts.\n\n"
      "  cuibono map E0003             its columns\n"
      "  cuibono map preview E0003     its first rows as a run will read them\n");
  map->add_option("ITEM", o.map_words, "item, as E0003; before it \"preview\"")
      ->required()
      ->expected(1, 2);
  map->add_option("--rows", o.rows, "rows of a preview, else broken rows to show (default 20)");

  auto* run = app.add_subcommand(
      "run",
      "The whole way from files to the brief.\n\n  cuibono run\n  cuibono run --as-of 2025-05-01   "
      "       what could be known then\n  cuibono run --only-jurisdiction LT      what one country "
      "sees alone\n  cuibono run --without E0007             what falls with it\n");
  add_mask(*run, o.run.mask);
  run->add_option("-o,--out", o.run.out, "folder for the results (default CASE/out)");
  run->add_flag("--strict", o.run.strict,
                "stop at open questions, doubtful columns and broken rows");
  run->add_flag("--check", o.run.check, "trace with the slow reference twins");

  auto* replay = app.add_subcommand(
      "replay",
      "A run, and the same case again with less: how steady is each finding, what falls with a\n"
      "source, what does each country see alone, what was known when?\n\n"
      "  cuibono replay --family bootstrap --draws 200\n"
      "  cuibono replay --family without-source --family jurisdictions\n");
  replay
      ->add_option("--family", o.replay.families,
                   "bootstrap, without-source, jurisdictions, as-of, handling, identity; more than "
                   "once")
      ->required()
      ->delimiter(',');
  replay->add_option("--draws", o.replay.draws, "of the family bootstrap (else: of case.toml)")
      ->check(CLI::Range(std::uint64_t{1}, investigation::CaseSettings::draws_most));
  add_mask(*replay, o.replay.mask);
  replay->add_option("-o,--out", o.replay.out, "folder for the results (default CASE/out)");

  auto* resolve = app.add_subcommand("resolve",
                                     "Who may be one although no number says so: pairs to judge, "
                                     "ranked by doubt and by what hangs on them.\n\n"
                                     "  cuibono resolve\n"
                                     "  cuibono resolve --explain cb-17… cb-90…     why the pair "
                                     "has its score, and what would change it\n");
  resolve
      ->add_option("--explain", o.resolve.request.explain, "two entities, pseudonyms or selectors")
      ->expected(2);
  resolve->add_option("--limit", o.resolve.request.limit, "pairs to list (default 25)");
  resolve
      ->add_option("--auto", o.resolve.automatic,
                   "show what would join from this probability on (else: of case.toml)")
      ->check(CLI::Range(0.5, 0.999));
  resolve->add_option("--review", o.resolve.review, "list pairs from this probability on")
      ->check(CLI::Range(0.001, 0.999));

  auto* judge = app.add_subcommand(
      "judge",
      "Decide who is who: the next run heeds it. Appended with who, when and why, and never "
      "rewritten.\n\n"
      "  cuibono judge cb-17… cb-90… same --reason \"same passport, E0007 page 2\"\n"
      "  cuibono judge doc:XX:1 mailto:a@example.org different --reason \"born 1991\"\n"
      "  cuibono judge --undo J3\n"
      "  cuibono judge --import resolver.ijson       lines of nomenklatura\n");
  judge
      ->add_option("WORD", o.judge.words,
                   "two entities, pseudonyms or selectors, then same, different or unsure")
      ->expected(0, 3);
  judge->add_option("--reason", o.judge.why, "on what ground");
  judge->add_option("--undo", o.judge.undo, "take back this judgement, as J3");
  judge->add_flag("--list", o.judge.list, "all judgements of the case, also those undone");
  judge->add_option("--import", o.judge.import_file, "take judgements from a file of nomenklatura");
  judge->add_flag("--export", o.judge.export_lines,
                  "write those in force as lines of nomenklatura");

  auto* trace = app.add_subcommand(
      "trace",
      "Follow money from where it starts, or back to where it came from, under every rule at "
      "once.\n"
      "The plan is stored and audited before anything is looked at.\n\n"
      "  cuibono trace victims                                all that reports name\n"
      "  cuibono trace iban:LT123 --max-hops 3                what came to an account, and where "
      "it went\n"
      "  cuibono trace E0004#17 --method fifo --compare lifo,prorata\n"
      "  cuibono trace iban:LT123 --back                      from whom\n");
  trace
      ->add_option("FROM", o.trace.request.from,
                   "victims, an account, a payment as E0004#17, an entity or a pseudonym")
      ->required();
  trace->add_option("--to", o.trace.request.to,
                    "accounts: no further; with --back no other sources");
  auto* forward = trace->add_flag("--forward", o.trace.forward, "where it went (default)");
  trace->add_flag("--back", o.trace.request.back, "where it came from")->excludes(forward);
  trace
      ->add_option("--method", o.trace.rules,
                   "all (default), fifo, lifo, prorata, own_first, own_first_prorata, trust_first")
      ->delimiter(',')
      ->allow_extra_args(false);
  trace->add_option("--compare", o.trace.compare, "more rules beside --method")
      ->delimiter(',')
      ->expected(0, -1);
  trace->add_option("--max-hops", o.trace.request.hops_max,
                    "accounts so many payments away pay on no further (default: no limit)");
  trace->add_option("--since", o.trace.request.since, "follow payments of this day and later");
  trace->add_option("--until", o.trace.request.until, "look at nothing after this day");
  trace->add_option("--currency", o.trace.request.currency, "this one alone");
  add_mask(*trace, o.trace.mask);

  auto* verify =
      app.add_subcommand("verify",
                         "Does everything still fit? Hashes, audit chain, sums by the slow "
                         "twins.\n\n  cuibono verify\n  cuibono verify --rebuild     run again and "
                         "compare bytes\n  cuibono verify --truth       score a simulated case\n");
  verify->add_flag("--rebuild", o.verify.rebuild, "run again and compare bytes");
  verify->add_flag("--truth", o.verify.truth, "score out/ against truth.json");
  verify->add_option("--seal", o.verify.seal, "as a run printed it: is the audit as long as then?");

  auto* show = app.add_subcommand(
      "show",
      "One thing and why it is believed.\n\n  cuibono show F12          a finding\n  cuibono show "
      "E0003#17     a row as received\n  cuibono show intake       what was taken in\n  cuibono "
      "show \"+999 55\"    search\n");
  show->add_option("WHAT", o.what, "id, row, or words")->required();

  auto* leave = app.add_subcommand(
      "export",
      "The typed records of items as files for other programs, a file each. Each is read again\n"
      "before it is kept, and added to a case it gives the same records.\n\n"
      "  cuibono export --to csv\n"
      "  cuibono export E0003 E0007 --to parquet -o handover/\n"
      "  cuibono export --to xlsx --clear      victims by name; written to the audit\n");
  leave->add_option("ITEM", o.export_words.request.labels, "items, as E0003 (else: all)");
  leave->add_option("--to", o.export_words.to, "csv, jsonl, xlsx, parquet")
      ->required()
      ->check(CLI::IsMember({"csv", "jsonl", "xlsx", "parquet"}));
  leave->add_option("-o,--out", o.export_words.request.folder, "folder (default CASE/export)");
  leave
      ->add_option("--for", o.export_words.receiver,
                   "who gets the files: own, partner, court, open; held against handling codes")
      ->check(CLI::IsMember({"own", "partner", "court", "open"}));
  leave->add_flag("--clear", o.export_words.request.is_clear,
                  "victims may stand in the files as they are");

  auto* brief = app.add_subcommand(
      "brief",
      "The brief of the last run as text, or what is wrong with it.\n\n"
      "  cuibono brief > brief.md             with marks: edit it\n"
      "  cuibono brief --check                the lint; exit 1 where it complains\n"
      "  cuibono brief --check brief.md --for court\n"
      "  cuibono brief --without E0007        which sentences fall, change, stand\n"
      "  cuibono brief --as-of 2025-05-01     what could be said that day\n");
  add_mask(*brief, o.brief.mask);
  brief->add_option("FILE", o.brief.file, "an edited brief: text, brief.json, brief.html");
  brief->add_flag("--check", o.brief.check,
                  "each sentence against the rules of wording and results");
  brief->add_option("--for", o.brief.receiver, "who gets it: own, partner, court, open")
      ->check(CLI::IsMember({"own", "partner", "court", "open"}));

  auto* serve = app.add_subcommand(
      "serve",
      "The workbench on this machine: look at a case that was run.\n\n  cuibono serve --open       "
      "in the browser\n  cuibono serve --port 8642  at a port of your choice\nThe address is on "
      "stdout; who has it sees the case. Nothing leaves this machine.\n");
  serve->add_option("--port", o.serve.port, "port at 127.0.0.1 (else: a free one)");
  serve->add_flag("--open", o.serve.open, "open the browser");
  serve->add_flag("--read-only", o.serve.read_only, "say so on every screen");
  serve->add_option("--idle", o.serve.idle_minutes,
                    "end after so many minutes without a request (else: never)");
}

/// "--as-off" of "--as-off=2025-05-04", when no option has that name.
std::optional<std::string> find_unknown_option(const CLI::App& app, int count, char** arguments) {
  for (int i = 1; i < count; ++i) {
    const std::string word(arguments[i]);
    if (word == "--") break;
    std::string name = word.substr(0, word.find('='));
    if (!name.starts_with("-") || name == "-") continue;
    bool known = app.get_option_no_throw(name) != nullptr;
    for (const auto* verb : app.get_subcommands())
      known = known || verb->get_option_no_throw(name) != nullptr;
    if (!known) return name;
  }
  return std::nullopt;
}

int unknown_option(const CLI::App& app, const std::string& name, const std::string& verb) {
  std::vector<std::string> names;
  const auto gather = [&](const CLI::App& one) {
    for (const auto* option : one.get_options()) {
      for (const auto& known : option->get_lnames()) names.push_back("--" + known);
    }
  };
  gather(app);
  for (const auto* chosen : app.get_subcommands()) gather(*chosen);
  const auto nearest = core::find_nearest(name, names);
  return usage_fault("there is no option " + name + "." +
                         (nearest ? " Did you mean " + *nearest + "?" : std::string()),
                     verb);
}

}  // namespace

std::optional<int> parse_words(int count, char** arguments, Options& o) {
  CLI::App app("", "cuibono");
  add_globals(app, o.global);
  add_verbs(app, o);
  app.require_subcommand(1);
  for (auto* verb : app.get_subcommands({})) verb->fallthrough();  // `cuibono run -q` as well
  app.set_version_flag("--version", "");
  const std::string verb = verb_of(count, arguments);
  if (count == 1) {
    write_stdout(overview);
    return 0;
  }
  if (!verb.empty() && std::find(verbs.begin(), verbs.end(), verb) == verbs.end())
    return unknown_verb(verb);
  try {
    app.parse(count, arguments);
  } catch (const CLI::CallForHelp& help) {
    if (verb.empty()) {
      write_stdout(overview);
      return 0;
    }
    write_stdout(app.help());
    return 0;
  } catch (const CLI::CallForVersion&) {
    write_stdout(investigation::engine_name() + "\n");
    return 0;
  } catch (const CLI::ParseError& fault) {
    if (const auto option = find_unknown_option(app, count, arguments))
      return unknown_option(app, *option, verb);
    return usage_fault(verb.empty() ? "a verb is missing, as in `cuibono run`" : fault.what(),
                       verb);
  }
  o.verb = app.get_subcommands().front()->get_name();
  return std::nullopt;
}

}  // namespace cuibono::cli
