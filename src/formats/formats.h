#pragma once
// formats: bytes of a file that is no plain text → tables of rows, and the members that a file holds.
// The door; other stages include only this.
//
// In    bytes as received. Nothing is known of the case, and nothing is written.
// Out   for each table its rows in order, each cell as UTF-8 text, with the place in the file;
//       for an archive or a message the bytes of its members, within limits.
//
// format.h         FileFormat: what a reader offers; how a file is recognised; the list of all
// record_file.h    records to files that are read again without loss
// text_encoding.h  the encodings of texts: which it is, and to UTF-8
// text_lines.h     lines of a plain text to its paragraphs
#include "formats/format.h"
#include "formats/record_file.h"
#include "formats/text_encoding.h"
#include "formats/text_lines.h"
