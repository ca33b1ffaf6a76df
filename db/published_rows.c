#include "db/published_rows.h"

#include <stdlib.h>

#include "db/connection.h"
#include "db/statement.h"
#include "db/questions.h"

static enum status insert_all(struct db_archive *archive,
                              const struct check_published *published,
                              size_t n, struct fault *fault)
{
    struct db_statement s = {0};
    enum status rc = db_execute(archive, "keep what is published",
                                "DELETE FROM published", fault);

    if (rc == ST_OK)
        rc = db_prepare(archive, "keep what is published",
                        "INSERT OR REPLACE INTO published (form, column_code,"
                        " totals, rows) VALUES (?1, ?2, ?3, ?4)",
                        &s, fault);
    for (size_t i = 0; rc == ST_OK && i < n; i++) {
        db_bind_text(&s, 1, published[i].form);
        db_bind_text(&s, 2, published[i].column);
        db_bind_int(&s, 3, published[i].totals);
        db_bind_int(&s, 4, published[i].rows);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}

enum status db_set_published(struct db_archive *archive,
                             const struct check_published *published, size_t n,
                             struct fault *fault)
{
    enum status rc = db_begin(archive, "keep what is published", fault);

    if (rc != ST_OK)
        return rc;
    return db_end(archive, "keep what is published",
                  insert_all(archive, published, n, fault), fault);
}

enum status db_find_published(struct db_archive *archive,
                              struct check_published **out, size_t *n,
                              struct fault *fault)
{
    int64_t most = 0;
    struct db_statement s = {0};
    enum status rc = db_ask_int(archive, "look for what is published",
                                "SELECT count(*) FROM published", &most, fault);

    *out = NULL;
    *n = 0;
    if (rc != ST_OK)
        return rc;
    *out = calloc((size_t)most + 1, sizeof **out);
    if (*out == NULL)
        return fault_set(fault, ST_NOMEM, "db: out of memory");
    rc = db_prepare(archive, "look for what is published",
                    "SELECT form, column_code, totals, rows FROM published"
                    " ORDER BY form, column_code",
                    &s, fault);
    while (rc == ST_OK && *n < (size_t)most &&
           (rc = db_step(&s, fault)) == ST_OK) {
        struct check_published *one = &(*out)[(*n)++];

        db_column_text(&s, 0, one->form, sizeof one->form);
        db_column_text(&s, 1, one->column, sizeof one->column);
        one->totals = db_column_int(&s, 2);
        one->rows = db_column_int(&s, 3);
    }
    db_finish(&s);
    return rc == ST_NONE ? ST_OK : rc;
}
