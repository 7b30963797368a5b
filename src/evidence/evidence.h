#pragma once
// evidence: files in, typed records and events out. The door; other stages include only this.
//
// In    items (files as received, with hash, source, jurisdiction, dates, handling), a mapping for each,
//       a mask over records.
// Out   Evidence: events with their legs, reports, ties, watch entries, selectors, full accounting.
//       Rows = records + quarantined, always.
//
// item.h       Item: a file as received; RecordRef: the place of one row
// mask.h       Mask: which records live in this run
// rows.h       bytes → rows of text (encodings, CSV dialects, JSON Lines), with every row counted
// mapping.h    Mapping: which column means what, why, and how sure; proposals; YAML
// time_pattern.h, value_words.h   how columns write times and the words of closed lists
// records.h    rows → RecordBatch: typed columns, quarantine, sums per currency
// account.h, same_records.h   amounts before and after, gaps in balances and days; what two files hold alike
// country.h    the country that a text names; phone_country.h: of a number; country_zones.h: its time zone
// selector.h   normal forms and validity of phones, accounts, addresses …; the selector table
// explain_record.h   one record in words, each field beside its cells
// exported.h   records to files for other programs, and back without loss
// event.h      transfers, calls, reports, ties, watch entries and their legs
// events.h     record batches + mask → Evidence: leg matching, report matching
#include "evidence/country.h"
#include "evidence/country_zones.h"
#include "evidence/event.h"
#include "evidence/events.h"
#include "evidence/explain_record.h"
#include "evidence/exported.h"
#include "evidence/fold.h"
#include "evidence/item.h"
#include "evidence/mapping.h"
#include "evidence/mask.h"
#include "evidence/phone_country.h"
#include "evidence/records.h"
#include "evidence/rows.h"
#include "evidence/selector.h"
