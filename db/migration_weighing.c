/* Sheets that are weighed again when others come in. */
#include "db/migrations.h"

/* clang-format off */

const char DB_MIGRATION_WEIGHING[] =
    "CREATE TABLE weighed (\n"
    "  sheet_id INTEGER PRIMARY KEY REFERENCES sheet (id) ON DELETE CASCADE,\n"
    "  signature TEXT NOT NULL -- SHA-256, hex, of what it was weighed with\n"
    ") STRICT;\n"
    "CREATE TABLE sheet_header ( -- sheets whose figures say more than their\n"
    "  sheet_id INTEGER PRIMARY KEY REFERENCES sheet (id)\n"
    "    ON DELETE CASCADE,     -- header: sheet.unit and sheet.period are\n"
    "  unit_read TEXT NOT NULL, -- theirs, these the header's\n"
    "  period_read TEXT NOT NULL\n"
    ") STRICT;\n"
    "CREATE TABLE asked_again (  -- decided on the page before, other ink now:\n"
    "  cell_id INTEGER PRIMARY KEY REFERENCES cell (id) ON DELETE CASCADE\n"
    ") STRICT;                   -- no sum may settle it\n"
    "CREATE TABLE finding_elsewhere ( -- cells of a finding on other pages, by\n"
    "  finding_id INTEGER NOT NULL REFERENCES finding (id) ON DELETE CASCADE,\n"
    "  ordinal INTEGER NOT NULL, -- place: they may be read again meanwhile;\n"
    "  page_id INTEGER NOT NULL REFERENCES page (id), -- order in the law,\n"
    "  sheet INTEGER NOT NULL,   -- (sheet.number)\n"
    "  row INTEGER NOT NULL,     -- counted on with finding_cell\n"
    "  column_code TEXT NOT NULL,\n"
    "  PRIMARY KEY (finding_id, ordinal)\n"
    ") STRICT, WITHOUT ROWID;\n";

/* clang-format on */
