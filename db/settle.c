/* A person's word on a cell, in one transaction. */
#include "db/tasks.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "db/connection.h"
#include "db/decision_row.h"
#include "db/history.h"
#include "db/keying.h"
#include "db/lease.h"
#include "db/statement.h"
#include "db/stored_names.h"

static bool agrees(const struct db_answer *word)
{
    bool empty = word->value[0] == '\0';

    switch (word->state) {
    case READ_VALUE:
        return !empty;
    case READ_ZERO:
        return strcmp(word->value, "0") == 0;
    case READ_BLANK:
    case READ_DASH:
    case READ_ILLEGIBLE:
        return empty;
    case READ_DITTO:
    case READ_STRUCK:
        return true;
    case READ_WITHHELD:
        return false;
    }
    return false;
}

static enum status check_word(const struct db_archive *archive,
                              const struct db_answer *word,
                              const struct decision *cell, struct fault *fault)
{
    const char *why = word->why == NULL ? "" : word->why;
    const char *who = word->who == NULL ? "" : word->who;

    if (strlen(word->value) >= OCR_TEXT_MAX || !text_is_utf8(word->value))
        return fault_set(fault, ST_INPUT, "the value is too long or no text");
    if (!text_is_utf8(who) || !text_is_utf8(why) || strlen(who) >= 64 ||
        strlen(why) >= 200)
        return fault_set(fault, ST_INPUT, "the words are too long or no text");
    if (!agrees(word))
        return fault_set(fault, ST_INPUT,
                         "%s page %d, row %d %s: \"%s\" cannot be of state %s",
                         cell->source, cell->page, cell->row, cell->column,
                         word->value, db_reading_state_name(word->state));
    if (cell->personal && word->value[0] != '\0' && !archive->keep_personal)
        return fault_set(fault, ST_INPUT,
                         "column %s is personal, and this archive keeps "
                         "nothing personal",
                         cell->column);
    return ST_OK;
}

enum status db_find_answered_cell(struct db_archive *archive, int64_t cell_id,
                                  const struct db_answer *word,
                                  struct decision *cell, struct fault *fault)
{
    enum status rc = db_find_decided_cell(archive, cell_id, cell, fault);

    if (rc == ST_OK)
        rc = check_word(archive, word, cell, fault);
    return rc == ST_OK ? db_check_lease(archive, cell, fault) : rc;
}

enum status db_settle_within(struct db_archive *archive, struct decision *cell,
                             const struct db_answer *word, const char *who,
                             struct fault *fault)
{
    bool as_it_stands =
        strcmp(cell->standing, word->value) == 0 && cell->state == word->state;

    cell->value = word->value;
    cell->state = word->state;
    cell->status = as_it_stands ? VERDICT_CONFIRMED : VERDICT_CORRECTED;
    cell->as_written = word->as_written;
    cell->who = who;
    cell->why = word->why == NULL ? "" : word->why;
    return db_add_decision(archive, cell, fault);
}

static enum status settle(struct db_archive *archive, int64_t cell_id,
                          const struct db_answer *word, const char *who,
                          struct fault *fault)
{
    struct decision cell = {0};
    enum status rc =
        db_find_answered_cell(archive, cell_id, word, &cell, fault);

    if (rc == ST_OK)
        rc = db_settle_within(archive, &cell, word, who, fault);
    return rc;
}

enum status db_settle(struct db_archive *archive, int64_t cell_id,
                      const struct db_answer *word, struct fault *fault)
{
    char login[64];
    enum status rc = db_begin(archive, "store a decision", fault);

    if (rc != ST_OK)
        return rc;
    db_login(login, sizeof login);
    rc = settle(archive, cell_id, word, word->who == NULL ? login : word->who,
                fault);
    return db_end(archive, "store a decision", rc, fault);
}
