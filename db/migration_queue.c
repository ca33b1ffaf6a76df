/* What reviewers are asked: questions in order, and the random audit. */
#include "db/migrations.h"

/* clang-format off */

const char DB_MIGRATION_QUEUE[] =
    "CREATE TABLE question (\n"
    "  cell_id INTEGER PRIMARY KEY REFERENCES cell (id) ON DELETE CASCADE,\n"
    "  effect REAL NOT NULL,    -- published figures that go wrong with it\n"
    "  gain REAL NOT NULL,      -- chance of being wrong x effect, summed over\n"
    "                           -- the cells that an answer settles\n"
    "  settles INTEGER NOT NULL -- so many cells, itself included\n"
    ") STRICT;\n"
    "CREATE TABLE published (   -- what reports make of a form's column\n"
    "  form TEXT NOT NULL,\n"
    "  column_code TEXT NOT NULL,\n"
    "  totals INTEGER NOT NULL, -- figures made from its total row\n"
    "  rows INTEGER NOT NULL,   -- ... from its body rows\n"
    "  PRIMARY KEY (form, column_code)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE setting (\n"
    "  name TEXT PRIMARY KEY,\n"
    "  value TEXT NOT NULL\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE audit (       -- accepted cells drawn at random\n"
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order of the draw\n"
    "  page_id INTEGER NOT NULL REFERENCES page (id),\n"
    "  form TEXT NOT NULL,      -- the place, as in decision\n"
    "  row INTEGER NOT NULL,\n"
    "  column_code TEXT NOT NULL,\n"
    "  stratum TEXT NOT NULL,   -- form and kind of writing\n"
    "  value TEXT NOT NULL,     -- what it was accepted as\n"
    "  after_decision INTEGER NOT NULL, -- later ones tell whether it is right\n"
    "  at TEXT NOT NULL,        -- UTC\n"
    "  UNIQUE (page_id, form, row, column_code)\n"
    ") STRICT;\n";

/* clang-format on */
