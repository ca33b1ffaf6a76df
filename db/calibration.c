/* Were we as often right as we said? Asked of what persons decided. */
#include "db/archive.h"
#include "db/connection.h"
#include "db/settle_alike.h"
#include "db/statement.h"

/* One row a tenth of confidence in which somebody decided something. */
static const char TENTHS[] =
    "SELECT min(9, CAST(v.confidence * 10 AS INTEGER)) AS tenth, count(*),"
    " count(*) FILTER (WHERE n.value = v.value), sum(v.confidence)"
    " FROM cell_now n JOIN verdict v ON v.cell_id = n.id"
    " WHERE n.decision_id IS NOT NULL AND NOT " DB_IS_ALIKE("n.decision_id")
    " GROUP BY tenth";

enum status db_count_calibration(struct db_archive *archive,
                                 struct db_calibration *out,
                                 struct fault *fault)
{
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "compare decisions", TENTHS, &s, fault);

    *out = (struct db_calibration){0};
    if (rc != ST_OK)
        goto done;
    while ((rc = db_step(&s, fault)) == ST_OK) {
        struct db_calibration_tenth *tenth =
            &out->tenths[db_column_int(&s, 0)];

        tenth->decided = db_column_int64(&s, 1);
        tenth->right = db_column_int64(&s, 2);
        tenth->confidence = db_column_real(&s, 3) / (double)tenth->decided;
    }
    if (rc == ST_NONE)
        rc = ST_OK;
done:
    db_finish(&s);
    return rc;
}

double db_calibration_error(const struct db_calibration *calibration)
{
    double apart = 0, decided = 0;

    for (int i = 0; i < DB_CALIBRATION_TENTHS; i++) {
        const struct db_calibration_tenth *tenth = &calibration->tenths[i];
        double gap = tenth->confidence * (double)tenth->decided
            - (double)tenth->right;

        apart += gap < 0 ? -gap : gap;
        decided += (double)tenth->decided;
    }
    return decided > 0 ? apart / decided : 0;
}
