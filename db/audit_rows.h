/* The random audit, for the files of this room. */
#ifndef TZ_DB_AUDIT_ROWS_H
#define TZ_DB_AUDIT_ROWS_H

#include "db/archive.h"

/* SQL: what a cell n of sheet s with its reading r is drawn as: its form, print
 * or pen, and who read it. */
#define DB_AUDIT_STRATUM                                                       \
    "n.form || CASE WHEN s.hand = '' THEN '' ELSE ' ' || s.hand END"           \
    " || CASE WHEN r.state IN ('blank', 'dash', 'ditto') THEN ' empty'"  \
    " WHEN r.engine IN ('digits', 'glyph-vote', 'tesseract-eng')"              \
    " THEN ' figures' ELSE ' words' END"

/**
 * Draw more accepted cells until @pending of them wait for a person, or none
 * is left. A transaction of its own.
 *
 * Returns ST_OK; ST_BUSY; ST_NOMEM; ST_IO; ST_DB.
 */
MUST_CHECK enum status db_draw_audit(struct db_archive *archive, int pending,
                                     struct fault *fault);

#endif
