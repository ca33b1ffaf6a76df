/* How fast persons decide, by the times that the history tells. */
#include "db/archive.h"
#include "db/connection.h"
#include "db/statement.h"
#include "db/questions.h"

/* A longer gap is a pause; the last so many decisions count, and fewer gaps
 * than that say nothing yet. */
enum { PAUSE_SECONDS = 180, DECISIONS_MOST = 1000, GAPS_LEAST = 5 };

/* Gaps between a person's decisions, one after the other; what the program
 * carried over to a new scan, or settled with what looks alike, took nobody's
 * time. */
static const char GAPS[] =
    "SELECT count(*), avg(gap) FROM (SELECT strftime('%s', at)"
    "  - lag(strftime('%s', at)) OVER (PARTITION BY who ORDER BY id) AS gap"
    "  FROM (SELECT id, at, who FROM history WHERE what = 'decide'"
    "    AND who NOT LIKE 'taizhang %' AND id NOT IN (SELECT d.history_id"
    "      FROM settled_alike x JOIN decision d ON d.id = x.id)"
    "    ORDER BY id DESC LIMIT ?1))"
    " WHERE gap <= ?2";

enum status db_find_pace(struct db_archive *archive, double *seconds,
                         struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, "measure the pace", GAPS, &s, fault);

    *seconds = 0;
    if (rc != ST_OK)
        goto done;
    db_bind_int(&s, 1, DECISIONS_MOST);
    db_bind_int(&s, 2, PAUSE_SECONDS);
    rc = db_step(&s, fault);
    if (rc == ST_OK && db_column_int64(&s, 0) < GAPS_LEAST)
        rc = ST_NONE;
    if (rc == ST_OK)
        *seconds = db_column_real(&s, 1);
done:
    db_finish(&s);
    return rc;
}
