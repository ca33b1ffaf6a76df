/* Print or pen: they are read differently well, so the audit tells them apart. */
#include "db/migrations.h"

/* clang-format off */

const char DB_MIGRATION_WRITING[] =
    "ALTER TABLE sheet ADD COLUMN hand TEXT NOT NULL DEFAULT ''\n"
    "  CHECK (hand IN ('', 'print', 'pen'));\n"
    "  -- how its figures are written; '' not known\n";

/* clang-format on */
