#include "db/archive.h"

#include "db/connection.h"
#include "db/statement.h"

static void read_event(const struct db_statement *s, struct db_event *event)
{
    event->id = db_column_int64(s, 0);
    db_column_text(s, 1, event->at, sizeof event->at);
    db_column_text(s, 2, event->who, sizeof event->who);
    db_column_text(s, 3, event->what, sizeof event->what);
    db_column_text(s, 4, event->source, sizeof event->source);
    event->page = db_column_int(s, 5);
    event->row = db_column_int(s, 6);
    db_column_text(s, 7, event->column, sizeof event->column);
    db_column_text(s, 8, event->before, sizeof event->before);
    db_column_text(s, 9, event->after, sizeof event->after);
    db_column_text(s, 10, event->why, sizeof event->why);
    db_column_text(s, 11, event->hash, sizeof event->hash);
}

enum status db_each_event(struct db_archive *archive,
                          enum status (*each)(const struct db_event *, void *),
                          void *context, struct fault *fault)
{
    struct db_event event;
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "list the history",
        "SELECT id, at, who, what, source, page, row, column_code, before,"
        " after, why, hash FROM history ORDER BY id",
        &s, fault);

    while (db_next(&s, &rc, fault)) {
        read_event(&s, &event);
        rc = each(&event, context);
    }
    db_finish(&s);
    return rc;
}
