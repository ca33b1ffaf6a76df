/*
 * Views for the office's own tools: sqlite3, DB Browser, R, Excel by ODBC.
 * docs/archive.md describes them; their names and columns are a contract. They
 * show what holds today, of pages that count, and of personal columns nothing:
 * neither a cell nor a label nor a finding's or a decision's words. Small
 * counts are not hidden in them: the archive does not leave the office, and what
 * leaves it goes through `report` and `export`.
 */
#include "db/migrations.h"

/* Laid out by hand, as tables are read. */
/* clang-format off */

const char DB_MIGRATION_OFFICE_VIEWS[] =
    "CREATE VIEW office_page AS\n"
    "SELECT p.id AS page_id, o.name AS source, p.number AS page,\n"
    "  CASE WHEN EXISTS (SELECT 1 FROM page_replaced r WHERE r.page_id = p.id)\n"
    "    OR EXISTS (SELECT 1 FROM sheet s WHERE s.page_id = p.id)\n"
    "    AND NOT EXISTS (SELECT 1 FROM sheet s WHERE s.page_id = p.id\n"
    "      AND s.id NOT IN (SELECT sheet_id FROM sheet_replaced))\n"
    "    THEN 'replaced' ELSE p.state END AS state,\n"
    "  p.reason, o.taken_at, o.taken_by, p.read_at, p.read_by,\n"
    "  p.width, p.height, p.dpi, p.turned_degrees, p.skew_degrees,\n"
    "  o.sha256, 'originals/' || o.file AS file\n"
    "FROM page p JOIN original o ON o.id = p.original_id;\n"

    "CREATE VIEW office_sheet AS\n"
    "SELECT s.id AS sheet_id, g.source, g.page, s.number AS table_number,\n"
    "  s.form, s.form_version,\n"
    "  s.unit, s.period, s.base, s.n_rows AS rows,\n"
    "  (SELECT count(*) FROM cell c WHERE c.sheet_id = s.id) AS cells,\n"
    "  (SELECT count(*) FROM cell_now n WHERE n.sheet_id = s.id\n"
    "    AND n.status = 'review') AS waiting,\n"
    "  (SELECT count(*) FROM finding f WHERE f.sheet_id = s.id)\n"
    "    AS findings,\n"
    "  s.match_score AS match, s.laws_tried, s.laws_held\n"
    "FROM sheet s JOIN office_page g ON g.page_id = s.page_id\n"
    "WHERE g.state = 'read'\n"
    "  AND s.id NOT IN (SELECT sheet_id FROM sheet_replaced);\n"

    "CREATE VIEW office_cell AS\n"
    "SELECT n.id AS cell_id, n.sheet_id, g.source, g.page, s.form,\n"
    "  s.unit, s.period, s.base, n.row,\n"
    "  CASE WHEN n.row = 0 THEN 'header' ELSE coalesce(w.kind, 'body') END\n"
    "    AS row_kind,\n"
    "  coalesce((SELECT l.value FROM cell_now l WHERE l.sheet_id = n.sheet_id\n"
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
    "LEFT JOIN sheet_row w ON w.sheet_id = n.sheet_id AND w.row = n.row\n"
    "WHERE g.state = 'read' AND NOT n.personal\n"
    "  AND s.id NOT IN (SELECT sheet_id FROM sheet_replaced);\n"

    "CREATE VIEW office_number AS\n"
    "SELECT form, unit, period, base, row_kind, row_label, \"column\", number,\n"
    "  status, confidence, sheet_id, row\n"
    "FROM office_cell WHERE row > 0 AND number IS NOT NULL;\n"

    "CREATE VIEW office_queue AS\n"
    "SELECT * FROM office_cell WHERE status = 'review';\n"

    "CREATE VIEW office_finding AS\n"
    "SELECT f.id AS finding_id, f.sheet_id, g.source, g.page,\n"
    "  s.form, s.unit, s.period, f.check_code AS \"check\", f.severity, f.row,\n"
    "  f.law, f.left_side AS \"left\", f.right_side AS \"right\", f.tolerance,\n"
    "  f.explanation_zh, f.explanation_en\n"
    "FROM finding f\n"
    "JOIN sheet s ON s.id = f.sheet_id\n"
    "JOIN office_page g ON g.page_id = s.page_id\n"
    "WHERE g.state = 'read'\n"
    "  AND s.id NOT IN (SELECT sheet_id FROM sheet_replaced) AND NOT EXISTS (\n"
    "  SELECT 1 FROM finding_cell k JOIN cell c ON c.id = k.cell_id\n"
    "  WHERE k.finding_id = f.id AND c.personal);\n"

    /* a column that is personal anywhere is so in all of the history, for a
     * step does not say of which form it is */
    "CREATE VIEW office_history AS\n"
    "SELECT h.id, h.at, h.who, h.what, h.source, h.page, h.row,\n"
    "  h.column_code AS \"column\",\n"
    "  CASE WHEN p.code IS NULL THEN h.before ELSE '' END AS before,\n"
    "  CASE WHEN p.code IS NULL THEN h.after ELSE '' END AS after,\n"
    "  CASE WHEN p.code IS NULL THEN h.why ELSE '' END AS why, h.hash\n"
    "FROM history h LEFT JOIN (SELECT DISTINCT column_code AS code FROM cell\n"
    "  WHERE personal) p ON p.code = h.column_code;\n";
/* clang-format on */
