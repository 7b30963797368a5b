// What the program answers to words that it does not know, and to none.
#include "cli/usage.h"

#include <cstdio>

#include "core/core.h"

namespace cuibono::cli {

const char* const overview =
    "Follow the money in a case folder, offline, with a source for every sentence.\n"
    "\n"
    "  cuibono simulate demo --scale 0.05      make a simulated case\n"
    "  cuibono -C demo run                     from the files to the brief\n"
    "  cuibono -C demo serve --open            look at it in a browser\n"
    "  cuibono -C demo verify --truth          check it, and score it against the truth\n"
    "  cuibono init mycase                     make a case of your own\n"
    "  cuibono -C mycase add FILE… --source \"Bank of …\" --received 2025-05-04\n"
    "\n"
    "Start        init  add  map  simulate\n"
    "Analyse      run  resolve  judge  trace  replay  show\n"
    "Write        brief  export\n"
    "Operate      serve  verify\n"
    "\n"
    "`cuibono VERB --help` has examples.\n";

const std::vector<std::string> verbs = {"init",   "add",      "map",     "run",    "show",
                                        "verify", "simulate", "serve",   "export", "replay",
                                        "brief",  "trace",    "resolve", "judge"};

int unknown_verb(const std::string& verb) {
  const auto nearest = core::find_nearest(verb, verbs);
  std::fprintf(stderr, "error: there is no verb \"%s\".%s\n", verb.c_str(),
               nearest ? (" Did you mean \"" + *nearest + "\"?").c_str()
                       : " Run `cuibono` to see them all.");
  return 2;
}

std::string verb_of(int count, char** arguments) {
  for (int i = 1; i < count; ++i) {
    std::string word = arguments[i];
    if (word == "-C" || word == "-j" || word == "--memory" || word == "--seed" ||
        word == "--format" || word == "--progress") {
      ++i;
      continue;
    }
    if (!word.starts_with("-")) return word;
  }
  return {};
}

int usage_fault(const std::string& what, const std::string& verb) {
  std::fprintf(stderr, "error: %s\nhint:  cuibono %s--help has examples\n", what.c_str(),
               verb.empty() ? "" : (verb + " ").c_str());
  return 2;
}

}  // namespace cuibono::cli
