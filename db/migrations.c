/*
 * Only ever add at the end: the index is the version that a step starts from,
 * and files of every version are out there. What the paper says (originals,
 * pages), what the ink says (cell, reading, candidate), what we take it for
 * (verdict, finding) and what persons decided (decision) stand apart: the
 * first and the last are never replaced, the others are when a page is read
 * again.
 */
#include "db/migrations.h"

#include <stdio.h>

#include "db/connection.h"
#include "db/migration_hands.h"
#include "db/only_added.h"
#include "db/statement.h"

/* Laid out by hand, as tables are read. */
/* clang-format off */

static const char ARCHIVE_AND_HISTORY[] =
    "CREATE TABLE archive (\n"
    "  id INTEGER PRIMARY KEY CHECK (id = 1), -- there is one row\n"
    "  made_at TEXT NOT NULL,          -- UTC, 2026-01-02T03:04:05Z\n"
    "  keep_personal INTEGER NOT NULL  -- 1: personal columns are stored too\n"
    "    CHECK (keep_personal IN (0, 1))\n"
    ") STRICT;\n"
    "CREATE TABLE history (\n"
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, -- step, from 1 without a gap\n"
    "  at TEXT NOT NULL,      -- UTC, 2026-01-02T03:04:05Z\n"
    "  who TEXT NOT NULL,     -- 'taizhang 0.1.0' or a person's login\n"
    "  what TEXT NOT NULL,    -- init, take, restore, read, verdict, decide,\n"
    "                         -- force, form,\n"
    "                         -- place, replace, learn\n"
    "                         -- place, replace, settle\n"
    "                         -- place, replace, withdraw, key, note\n"
    "  page_id INTEGER,       -- the page, NULL: none. No foreign key: what\n"
    "                         -- happened stays true whatever becomes of it\n"
    "  source TEXT NOT NULL,  -- base name of the page's file, '' none\n"
    "  page INTEGER NOT NULL, -- image of that file from 1, 0 none\n"
    "  row INTEGER NOT NULL,  -- body row from 1, 0 header field or none\n"
    "  column_code TEXT NOT NULL, -- '' none\n"
    "  before TEXT NOT NULL,  -- what was there\n"
    "  after TEXT NOT NULL,   -- what is there now\n"
    "  why TEXT NOT NULL,     -- in words\n"
    "  digest TEXT NOT NULL,  -- SHA-256, hex, of what it stored in other\n"
    "                         -- tables or files; '' nothing\n"
    "  hash TEXT NOT NULL     -- SHA-256, hex, of the last step's hash and\n"
    "                         -- of every column above\n"
    ") STRICT;\n"
    "CREATE INDEX history_by_page ON history (page_id, what);\n"
    DB_ONLY_ADDED_TO("history");

static const char ORIGINALS_AND_PAGES[] =
    "CREATE TABLE original (\n"
    "  id INTEGER PRIMARY KEY, -- order of coming\n"
    "  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64), -- hex\n"
    "  name TEXT NOT NULL,     -- base name it first came under\n"
    "  file TEXT NOT NULL,     -- where it lies below originals/\n"
    "  bytes INTEGER NOT NULL, -- its size\n"
    "  taken_at TEXT NOT NULL, -- UTC\n"
    "  taken_by TEXT NOT NULL  -- login\n"
    ") STRICT;\n"
    "CREATE INDEX original_by_name ON original (name);\n"
    "CREATE TABLE page (\n"
    "  id INTEGER PRIMARY KEY, -- order of coming; exports follow it\n"
    "  original_id INTEGER NOT NULL REFERENCES original (id),\n"
    "  number INTEGER NOT NULL CHECK (number >= 1), -- image of the file\n"
    "  state TEXT NOT NULL CHECK (state IN\n"
    "    ('waiting', 'read', 'refused', 'failed', 'blank')),\n"
    "  reason TEXT NOT NULL DEFAULT '', -- why refused or failed\n"
    "  forced_form TEXT NOT NULL DEFAULT '', -- a person's choice, '' none\n"
    "  read_at TEXT,           -- UTC, NULL: never read\n"
    "  read_by TEXT,           -- program that read it; it made the verdicts\n"
    "  width INTEGER,          -- px of the original; NULL: not measured\n"
    "  height INTEGER,         -- px of the original\n"
    "  depth INTEGER,          -- bits a pixel\n"
    "  dpi INTEGER,            -- dots an inch\n"
    "  dpi_from_file INTEGER,  -- 1: the file says so, 0: guessed\n"
    "  turned_degrees INTEGER, -- 0, 90, 180, 270 clockwise, put right\n"
    "  skew_degrees REAL,      -- put right; positive: leaned clockwise\n"
    "  sharpness REAL,         -- 0 blurred to 1 crisp\n"
    "  ink_share REAL,         -- black px / px of the paper\n"
    "  UNIQUE (original_id, number)\n"
    ") STRICT;\n"
    "CREATE INDEX page_by_state ON page (state);\n";

static const char SHEETS_AND_READINGS[] =
    "CREATE TABLE sheet (\n"
    "  page_id INTEGER PRIMARY KEY REFERENCES page (id), -- one sheet a page\n"
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
    "  laws_held INTEGER NOT NULL     -- those that are true\n"
    ") STRICT;\n"
    "CREATE TABLE sheet_row (\n"
    "  page_id INTEGER NOT NULL REFERENCES sheet (page_id) ON DELETE CASCADE,\n"
    "  row INTEGER NOT NULL CHECK (row >= 1), -- body row\n"
    "  kind TEXT NOT NULL CHECK (kind IN ('body', 'total')),\n"
    "  label TEXT NOT NULL, -- its best reading; '' blank or withheld\n"
    "  PRIMARY KEY (page_id, row)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE cell (\n"
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice: a decision\n"
    "    -- on a cell that was read anew meanwhile cannot hit another cell\n"
    "  page_id INTEGER NOT NULL REFERENCES sheet (page_id) ON DELETE CASCADE,\n"
    "  row INTEGER NOT NULL CHECK (row >= 0), -- body row, 0 header field\n"
    "  column_order INTEGER NOT NULL, -- index among columns or fields\n"
    "  column_code TEXT NOT NULL,     -- 'c1', or the header field's name\n"
    "  is_label INTEGER NOT NULL,     -- 1: it names its row\n"
    "  personal INTEGER NOT NULL,     -- 1: speaks of one person\n"
    "  sensitive INTEGER NOT NULL,    -- 1: small counts are suppressed\n"
    "  x INTEGER NOT NULL,            -- box, px of the original\n"
    "  y INTEGER NOT NULL,\n"
    "  w INTEGER NOT NULL,\n"
    "  h INTEGER NOT NULL,\n"
    "  UNIQUE (page_id, row, column_order)\n"
    ") STRICT;\n"
    "CREATE TABLE reading (\n"
    "  cell_id INTEGER PRIMARY KEY REFERENCES cell (id) ON DELETE CASCADE,\n"
    "  state TEXT NOT NULL CHECK (state IN ('value', 'blank', 'zero', 'dash',\n"
    "    'ditto', 'struck', 'illegible', 'withheld')),\n"
    "  ink REAL NOT NULL,   -- ink px / cell px, rules taken away\n"
    "  old TEXT NOT NULL,   -- value that was struck out, '' none\n"
    "  engine TEXT NOT NULL -- who read it\n"
    ") STRICT;\n"
    "CREATE TABLE candidate (\n"
    "  cell_id INTEGER NOT NULL REFERENCES cell (id) ON DELETE CASCADE,\n"
    "  rank INTEGER NOT NULL CHECK (rank >= 1), -- 1 is the best\n"
    "  text TEXT NOT NULL,  -- as written\n"
    "  value TEXT NOT NULL, -- normalised\n"
    "  score REAL NOT NULL, -- 0 to 1, a rank and no probability\n"
    "  PRIMARY KEY (cell_id, rank)\n"
    ") STRICT, WITHOUT ROWID;\n";

static const char VERDICTS_AND_DECISIONS[] =
    "CREATE TABLE verdict (\n"
    "  cell_id INTEGER PRIMARY KEY REFERENCES cell (id) ON DELETE CASCADE,\n"
    "  value TEXT NOT NULL,      -- what it is taken for; who and when\n"
    "                            -- are page.read_by and page.read_at\n"
    "  state TEXT NOT NULL CHECK (state IN ('value', 'blank', 'zero', 'dash',\n"
    "    'ditto', 'struck', 'illegible', 'withheld')),\n"
    "  confidence REAL NOT NULL, -- probability of being right, 0 to 1\n"
    "  status TEXT NOT NULL CHECK (status IN ('accepted', 'review')),\n"
    "  why TEXT NOT NULL         -- which identities spoke\n"
    ") STRICT;\n"
    "CREATE TABLE decision (\n"
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, -- the latest one counts\n"
    "  page_id INTEGER NOT NULL REFERENCES page (id),\n"
    "  form TEXT NOT NULL,        -- the place it was made on: form, row and\n"
    "  row INTEGER NOT NULL,      -- column, for cells are replaced\n"
    "  column_code TEXT NOT NULL,\n"
    "  x INTEGER NOT NULL,        -- the box that the person saw, px of the\n"
    "  y INTEGER NOT NULL,        -- original: the decision holds only while\n"
    "  w INTEGER NOT NULL,        -- its middle lies inside of the cell\n"
    "  h INTEGER NOT NULL,\n"
    "  value TEXT NOT NULL,       -- what it is\n"
    "  state TEXT NOT NULL,       -- as reading.state\n"
    "  status TEXT NOT NULL CHECK (status IN ('confirmed', 'corrected')),\n"
    "  who TEXT NOT NULL,         -- login\n"
    "  at TEXT NOT NULL,          -- UTC\n"
    "  why TEXT NOT NULL,         -- the person's words, '' none\n"
    "  history_id INTEGER NOT NULL REFERENCES history (id) -- its step\n"
    "    DEFERRABLE INITIALLY DEFERRED\n"
    ") STRICT;\n"
    "CREATE INDEX decision_by_place\n"
    "  ON decision (page_id, form, row, column_code);\n"
    DB_ONLY_ADDED_TO("decision")
    "CREATE TABLE finding (\n"
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
    "  page_id INTEGER NOT NULL REFERENCES sheet (page_id) ON DELETE CASCADE,\n"
    "  ordinal INTEGER NOT NULL, -- order on its sheet, from 0\n"
    "  check_code TEXT NOT NULL, -- A1, A2, B1 ...\n"
    "  severity TEXT NOT NULL\n"
    "    CHECK (severity IN ('error', 'warning', 'info')),\n"
    "  law TEXT NOT NULL,        -- the identity as written\n"
    "  row INTEGER NOT NULL,     -- body row, 0 none\n"
    "  left_side REAL,           -- what its sides come to; NULL: no number\n"
    "  right_side REAL,\n"
    "  tolerance REAL,           -- how far they may be apart\n"
    "  explanation_zh TEXT NOT NULL,\n"
    "  explanation_en TEXT NOT NULL,\n"
    "  UNIQUE (page_id, ordinal)\n"
    ") STRICT;\n"
    "CREATE TABLE finding_cell (\n"
    "  finding_id INTEGER NOT NULL REFERENCES finding (id) ON DELETE CASCADE,\n"
    "  ordinal INTEGER NOT NULL, -- order in the law, from 0\n"
    "  cell_id INTEGER NOT NULL REFERENCES cell (id) ON DELETE CASCADE,\n"
    "  PRIMARY KEY (finding_id, ordinal)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE INDEX finding_cell_by_cell ON finding_cell (cell_id);\n";

/* What holds today: the person's latest word on a place, else the program's
 * verdict. A person's word counts as certain. */
static const char CELL_NOW[] =
    "CREATE VIEW cell_now AS\n"
    "SELECT c.id, c.page_id, s.form, c.row, c.column_order, c.column_code,\n"
    "  c.is_label, c.personal, c.sensitive, c.x, c.y, c.w, c.h,\n"
    "  coalesce(d.value, v.value) AS value,\n"
    "  coalesce(d.state, v.state) AS state,\n"
    "  CASE WHEN d.id IS NULL THEN v.confidence ELSE 1.0 END AS confidence,\n"
    "  coalesce(d.status, v.status) AS status,\n"
    "  coalesce(d.why, v.why) AS why,\n"
    "  d.id AS decision_id\n"
    "FROM cell c\n"
    "JOIN sheet s ON s.page_id = c.page_id\n"
    "JOIN verdict v ON v.cell_id = c.id\n"
    "LEFT JOIN decision d ON d.id = (\n"
    "  SELECT max(e.id) FROM decision e\n"
    "  WHERE e.page_id = c.page_id AND e.form = s.form AND e.row = c.row\n"
    "    AND e.column_code = c.column_code\n"
    "    AND (e.w = 0 OR c.w = 0\n"
    "      OR (e.x + e.w / 2 BETWEEN c.x AND c.x + c.w\n"
    "        AND e.y + e.h / 2 BETWEEN c.y AND c.y + c.h)));\n";

/* Where a person says that a page's table lies; the latest one counts. */
static const char PLACEMENTS[] =
    "CREATE TABLE placement (\n"
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, -- the latest one counts\n"
    "  page_id INTEGER NOT NULL REFERENCES page (id),\n"
    "  form TEXT NOT NULL, -- the form that lies there; '' taken back\n"
    "  x1 REAL NOT NULL,   -- corners of the table, px of the original: top\n"
    "  y1 REAL NOT NULL,   -- left, top right, bottom right, bottom left as\n"
    "  x2 REAL NOT NULL,   -- the table is read\n"
    "  y2 REAL NOT NULL,\n"
    "  x3 REAL NOT NULL,\n"
    "  y3 REAL NOT NULL,\n"
    "  x4 REAL NOT NULL,\n"
    "  y4 REAL NOT NULL,\n"
    "  who TEXT NOT NULL,  -- login\n"
    "  at TEXT NOT NULL,   -- UTC\n"
    "  history_id INTEGER NOT NULL REFERENCES history (id) -- its step\n"
    "    DEFERRABLE INITIALLY DEFERRED\n"
    ") STRICT;\n"
    "CREATE INDEX placement_by_page ON placement (page_id);\n"
    DB_ONLY_ADDED_TO("placement")
    "CREATE VIEW placed_now AS SELECT l.* FROM placement l WHERE l.form <> ''\n"
    "  AND l.id = (SELECT max(m.id) FROM placement m\n"
    "    WHERE m.page_id = l.page_id);\n";

/* A sheet that was scanned anew; the old page stays, with all it gave. It
 * counts no more once a page that replaces it, perhaps over others, was read
 * as the same form and not as another unit's sheet of another period. */
static const char REPLACEMENTS[] =
    "CREATE TABLE replacement (\n"
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
    "  old_page_id INTEGER NOT NULL REFERENCES page (id),\n"
    "  new_page_id INTEGER NOT NULL REFERENCES page (id)\n"
    "    CHECK (new_page_id <> old_page_id),\n"
    "  who TEXT NOT NULL, -- login\n"
    "  at TEXT NOT NULL,  -- UTC\n"
    "  history_id INTEGER NOT NULL REFERENCES history (id) -- its step\n"
    "    DEFERRABLE INITIALLY DEFERRED\n"
    ") STRICT;\n"
    "CREATE INDEX replacement_by_old ON replacement (old_page_id);\n"
    "CREATE INDEX replacement_by_new ON replacement (new_page_id);\n"
    DB_ONLY_ADDED_TO("replacement")
    "CREATE VIEW page_replaced AS\n"
    "WITH RECURSIVE later (old_id, new_id) AS (\n"
    "  SELECT old_page_id, new_page_id FROM replacement UNION\n"
    "  SELECT l.old_id, r.new_page_id FROM later l\n"
    "  JOIN replacement r ON r.old_page_id = l.new_id)\n"
    "SELECT l.old_id AS page_id, max(l.new_id) AS by_page_id FROM later l\n"
    "JOIN sheet s ON s.page_id = l.new_id\n"
    "LEFT JOIN sheet o ON o.page_id = l.old_id\n"
    "WHERE o.page_id IS NULL OR (o.form = s.form AND (o.unit = s.unit\n"
    "  OR o.period = s.period OR o.unit = '' OR o.period = ''))\n"
    "GROUP BY l.old_id;\n";

/* clang-format on */

static const char *const migrations[] = {
    ARCHIVE_AND_HISTORY,
    ORIGINALS_AND_PAGES,
    SHEETS_AND_READINGS,
    VERDICTS_AND_DECISIONS,
    CELL_NOW,
    PLACEMENTS,
    REPLACEMENTS,
    DB_MIGRATION_QUEUE,
    DB_MIGRATION_SHEETS,
    DB_MIGRATION_SHEETS_NOW,
    DB_MIGRATION_SHEET_PAIRS,
    DB_MIGRATION_OFFICE_VIEWS,
    MIGRATION_HANDS,
    DB_MIGRATION_WEIGHING,
    DB_MIGRATION_WORDS,
    DB_MIGRATION_RECALIBRATION,
    DB_MIGRATION_PARTS,
    DB_MIGRATION_REVIEW,
    DB_MIGRATION_HALVES,
    DB_MIGRATION_WRITING,
    DB_MIGRATION_ALIKE,
};

int db_newest_version(void)
{
    return (int)(sizeof migrations / sizeof *migrations);
}

const char *db_migration(int step)
{
    return migrations[step];
}

static enum status run_steps(struct db_archive *archive, struct fault *fault)
{
    char number[64];
    int64_t version = 0;
    enum status rc =
        db_ask_int(archive, "migrate", "PRAGMA user_version", &version, fault);

    if (rc != ST_OK)
        return rc;
    if (version > db_newest_version())
        return fault_set(fault, ST_INPUT,
                         "%s was made by a newer taizhang (schema %lld, this "
                         "one knows %d); open it with that one",
                         archive->folder, (long long)version,
                         db_newest_version());
    for (int i = (int)version; i < db_newest_version(); i++) {
        rc = db_execute(archive, "migrate", migrations[i], fault);
        if (rc != ST_OK)
            return rc;
    }
    /* PRAGMA takes no bound values; the number is our own. */
    snprintf(number, sizeof number, "PRAGMA user_version = %d",
             db_newest_version());
    return db_execute(archive, "migrate", number, fault);
}

/* A table that is made anew is dropped first: with the keys in force that would
 * take along the rows that point to it. They are looked at before the end. */
static enum status check_keys(struct db_archive *archive, struct fault *fault)
{
    int64_t n_broken = 0;
    enum status rc = db_ask_int(archive, "migrate",
                                "SELECT count(*) FROM pragma_foreign_key_check",
                                &n_broken, fault);

    if (rc == ST_OK && n_broken > 0)
        return fault_set(fault, ST_DB,
                         "%s: %lld rows point to rows that are not there; it "
                         "was left as it was",
                         archive->folder, (long long)n_broken);
    return rc;
}

static enum status run_checked(struct db_archive *archive, struct fault *fault)
{
    enum status rc = run_steps(archive, fault);

    return rc == ST_OK ? check_keys(archive, fault) : rc;
}

static enum status is_newest(struct db_archive *archive, bool *newest,
                             struct fault *fault)
{
    int64_t version = 0;
    enum status rc =
        db_ask_int(archive, "migrate", "PRAGMA user_version", &version, fault);

    *newest = version == db_newest_version();
    return rc;
}

enum status db_migrate(struct db_archive *archive, struct fault *fault)
{
    bool newest = false;
    enum status rc = is_newest(archive, &newest, fault), rc_keys;

    if (rc != ST_OK || newest)
        return rc;
    rc = db_execute(archive, "migrate", "PRAGMA foreign_keys = OFF", fault);
    if (rc == ST_OK)
        rc = db_begin(archive, "migrate", fault);
    if (rc == ST_OK)
        rc = db_end(archive, "migrate", run_checked(archive, fault), fault);
    rc_keys = db_execute(archive, "migrate", "PRAGMA foreign_keys = ON",
                         rc == ST_OK ? fault : NULL);
    return rc == ST_OK ? rc_keys : rc;
}
