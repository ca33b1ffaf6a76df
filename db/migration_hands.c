/* The hands that the digit reader learned, in the order in which they were
 * taken into use. Private to migrations.c. */
#include "db/migration_hands.h"

#include "db/only_added.h"

/* Laid out by hand, as tables are read. */
/* clang-format off */

const char MIGRATION_HANDS[] =
    "CREATE TABLE hand (\n"
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, -- the latest of a book counts\n"
    "  lesson INTEGER NOT NULL,  -- what one command did has one number\n"
    "  original_id INTEGER REFERENCES original (id), -- the book that it is\n"
    "                            -- for; NULL: whatever has none of its own\n"
    "  sha256 TEXT NOT NULL CHECK (length(sha256) IN (0, 64)), -- of the\n"
    "    -- weights in hands/SHA256.bin; '': none, as if nothing was learned\n"
    "  n_learned INTEGER NOT NULL,    -- cells that it learned from\n"
    "  n_judged INTEGER NOT NULL,     -- cells kept out to judge it by\n"
    "  right_before INTEGER NOT NULL, -- of those, by the weights before\n"
    "  right_after INTEGER NOT NULL,  -- of those, by these weights\n"
    "  n_kept INTEGER NOT NULL,       -- cells nobody decided, read beyond\n"
    "                                 -- doubt before\n"
    "  kept_changed INTEGER NOT NULL, -- of those, read otherwise by these\n"
    "  who TEXT NOT NULL,  -- login\n"
    "  at TEXT NOT NULL,   -- UTC\n"
    "  history_id INTEGER NOT NULL REFERENCES history (id) -- its step\n"
    "    DEFERRABLE INITIALLY DEFERRED\n"
    ") STRICT;\n"
    "CREATE INDEX hand_by_original ON hand (original_id);\n"
    ONLY_ADDED_TO("hand")
    "CREATE VIEW hand_now AS SELECT h.* FROM hand h WHERE h.id =\n"
    "  (SELECT max(g.id) FROM hand g WHERE g.original_id IS h.original_id);\n";

/* clang-format on */
