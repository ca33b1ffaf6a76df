/* Words that repeat over an archive: how surely each was read, and which cells
 * are one question. */
#include "db/migrations.h"

/* clang-format off */

const char DB_MIGRATION_WORDS[] =
    "CREATE TABLE word (\n"
    "  cell_id INTEGER PRIMARY KEY REFERENCES cell (id) ON DELETE CASCADE,\n"
    "  certainty TEXT NOT NULL, -- a figure 0 to 9 for each character of the\n"
    "    -- first candidate's text; '' where nothing could be read\n"
    "  group_id INTEGER         -- cells with the same number hold the same\n"
    "    -- word: a person who reads one reads them all; NULL: not yet compared\n"
    ") STRICT;\n"
    "CREATE INDEX word_by_group ON word (group_id);\n";

/* clang-format on */
