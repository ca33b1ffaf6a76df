/*
 * A page may bear several tables: a sheet gets a number of its own. The sheets
 * of before keep theirs, which was their page's, so that nothing that hangs on
 * them has to move.
 */
#include "db/migrations.h"

/* Laid out by hand, as tables are read. */
/* clang-format off */

const char DB_MIGRATION_SHEETS[] =
    "DROP VIEW cell_now;\n"
    "DROP VIEW page_replaced;\n"
    /* Renaming takes the keys that point here along. */
    "ALTER TABLE sheet RENAME COLUMN page_id TO id;\n"
    "ALTER TABLE sheet_row RENAME COLUMN page_id TO sheet_id;\n"
    "ALTER TABLE cell RENAME COLUMN page_id TO sheet_id;\n"
    "ALTER TABLE finding RENAME COLUMN page_id TO sheet_id;\n"
    "CREATE TABLE sheet_2 (\n"
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
    "  page_id INTEGER NOT NULL REFERENCES page (id),\n"
    "  number INTEGER NOT NULL CHECK (number >= 1), -- among the page's tables,\n"
    "                                 -- from top to bottom, left to right\n"
    "  form TEXT NOT NULL,            -- definition's id\n"
    "  form_version INTEGER NOT NULL,\n"
    "  unit TEXT NOT NULL,            -- village or town; '' unknown\n"
    "  period TEXT NOT NULL,          -- 2025, 2025-01, 2025H1 or ''\n"
    "  base TEXT NOT NULL,            -- who is counted, '' not stated\n"
    "  match_score REAL NOT NULL,     -- how well the form fits, 0 to 1\n"
    "  runner_up TEXT NOT NULL,       -- next best form, '' none\n"
    "  runner_up_score REAL NOT NULL, -- 0 to 1\n"
    "  n_rows INTEGER NOT NULL,       -- body rows, totals included\n"
    "  laws_tried INTEGER NOT NULL,   -- identities that could be evaluated\n"
    "  laws_held INTEGER NOT NULL,    -- those that are true\n"
    "  UNIQUE (page_id, number)\n"
    ") STRICT;\n"
    "INSERT INTO sheet_2 SELECT id, id, 1, form, form_version, unit, period,\n"
    "  base, match_score, runner_up, runner_up_score, n_rows, laws_tried,\n"
    "  laws_held FROM sheet ORDER BY id;\n"
    "DROP TABLE sheet;\n"
    "ALTER TABLE sheet_2 RENAME TO sheet;\n"
    "ALTER TABLE decision ADD COLUMN sheet INTEGER NOT NULL DEFAULT 1;\n"
    "  -- sheet.number of its cell; a decision with a box holds where the box\n"
    "  -- is, whatever number its table has by now\n"
    "CREATE TABLE audit_2 (     -- accepted cells drawn at random\n"
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order of the draw\n"
    "  page_id INTEGER NOT NULL REFERENCES page (id),\n"
    "  form TEXT NOT NULL,      -- the place, as in decision\n"
    "  row INTEGER NOT NULL,\n"
    "  column_code TEXT NOT NULL,\n"
    "  stratum TEXT NOT NULL,   -- form and kind of writing\n"
    "  value TEXT NOT NULL,     -- what it was accepted as\n"
    "  after_decision INTEGER NOT NULL, -- later ones tell whether it is right\n"
    "  at TEXT NOT NULL,        -- UTC\n"
    "  sheet INTEGER NOT NULL,  -- sheet.number, as in decision\n"
    "  UNIQUE (page_id, form, sheet, row, column_code)\n"
    ") STRICT;\n"
    "INSERT INTO audit_2 SELECT *, 1 FROM audit ORDER BY id;\n"
    "DROP TABLE audit;\n"
    "ALTER TABLE audit_2 RENAME TO audit;\n";

const char DB_MIGRATION_SHEETS_NOW[] =
    /* What holds today: the person's latest word on a place, else the
     * program's verdict. A person's word counts as certain. */
    "CREATE VIEW cell_now AS\n"
    "SELECT c.id, c.sheet_id, s.page_id, s.number AS sheet, s.form, c.row, c.column_order,\n"
    "  c.column_code, c.is_label, c.personal, c.sensitive, c.x, c.y, c.w, c.h,\n"
    "  coalesce(d.value, v.value) AS value,\n"
    "  coalesce(d.state, v.state) AS state,\n"
    "  CASE WHEN d.id IS NULL THEN v.confidence ELSE 1.0 END AS confidence,\n"
    "  coalesce(d.status, v.status) AS status,\n"
    "  coalesce(d.why, v.why) AS why,\n"
    "  d.id AS decision_id\n"
    "FROM cell c\n"
    "JOIN sheet s ON s.id = c.sheet_id\n"
    "JOIN verdict v ON v.cell_id = c.id\n"
    "LEFT JOIN decision d ON d.id = (\n"
    "  SELECT max(e.id) FROM decision e\n"
    "  WHERE e.page_id = s.page_id AND e.form = s.form AND e.row = c.row\n"
    "    AND e.column_code = c.column_code\n"
    "    AND CASE WHEN e.w = 0 OR c.w = 0 THEN e.sheet = s.number\n"
    "      ELSE e.x + e.w / 2 BETWEEN c.x AND c.x + c.w\n"
    "        AND e.y + e.h / 2 BETWEEN c.y AND c.y + c.h END);\n";

const char DB_MIGRATION_SHEET_PAIRS[] =
    /* Pages that stand for others, perhaps over some between them. */
    "CREATE VIEW page_later AS\n"
    "WITH RECURSIVE later (old_page_id, new_page_id) AS (\n"
    "  SELECT old_page_id, new_page_id FROM replacement UNION\n"
    "  SELECT l.old_page_id, r.new_page_id FROM later l\n"
    "  JOIN replacement r ON r.old_page_id = l.new_page_id)\n"
    "SELECT old_page_id, new_page_id FROM later;\n"
    /* Which sheet of a new scan is which of the old one's: of the same form,
     * unit and period; or where the header was read differently the first of
     * the form for the first, the second for the second. */
    "CREATE VIEW sheet_place AS\n"
    "SELECT s.id, s.page_id, s.form, s.unit, s.period,\n"
    "  (SELECT count(*) FROM sheet k WHERE k.page_id = s.page_id\n"
    "    AND k.form = s.form AND k.number <= s.number) AS place,\n"
    "  (SELECT count(*) FROM sheet k WHERE k.page_id = s.page_id\n"
    "    AND k.form = s.form AND k.unit = s.unit AND k.period = s.period\n"
    "    AND k.number <= s.number) AS twin FROM sheet s;\n"
    "CREATE VIEW sheet_pair AS\n"
    "SELECT o.id AS old_sheet_id, s.id AS new_sheet_id,\n"
    "  l.old_page_id, l.new_page_id\n"
    "FROM page_later l JOIN sheet_place o ON o.page_id = l.old_page_id\n"
    "JOIN sheet_place s ON s.page_id = l.new_page_id AND s.form = o.form\n"
    "WHERE (o.unit = s.unit AND o.period = s.period AND o.twin = s.twin)\n"
    "  OR (o.place = s.place AND (o.unit = s.unit OR o.period = s.period\n"
    "      OR o.unit = '' OR o.period = '')\n"
    "    AND NOT EXISTS (SELECT 1 FROM sheet x WHERE x.page_id = s.page_id\n"
    "      AND x.form = o.form AND x.unit = o.unit AND x.period = o.period)\n"
    "    AND NOT EXISTS (SELECT 1 FROM sheet x WHERE x.page_id = o.page_id\n"
    "      AND x.form = s.form AND x.unit = s.unit AND x.period = s.period));\n"
    /* Sheets that count no more; and pages that gave none, but another scan
     * of them did. */
    "CREATE VIEW sheet_replaced AS\n"
    "SELECT old_sheet_id AS sheet_id, max(new_page_id) AS by_page_id\n"
    "FROM sheet_pair GROUP BY old_sheet_id;\n"
    "CREATE VIEW page_replaced AS\n"
    "SELECT l.old_page_id AS page_id, max(l.new_page_id) AS by_page_id\n"
    "FROM page_later l WHERE EXISTS (\n"
    "  SELECT 1 FROM sheet s WHERE s.page_id = l.new_page_id)\n"
    "AND NOT EXISTS (SELECT 1 FROM sheet o WHERE o.page_id = l.old_page_id)\n"
    "GROUP BY l.old_page_id;\n";
