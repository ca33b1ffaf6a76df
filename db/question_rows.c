#include "db/question_rows.h"

#include "db/statement.h"

enum status db_store_questions(struct db_archive *archive, const int64_t *ids,
                               const struct check_question *questions,
                               size_t n, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "store a question",
        "INSERT OR REPLACE INTO question (cell_id, effect, gain, settles)"
        " VALUES (?1, ?2, ?3, ?4)",
        &s, fault);

    for (size_t i = 0; rc == ST_OK && i < n; i++) {
        db_bind_int(&s, 1, ids[i]);
        db_bind_real(&s, 2, questions[i].effect);
        db_bind_real(&s, 3, questions[i].gain);
        db_bind_int(&s, 4, questions[i].settles);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}
