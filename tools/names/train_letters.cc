// Counts which pieces of words in one writing stand for which Latin letters: src/entities/letters/WRITING.txt.
//
// Use     train_letters WRITING NAMES OUT
// In      NAMES: a line an item and spelling, "writing TAB spelling TAB Latin TAB Latin …"
// Idea    each pair of spellings is cut into pieces in all ways, weighted by how probable they are; the weights are
//         counted and the probabilities made again, ten times (expectation maximisation).
// Source  Ristad and Yianilos 1998; pieces as in Jiampojamarn et al. 2007. A piece of n letters above two is held
//         for `longer` to the n less probable, or all would be learned by heart.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/core.h"
#include "entities/name_letters.h"
#include "entities/name_units.h"

namespace cuibono::entities {
namespace {

constexpr double rounds = 10, unseen_letter = 1e-5;
constexpr std::size_t units_max = 17, letters_max = 21;

struct Options {
  std::size_t spellings_max = 20'000;
  double longer = 0.3;     ///< factor of each letter of a piece above two
  double count_min = 1.5;  ///< pieces that are rarer are left out
  std::size_t of_one = 4;  ///< Latin letters that one unit stands for at most
  std::size_t of_two = 3;  ///< and two units
};

Options options_of(std::string_view name) {
  if (name == "han") return {90'000, 0.5, 1.5, 6, 0};
  if (name == "latin" || name == "pinyin" || name == "spoken") return {20'000, 0.3, 3, 4, 3};
  if (name == "cyrillic" || name == "kana" || name == "hangul") return {40'000, 0.3, 2, 4, 3};
  return {};
}

/// What a spelling is read from: the writing of the file for all tables but those of readings.
bool is_source(std::string_view table, std::string_view writing) {
  if (table == "pinyin") return writing == "han";
  if (table != "spoken") return writing == table;
  return writing != "latin" && writing != "han" && writing != "hangul" && writing != "hebrew" &&
         writing != "arabic";
}

Writing writing_named(std::string_view name) {
  for (std::size_t w = 0; w < writings; ++w) {
    if (writing_name(static_cast<Writing>(w)) == name) return static_cast<Writing>(w);
  }
  return Writing::other;
}

struct Sample {
  std::vector<std::size_t> units;  ///< the last is the end
  std::string letters;             ///< as well: "{"
  double weight = 1;
};

struct Data {
  std::vector<Sample> samples;
  std::vector<char32_t> unit{0};  ///< [ids]
  std::vector<double> unit_share{0}, letter_share = std::vector<double>(27, 0);
};

std::u32string wide(const std::string& letters) { return {letters.begin(), letters.end()}; }

std::u32string read_units(std::string_view table, std::string_view writing,
                          std::string_view spelling) {
  const Writing of = writing_named(writing);
  const std::u32string units = units_of(points_of_text(spelling), of);
  if (table == "pinyin") return wide(mandarin_units(units));
  return table == "spoken" || table == "latin" ? wide(latin_letters(units, of)) : units;
}

Data read_data(std::string_view table, const std::string& path, const Options& options) {
  std::vector<std::pair<std::uint64_t, std::string>> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (is_source(table, line.substr(0, line.find('\t'))))
      lines.emplace_back(core::hash64(line), line);
  }
  std::sort(lines.begin(), lines.end());  // a sample by chance that is the same each time
  std::map<std::string, std::size_t> of_writing;
  std::map<char32_t, std::size_t> ids;
  Data data;
  std::size_t taken = 0;
  double units_all = 0, letters_all = 0;
  for (const auto& [hash, line] : lines) {
    const auto cells = core::split(line, '\t');
    if (taken == options.spellings_max) break;
    if (table == "spoken" && ++of_writing[std::string(cells[0])] > options.spellings_max / 5)
      continue;
    ++taken;
    std::u32string units = read_units(table, cells[0], cells[1]);
    if (units.empty() || units.size() >= units_max) continue;
    const std::string self(table == "latin" ? std::string(units.begin(), units.end()) : "");
    std::vector<std::string> spellings;
    for (std::size_t i = 2; i < cells.size(); ++i) {
      std::string letters =
          latin_letters(units_of(points_of_text(cells[i]), Writing::latin), Writing::latin);
      const bool is_new = std::find(spellings.begin(), spellings.end(), letters) == spellings.end();
      if (is_new && !letters.empty() && letters.size() < letters_max && letters != self)
        spellings.push_back(std::move(letters));
    }
    if (spellings.empty()) continue;
    const double share = 1.0 / static_cast<double>(spellings.size() + (self.empty() ? 0U : 1U));
    if (!self.empty()) spellings.push_back(self);
    units += U'$';
    for (const std::string& letters : spellings) {
      Sample sample{{}, letters + '{', letters == self ? 0.3 : share};
      for (const char32_t c : units) {
        const auto [at, is_new] = ids.emplace(c, data.unit.size());
        if (is_new) {
          data.unit.push_back(c);
          data.unit_share.push_back(0);
        }
        sample.units.push_back(at->second);
        data.unit_share[at->second] += sample.weight;
        units_all += sample.weight;
      }
      for (const char c : sample.letters) {
        data.letter_share[static_cast<std::size_t>(c - 'a')] += sample.weight;
        letters_all += sample.weight;
      }
      data.samples.push_back(std::move(sample));
    }
  }
  for (double& share : data.unit_share) share /= units_all;
  for (double& share : data.letter_share) share = std::max(share / letters_all, unseen_letter);
  return data;
}

/// Pieces as numbers: units in base of their count, letters in base 28.
using Counts = std::map<std::pair<std::uint64_t, std::uint64_t>, double>;
struct PieceHash {
  std::size_t operator()(const std::pair<std::uint64_t, std::uint64_t>& piece) const noexcept {
    return core::mix64(piece.first * 0x9E3779B97F4A7C15ULL + piece.second);
  }
};
using Chances = std::unordered_map<std::pair<std::uint64_t, std::uint64_t>, double, PieceHash>;

struct Trainer {
  const Data& data;
  const Options& options;
  std::vector<std::string>
      read_as;  ///< [ids] what ICU makes of a unit: where the first round begins
  Chances chances;
  bool is_first = true;

  std::uint64_t units_key(const Sample& s, std::size_t i, std::size_t n) const {
    return n == 0 ? 0 : n == 1 ? s.units[i] : data.unit.size() * (1 + s.units[i]) + s.units[i + 1];
  }
  static std::uint64_t letters_key(const Sample& s, std::size_t j, std::size_t k) {
    std::uint64_t key = 0;
    for (std::size_t at = j; at < j + k; ++at)
      key = key * 28 + static_cast<std::uint64_t>(s.letters[at] - 'a' + 1);
    return key;
  }
  double chance(const Sample& s, std::size_t i, std::size_t n, std::size_t j, std::size_t k) const {
    const double held = std::pow(options.longer, n + k > 2 ? static_cast<double>(n + k - 2) : 0.0);
    if (!is_first) {
      const auto found = chances.find({units_key(s, i, n), letters_key(s, j, k)});
      return found == chances.end() ? 0 : found->second * held;
    }
    if (options.of_two == 0) return 0.02 * held;
    if (n == 1 && k > 0 && read_as[s.units[i]] == s.letters.substr(j, k)) return 0.5 * held;
    return (n == 0 ? 0.001 : k == 0 ? 0.01 : n == 2 ? 0.002 : 0.02) * held;
  }
  template <class Visit>
  void each_piece(const Sample& s, std::size_t i, std::size_t j, Visit&& visit) const {
    for (std::size_t n = 0; n <= (options.of_two > 0 ? 2U : 1U) && i + n <= s.units.size(); ++n) {
      const std::size_t most = n == 0 ? 1 : n == 1 ? options.of_one : options.of_two;
      for (std::size_t k = n == 1 ? 0 : 1; k <= most && j + k <= s.letters.size(); ++k) visit(n, k);
    }
  }
  void count(const Sample& s, Counts& counts) const {
    const std::size_t units = s.units.size(), letters = s.letters.size();
    std::vector<std::vector<double>> ahead(units + 1, std::vector<double>(letters + 1, 0)),
        behind = ahead;
    ahead[0][0] = behind[units][letters] = 1;
    for (std::size_t i = 0; i <= units; ++i) {
      for (std::size_t j = 0; j <= letters; ++j) {
        if (ahead[i][j] > 0)
          each_piece(s, i, j, [&](std::size_t n, std::size_t k) {
            ahead[i + n][j + k] += ahead[i][j] * chance(s, i, n, j, k);
          });
      }
    }
    const double all = ahead[units][letters];
    if (!(all > 1e-280)) return;
    for (std::size_t i = units + 1; i-- > 0;) {
      for (std::size_t j = letters + 1; j-- > 0;) {
        each_piece(s, i, j, [&](std::size_t n, std::size_t k) {
          if (behind[i + n][j + k] <= 0) return;
          const double through = chance(s, i, n, j, k) * behind[i + n][j + k];
          behind[i][j] += through;
          if (ahead[i][j] > 0 && through > 0)
            counts[{units_key(s, i, n), letters_key(s, j, k)}] +=
                s.weight * ahead[i][j] * through / all;
        });
      }
    }
  }
};

std::string line_of(const Data& data, const Options& options,
                    std::pair<std::uint64_t, std::uint64_t> piece, double chance) {
  std::u32string units;
  double by_chance = 0;  // log2 of what independence would have
  const auto add_unit = [&](std::uint64_t id) {
    units += data.unit[id];
    by_chance += std::log2(data.unit_share[id]);
  };
  if (piece.first >= data.unit.size()) {
    add_unit(piece.first / data.unit.size() - 1);
    add_unit(piece.first % data.unit.size());
  } else if (piece.first > 0) {
    add_unit(piece.first);
  }
  std::string letters;
  for (std::uint64_t left = piece.second; left > 0; left /= 28) {
    letters.insert(letters.begin(), static_cast<char>('a' + left % 28 - 1));
    by_chance += std::log2(data.letter_share[left % 28 - 1]);
  }
  const std::size_t length = units.size() + letters.size();
  const double held = std::pow(options.longer, length > 2 ? static_cast<double>(length - 2) : 0.0);
  const auto weight = std::lround(100 * (std::log2(chance * held) - by_chance));
  return (units.empty() ? "-" : text_of_points(units)) + " " + (letters.empty() ? "-" : letters) +
         " " + std::to_string(weight);
}

int train(const std::string& table, const std::string& names, const std::string& out) {
  const Options options = options_of(table);
  const Data data = read_data(table, names, options);
  Trainer trainer{data, options, {}, {}, true};
  const Writing of = table == "pinyin" || table == "spoken" ? Writing::latin : writing_named(table);
  for (const char32_t c : data.unit)
    trainer.read_as.push_back(c == U'$' ? "{"
                              : c == 0  ? ""
                                        : latin_letters(std::u32string(1, c), of));
  Counts counts;
  for (int round = 0; round < rounds; ++round) {
    counts.clear();
    for (const Sample& sample : data.samples) trainer.count(sample, counts);
    const double least = round < 2 ? 0.05 : round < 4 ? 0.3 : options.count_min * 0.6;
    double all = 0;
    for (const auto& [piece, count] : counts) all += count > least ? count : 0;
    trainer.chances.clear();
    for (const auto& [piece, count] : counts) {
      if (count > least) trainer.chances[piece] = count / all;
    }
    trainer.is_first = false;
  }
  std::vector<std::string> lines;
  for (const auto& [piece, count] : counts) {
    if (count >= options.count_min)
      lines.push_back(line_of(data, options, piece, trainer.chances[piece]));
  }
  std::sort(lines.begin(), lines.end());
  std::ofstream file(out);
  file << "# Made by tools/names from Wikidata (CC0) as rigour 1.5.0 (MIT) carries it.\n";
  for (const std::string& line : lines) file << line << "\n";
  std::printf("%s: %zu spellings, %zu pieces\n", table.c_str(), data.samples.size(), lines.size());
  return file.good() ? 0 : 1;
}

}  // namespace
}  // namespace cuibono::entities

int main(int count, char** words) {
  if (count != 4) return 2;
  return cuibono::entities::train(words[1], words[2], words[3]);
}
