/* How much an archive holds. */
#include "db/archive.h"

#include "db/connection.h"
#include "db/replacement.h"
#include "db/statement.h"

#define PAGES                                                                  \
    "SELECT count(*), count(*) FILTER (WHERE state = 'waiting'),"              \
    " count(*) FILTER (WHERE state = 'read'),"                                 \
    " count(*) FILTER (WHERE state = 'refused'),"                              \
    " count(*) FILTER (WHERE state = 'failed'),"                               \
    " count(*) FILTER (WHERE state = 'blank') FROM page"

static const char ALL[] =
    "SELECT p.*, (SELECT count(*) FROM sheet s WHERE " DB_SHEET_COUNTS "),"
    " (SELECT count(*) FROM finding f JOIN sheet s ON s.id = f.sheet_id"
    "   WHERE " DB_SHEET_COUNTS "), n.* FROM (" PAGES ") p,"
    " (SELECT count(*), count(*) FILTER (WHERE status = 'accepted'),"
    "   count(*) FILTER (WHERE status = 'review'),"
    "   count(*) FILTER (WHERE status = 'confirmed'),"
    "   count(*) FILTER (WHERE status = 'corrected') FROM cell_now n"
    "   JOIN sheet s ON s.id = n.sheet_id WHERE " DB_SHEET_COUNTS ") n";

/* The first @n of the counts, in the order of the query's columns. */
static enum status count(struct db_archive *archive, const char *sql, size_t n,
                         struct db_counts *counts, struct fault *fault)
{
    struct db_statement s;
    int64_t *const fields[] = {
        &counts->pages,    &counts->waiting,  &counts->read,
        &counts->refused,  &counts->failed,   &counts->blank,
        &counts->sheets,   &counts->findings, &counts->cells,
        &counts->accepted, &counts->review,   &counts->confirmed,
        &counts->corrected};
    enum status rc = db_prepare(archive, "count", sql, &s, fault);

    *counts = (struct db_counts){0};
    if (rc != ST_OK)
        goto done;
    rc = db_step(&s, fault);
    for (size_t i = 0; rc == ST_OK && i < n; i++)
        *fields[i] = db_column_int64(&s, (int)i);
done:
    db_finish(&s);
    return rc;
}

enum status db_count(struct db_archive *archive, struct db_counts *counts,
                     struct fault *fault)
{
    return count(archive, ALL, 13, counts, fault);
}

enum status db_count_pages(struct db_archive *archive, struct db_counts *counts,
                           struct fault *fault)
{
    return count(archive, PAGES, 6, counts, fault);
}
