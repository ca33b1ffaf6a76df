/* Confidences as the built-in calibration gave them, where decisions of this
 * archive have set them right since. */
#include "db/migrations.h"

/* clang-format off */

const char DB_MIGRATION_RECALIBRATION[] =
    "CREATE TABLE confidence_built_in (\n"
    "  cell_id INTEGER PRIMARY KEY REFERENCES cell (id) ON DELETE CASCADE,\n"
    "  confidence REAL NOT NULL -- verdict.confidence is the one set right\n"
    ") STRICT;\n";

/* clang-format on */
