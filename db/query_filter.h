/* What every query of this room has in common: the filter's parameters. */
#ifndef TZ_DB_QUERY_FILTER_H
#define TZ_DB_QUERY_FILTER_H

#include "db/archive.h"
#include "db/statement.h"

/* A condition on a sheet called s; parameters ?1 to ?3 and ?9 to ?11. */
#define DB_SHEET_FILTER                                                        \
    "(?1 IS NULL OR s.form = ?1) AND (?2 IS NULL OR s.unit = ?2)"              \
    " AND (?3 IS NULL OR s.period = ?3)"                                       \
    " AND (?9 IS NULL OR s.id = ?9)"                                           \
    " AND (?10 IS NULL OR CAST(substr(s.period, 1, 4) AS INTEGER)"             \
    "   BETWEEN ?10 AND ?11)"

/* What the row w of a sheet is called; a person's name is not told with the
 * other cells of the row. */
#define DB_ROW_LABEL                                                           \
    "CASE WHEN EXISTS (SELECT 1 FROM cell l WHERE l.sheet_id = w.sheet_id"     \
    "   AND l.row = w.row AND l.is_label AND l.personal) THEN ''"              \
    " ELSE coalesce(w.label, '') END"

/** Bind form, unit, period to ?1 to ?3, the sheet to ?9 and the years to ?10 and
 * ?11; NULL, "" and 0 take all. */
void db_bind_filter(struct db_statement *s, const struct db_filter *filter);

/** Bind row and column to ?4 and ?5 likewise. */
void db_bind_place(struct db_statement *s, const struct db_filter *filter);

#endif
