/* Tables that lie across two pages, scanned one by one. */
#include "db/migrations.h"

/* Laid out by hand, as tables are read. */
/* clang-format off */

const char DB_MIGRATION_HALVES[] =
    "ALTER TABLE sheet ADD COLUMN first_column INTEGER NOT NULL DEFAULT 0;\n"
    "ALTER TABLE sheet ADD COLUMN n_columns INTEGER NOT NULL DEFAULT 0;\n"
    "  -- of half of a table: the form's columns that the page bears, n from\n"
    "  -- first on; 0, 0: all of them\n"
    "ALTER TABLE sheet ADD COLUMN beside_id INTEGER REFERENCES sheet (id)\n"
    "  ON DELETE SET NULL; -- of a right half: the left one, whose labels\n"
    "  -- name its rows; NULL: none was found, or it is no right half\n"
    "CREATE INDEX sheet_by_beside ON sheet (beside_id)\n"
    "  WHERE beside_id IS NOT NULL;\n"
    /* A right half's rows have the left one's names. */
    "DROP VIEW office_cell;\n"
    "CREATE VIEW office_cell AS\n"
    "SELECT n.id AS cell_id, n.sheet_id, g.source, g.page, s.form,\n"
    "  s.unit, s.period, s.base, n.row,\n"
    "  CASE WHEN n.row = 0 THEN 'header' ELSE coalesce(w.kind, 'body') END\n"
    "    AS row_kind,\n"
    "  coalesce((SELECT l.value FROM cell_now l\n"
    "    WHERE l.sheet_id = coalesce(s.beside_id, s.id)\n"
    "    AND l.row = n.row AND n.row > 0 AND l.is_label AND NOT l.personal\n"
    "    AND l.value <> '' ORDER BY l.column_order LIMIT 1), '')\n"
    "    AS row_label,\n"
    "  n.column_code AS \"column\", n.value,\n"
    "  CASE WHEN n.value GLOB '*[0-9]*' AND NOT n.value GLOB '*[^0-9.-]*'\n"
    "    AND NOT substr(n.value, 2) GLOB '*-*' AND NOT n.value GLOB '*.*.*'\n"
    "    THEN CAST(n.value AS NUMERIC) END AS number,\n"
    "  n.state, n.confidence, n.status, n.sensitive, n.x, n.y, n.w, n.h\n"
    "FROM cell_now n\n"
    "JOIN sheet s ON s.id = n.sheet_id\n"
    "JOIN office_page g ON g.page_id = n.page_id\n"
    "LEFT JOIN sheet_row w ON w.sheet_id = coalesce(s.beside_id, s.id)\n"
    "  AND w.row = n.row\n"
    "WHERE g.state = 'read' AND NOT n.personal\n"
    "  AND s.id NOT IN (SELECT sheet_id FROM sheet_replaced);\n";
