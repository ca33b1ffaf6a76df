/* Decisions that one person's word on another cell made: what looks alike is
 * confirmed with it. */
#include "db/migrations.h"

/* clang-format off */

const char DB_MIGRATION_ALIKE[] =
    "CREATE TABLE settled_alike (\n"
    "  id INTEGER PRIMARY KEY REFERENCES decision (id), -- of a cell that\n"
    "    -- nobody looked at; it is withdrawn with the other one\n"
    "  confirmed_id INTEGER NOT NULL REFERENCES decision (id) -- of the cell\n"
    "    -- that a person confirmed\n"
    ") STRICT;\n"
    "CREATE INDEX settled_alike_by_confirmed ON settled_alike (confirmed_id);\n"
    DB_ONLY_ADDED_TO("settled_alike");

/* clang-format on */
