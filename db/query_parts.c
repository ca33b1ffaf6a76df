/* Where a table goes on beside one of its sheets. */
#include "db/connection.h"
#include "db/statement.h"
#include "db/tasks.h"

#define COUNTS(sheet) sheet " NOT IN (SELECT sheet_id FROM sheet_replaced)"
/* Sheet o is a part of s's table, of the same half of it. */
#define SAME_HALF                                                              \
    "SELECT o.id FROM sheet s JOIN sheet o"                                    \
    " ON (o.whole_id = coalesce(s.whole_id, s.id)"                             \
    "   OR o.id = coalesce(s.whole_id, s.id))"                                 \
    " AND (o.beside_id IS NULL) = (s.beside_id IS NULL)"                       \
    " WHERE s.id = ?1 AND o.id <> s.id AND " COUNTS("o.id")

static const char *sql_of(enum db_side side)
{
    switch (side) {
    case DB_LEFT:
        return "SELECT beside_id FROM sheet"
               " WHERE id = ?1 AND beside_id IS NOT NULL"
               " AND " COUNTS("beside_id");
    case DB_RIGHT:
        return "SELECT id FROM sheet WHERE beside_id = ?1 AND " COUNTS("id");
    case DB_ABOVE:
        return SAME_HALF " AND o.rows_before < s.rows_before"
                         " ORDER BY o.rows_before DESC, o.id DESC LIMIT 1";
    case DB_BELOW:
        return SAME_HALF " AND o.rows_before > s.rows_before"
                         " ORDER BY o.rows_before, o.id LIMIT 1";
    }
    return NULL;
}

enum status db_find_part(struct db_archive *archive, int64_t sheet_id,
                         enum db_side side, int64_t *other, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, "look for a table's other part",
                                sql_of(side), &s, fault);

    *other = 0;
    if (rc == ST_OK) {
        db_bind_int(&s, 1, sheet_id);
        rc = db_step(&s, fault);
    }
    if (rc == ST_OK)
        *other = db_column_int64(&s, 0);
    db_finish(&s);
    if (rc == ST_NONE)
        return fault_set(fault, ST_NONE, "the table ends here");
    return rc;
}
