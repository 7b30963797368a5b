#pragma once
// core: what every stage needs and no stage owns. No word of the domain of fraud lives here.
//
// In    bytes, text, numbers.
// Out   results and errors, typed ids, money, time, hashes, random numbers, parallel loops.
//
// result.h    Result, Error, Problem, CB_TRY, CB_ASSERT, CB_CHECK
// ids.h       typed ids
// money.h     assets, amounts in the smallest unit, decimal text
// time.h      instants in UTC microseconds, precision, zones
// hash.h      SHA-256, a fast 64-bit mix
// random.h    numbers from a counter, not from a state
// sets.h      sets that are joined, two at a time
// text.h      UTF-8, numbers as text, edit distance
// order.h     positions in the order of numbers, in linear time
// pages.h     memory in large pages
// parallel.h  loops and sums that do not depend on the number of threads
// run_context.h  threads, seed, memory, cancel, progress: passed through every door
#include "core/hash.h"
#include "core/ids.h"
#include "core/money.h"
#include "core/order.h"
#include "core/pages.h"
#include "core/parallel.h"
#include "core/random.h"
#include "core/result.h"
#include "core/run_context.h"
#include "core/sets.h"
#include "core/text.h"
#include "core/time.h"
