#pragma once
// cli: the command line. Reads words, calls the investigation, writes what came of it.
//
// In    argv, the terminal.
// Out   data on stdout, messages and progress on stderr, an exit code. No logic of the subject lives here.
//
// main.cc      the grammar: verbs, options, help with examples, did-you-mean
// commands.h   one function a verb
// terminal.h   tables on a terminal, JSON Lines in a pipe, progress, errors as a person reads them
#include "cli/commands.h"
#include "cli/terminal.h"
