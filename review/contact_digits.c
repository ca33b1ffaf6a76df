/*
 * All the 7s of one hand: cells whose reading hangs on one figure, the same in
 * each, written by one person as far as that can be told. A hand writes its 7
 * one way, so the odd one stands out among them, whatever the numbers are.
 */
#include <string.h>

#include "review/session.h"

/* The place where a rival differs in that one figure alone; -1 none. */
static int differing_place(const char *value, const char *rival)
{
    size_t n = strlen(value);
    int place = -1;

    if (strlen(rival) != n || value[strspn(value, "0123456789")] != '\0' ||
        rival[strspn(rival, "0123456789")] != '\0')
        return -1;
    for (size_t i = 0; i < n; i++)
        if (value[i] != rival[i]) {
            if (place >= 0)
                return -1;
            place = (int)i;
        }
    return place;
}

/* The figure that is in doubt: the likeliest rival has another one there. 0
 * when it is more than one figure, or none. */
static enum status find_digit(struct db_archive *archive, int64_t cell_id,
                              const char *value, char *digit,
                              struct fault *fault)
{
    struct reading reading;
    enum status rc = db_find_reading(archive, cell_id, &reading, fault);
    double best = -1;

    *digit = 0;
    for (int i = 0; rc == ST_OK && i < reading.n_candidates; i++) {
        const struct ocr_candidate *rival = &reading.candidates[i];
        int place = differing_place(value, rival->value);

        if (strcmp(rival->value, value) == 0 || rival->score <= best)
            continue;
        best = rival->score;
        *digit = '\0';
        if (place >= 0)
            *digit = value[place];
    }
    return rc;
}

/* One file is one book, and one book one hand; and the same office's papers of
 * one form are kept by one clerk. */
static bool is_one_hand(const struct db_ask *a, const struct db_ask *b)
{
    return a->original_id == b->original_id ||
           (a->unit[0] != '\0' && strcmp(a->unit, b->unit) == 0 &&
            strcmp(a->form, b->form) == 0);
}

static bool is_open(const struct work_item *item)
{
    return !item->done && item->task.kind == DB_TASK_DOUBT &&
           !item->task.personal && item->task.row > 0 &&
           item->task.state == READ_VALUE;
}

static enum status gather(struct review_session *session, char digit,
                          struct fault *fault)
{
    struct contact_view *view = &session->contact;
    enum status rc = ST_OK;

    for (size_t i = 0;
         rc == ST_OK && i < session->list.n && view->n < CONTACT_MAX; i++) {
        const struct work_item *item = &session->list.items[i];
        char other = 0;

        if (!is_open(item) ||
            !is_one_hand(&item->task, &session->question.task))
            continue;
        rc = find_digit(session->archive, item->task.cell_id, item->task.value,
                        &other, fault);
        if (rc == ST_OK && other == digit)
            rc = contact_add(session, &item->task, fault);
        else if (rc == ST_NONE)
            rc = ST_OK; /* read again meanwhile */
    }
    return rc;
}

enum status contact_open_digits(struct review_session *session,
                                struct fault *fault)
{
    const struct question *question = &session->question;
    char digit = 0;
    enum status rc;

    contact_close(session);
    if (question->cell.personal || question->blind ||
        question->cell.status != VERDICT_REVIEW ||
        question->cell.state != READ_VALUE)
        return ST_NONE;
    rc = find_digit(session->archive, question->cell.id, question->cell.value,
                    &digit, fault);
    if (rc == ST_OK && digit == 0)
        rc = ST_NONE;
    if (rc == ST_OK)
        rc = gather(session, digit, fault);
    if (rc == ST_OK)
        rc = contact_show(session);
    if (rc == ST_OK)
        session->contact.digit = digit;
    else
        contact_close(session);
    return rc;
}
