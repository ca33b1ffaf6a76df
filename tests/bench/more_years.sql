-- bench_report's archive of one year, with the nine years before it besides:
--   bench_report FOLDER 2000 12 && sqlite3 FOLDER/archive.db < more_years.sql
-- A year that is drawn and stored takes a minute; one that is copied, seconds.
-- What is copied is what reports read; there are no originals of the copies,
-- and no steps in the history.
PRAGMA synchronous = OFF;
PRAGMA cache_size = -200000;
BEGIN;

CREATE TEMP TABLE back AS
  WITH RECURSIVE b (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM b WHERE n < 9)
  SELECT n FROM b;
CREATE TEMP TABLE most AS SELECT
  (SELECT max(id) FROM original) AS original, (SELECT max(id) FROM page) AS page,
  (SELECT max(id) FROM sheet) AS sheet, (SELECT max(id) FROM cell) AS cell;

INSERT INTO original (id, sha256, name, file, bytes, taken_at, taken_by)
  SELECT o.id + n * m.original, printf('%064d', o.id + n * m.original),
    n || '-' || o.name,
    n || o.file, o.bytes, o.taken_at, o.taken_by
  FROM back, most m, original o WHERE o.id <= m.original;

INSERT INTO page (id, original_id, number, state, read_at, read_by)
  SELECT p.id + n * m.page, p.original_id + n * m.original, p.number, p.state,
    p.read_at, p.read_by
  FROM back, most m, page p WHERE p.id <= m.page;

INSERT INTO sheet (id, page_id, number, form, form_version, unit, period, base,
    match_score, runner_up, runner_up_score, n_rows, laws_tried, laws_held)
  SELECT s.id + n * m.sheet, s.page_id + n * m.page, s.number, s.form,
    s.form_version, s.unit,
    (substr(s.period, 1, 4) - n) || substr(s.period, 5), s.base,
    s.match_score, s.runner_up, s.runner_up_score, s.n_rows, s.laws_tried,
    s.laws_held
  FROM back, most m, sheet s WHERE s.id <= m.sheet;

INSERT INTO sheet_row (sheet_id, row, kind, label)
  SELECT r.sheet_id + n * m.sheet, r.row, r.kind, r.label
  FROM back, most m, sheet_row r WHERE r.sheet_id <= m.sheet;

INSERT INTO cell SELECT c.id + n * m.cell, c.sheet_id + n * m.sheet, c.row,
    c.column_order, c.column_code, c.is_label, c.personal, c.sensitive, c.x,
    c.y, c.w, c.h
  FROM back, most m, cell c WHERE c.id <= m.cell;

INSERT INTO reading (cell_id, state, ink, old, engine)
  SELECT r.cell_id + n * m.cell, r.state, r.ink, r.old, r.engine
  FROM back, most m, reading r WHERE r.cell_id <= m.cell;

INSERT INTO candidate (cell_id, rank, text, value, score)
  SELECT k.cell_id + n * m.cell, k.rank, k.text, k.value, k.score
  FROM back, most m, candidate k WHERE k.cell_id <= m.cell;

INSERT INTO verdict (cell_id, value, state, confidence, status, why)
  SELECT v.cell_id + n * m.cell, v.value, v.state, v.confidence, v.status, v.why
  FROM back, most m, verdict v WHERE v.cell_id <= m.cell;

COMMIT;
