#include "review/session.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "review/words.h"

/* A lease is renewed long before it ends, as long as somebody sits there. */
enum { LEASE_SECONDS = 300, LEASE_RENEWED = 60, PAUSE_SECONDS = 60 };

void session_say(struct review_session *session, bool warns, const char *format,
                 ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(session->message, sizeof session->message, format, args);
    va_end(args);
    session->message_warns = warns;
}

static enum status load_list(struct review_session *session,
                             struct fault *fault)
{
    return work_list_load(&session->list, session->archive, session->who,
                          &session->options.filter, session->options.order,
                          &session->options.rules, fault);
}

enum status session_begin(struct review_session *session,
                          struct db_archive *archive,
                          const struct form_catalogue *catalogue,
                          const struct review_options *options,
                          struct fault *fault)
{
    enum status rc;

    *session = (struct review_session){.archive = archive,
                                       .catalogue = catalogue,
                                       .options = *options,
                                       .at = -1,
                                       .last_key = time(NULL)};
    session->style = (struct ink_style){options->symbols, !options->no_colours};
    if (options->who != NULL)
        (void)text_copy(session->who, sizeof session->who, options->who);
    else
        db_login(session->who, sizeof session->who);
    rc = ink_store_new(&session->ink, fault);
    if (rc == ST_OK)
        rc = ink_ahead_new(session->ink, &session->ahead, fault);
    if (rc == ST_OK)
        rc = load_list(session, fault);
    if (rc == ST_OK)
        rc = session_plan_tiles(session, fault);
    return rc == ST_OK ? session_next(session, fault) : rc;
}

void session_end(struct review_session *session)
{
    struct fault ignored;

    contact_close(session);
    /* Leases end by themselves when this fails. */
    (void)!db_release(session->archive, 0, &ignored);
    ink_tiles_free(&session->tiles);
    ink_ahead_free(&session->ahead);
    ink_store_free(&session->ink);
    session_forget_sheets(session);
    column_words_clear(&session->words);
    work_list_clear(&session->list);
}

/* ---- which question comes next ---- */

static void give_back(struct review_session *session)
{
    struct fault ignored;

    if (session->asking)
        (void)!db_release(session->archive, session->question.cell.id,
                          &ignored);
    session->asking = false;
    session->prompt = PROMPT_NONE;
    entry_begin(&session->entry, false);
}

static enum status lend(struct review_session *session, int64_t cell_id,
                        struct fault *fault)
{
    session->lent_at = time(NULL);
    return db_lease(session->archive, cell_id, session->who, LEASE_SECONDS,
                    fault);
}

/* Is the task still what it was when the list was made? Our lease keeps
 * others from changing it from here on. */
static bool still_open(const struct db_ask *task, const struct db_cell *cell)
{
    switch (task->kind) {
    case DB_TASK_DOUBT:
        return cell->status == VERDICT_REVIEW;
    case DB_TASK_AUDIT:
        return cell->status == VERDICT_ACCEPTED;
    case DB_TASK_SECOND:
    case DB_TASK_THIRD:
    case DB_TASK_KNOWN:
        return strcmp(cell->value, task->value) == 0;
    }
    return false;
}

static enum status put_question(struct review_session *session,
                                const struct db_ask *task, bool any_state,
                                struct fault *fault)
{
    struct question *question = &session->question;
    enum status rc = lend(session, task->cell_id, fault);

    if (rc != ST_OK)
        return rc;
    session_turn_to_coming(session, task->sheet_id);
    rc = sheet_now_load(&session->now, session->archive, session->catalogue,
                        task->sheet_id, fault);
    if (rc == ST_OK)
        rc = question_make(session->archive, &session->now, &session->words,
                           task, session->options.chinese, question, fault);
    if (rc == ST_OK && !any_state && !still_open(task, &question->cell))
        rc = fault_set(fault, ST_NONE, "somebody else decided it meanwhile");
    if (rc == ST_NONE) {
        struct fault ignored;
        (void)!db_release(session->archive, task->cell_id, &ignored);
    }
    session->asking = rc == ST_OK;
    /* In the table it must not be told from what is doubtful. */
    if (rc == ST_OK && task->kind == DB_TASK_AUDIT)
        session->now.cells[question->at].status = VERDICT_REVIEW;
    return rc;
}

/* ST_NONE: nothing of the list can be asked now. */
static enum status put_first_open(struct review_session *session,
                                  struct fault *fault)
{
    size_t from = session->at < 0 ? 0 : (size_t)session->at;

    for (size_t tried = 0; tried < session->list.n; tried++) {
        int at = work_list_next(&session->list, from);
        enum status rc;

        if (at < 0)
            return ST_NONE;
        rc = put_question(session, &session->list.items[at].task, false, fault);
        if (rc == ST_OK)
            session->at = at;
        if (rc != ST_NONE && rc != ST_BUSY)
            return rc;
        if (rc == ST_NONE)
            session->list.items[at].done = true;
        from = (size_t)at + 1;
    }
    return ST_NONE;
}

enum status session_next(struct review_session *session, struct fault *fault)
{
    enum status rc;

    give_back(session);
    session->view = VIEW_QUESTION;
    rc = put_first_open(session, fault);
    if (rc != ST_NONE)
        return rc;
    /* What others had on their screens may be free by now, and pages may have
     * been read again. */
    session_forget_sheets(session);
    rc = load_list(session, fault);
    session->at = -1;
    if (rc == ST_OK)
        rc = put_first_open(session, fault);
    if (rc == ST_NONE) {
        session->view = VIEW_DONE;
        rc = ST_OK;
    }
    return rc;
}

enum status session_reload(struct review_session *session, struct fault *fault)
{
    enum status rc;

    give_back(session);
    session->at = -1;
    rc = load_list(session, fault);
    if (rc == ST_OK)
        rc = session_plan_tiles(session, fault);
    return rc == ST_OK ? session_next(session, fault) : rc;
}

enum status session_ask_cell(struct review_session *session, int64_t cell_id,
                             struct fault *fault)
{
    struct db_cell cell;
    struct db_ask task = {.cell_id = cell_id};
    int at = work_list_find(&session->list, cell_id);
    enum status rc = db_find_one_cell(session->archive, cell_id, &cell, fault);

    give_back(session);
    if (rc == ST_OK) {
        task.sheet_id = cell.sheet_id;
        if (at >= 0)
            task = session->list.items[at].task;
        rc = put_question(session, &task, true, fault);
    }
    if (rc == ST_OK) {
        session->at = at >= 0 ? at : session->at;
        session->view = VIEW_QUESTION;
    }
    if (rc == ST_NONE || rc == ST_BUSY) {
        session_say(session, true, "%s", fault->text);
        rc = ST_NONE;
    }
    return rc;
}

void session_mark_done(struct review_session *session, int64_t cell_id)
{
    int at = work_list_find(&session->list, cell_id);

    if (at >= 0)
        session->list.items[at].done = true;
}

/* ---- words ---- */

static void put_alike(struct sheet_now *now, int64_t cell_id)
{
    int at = sheet_now_find(now, cell_id);

    if (at >= 0)
        sheet_now_put(now, at, now->cells[at].value, now->cells[at].state,
                      VERDICT_CONFIRMED);
}

/* A cell that looks like the one that was confirmed needs no look. */
static void settled_too(int64_t cell_id, void *context)
{
    struct review_session *session = context;

    session->n_alike++;
    session_mark_done(session, cell_id);
    put_alike(&session->now, cell_id);
    put_alike(&session->coming, cell_id);
    put_alike(&session->part, cell_id);
}

static enum status store(struct review_session *session,
                         const struct db_answer *word, struct fault *fault)
{
    const struct question *question = &session->question;

    switch (question->task.kind) {
    case DB_TASK_SECOND:
    case DB_TASK_THIRD:
    case DB_TASK_KNOWN:
        return db_key(session->archive, question->cell.id, question->task.kind,
                      word, fault);
    case DB_TASK_AUDIT:
        return db_settle(session->archive, question->cell.id, word, fault);
    case DB_TASK_DOUBT:
        break;
    }
    return db_settle_alike(session->archive, question->cell.id, word,
                           settled_too, session, fault);
}

static void count_word(struct review_session *session,
                       const struct db_answer *word)
{
    const struct question *question = &session->question;
    bool same = strcmp(question->cell.value, word->value) == 0 &&
                question->cell.state == word->state;

    if (question->task.kind == DB_TASK_SECOND ||
        question->task.kind == DB_TASK_KNOWN) {
        session->summary.keyed++;
        return;
    }
    *(same ? &session->summary.confirmed : &session->summary.corrected) += 1;
    if (!question->cell.personal)
        column_words_add(&session->words, question->cell.column, word->value);
    sheet_now_put(&session->now, question->at, word->value, word->state,
                  same ? VERDICT_CONFIRMED : VERDICT_CORRECTED);
    /* loaded ahead, another part of the table would not know the word */
    if (session->coming.id != 0 && session->coming.whole.n_own > 0 &&
        session->coming.cells[0].whole_id == session->now.cells[0].whole_id)
        sheet_now_clear(&session->coming);
}

static void tell_alike(struct review_session *session, const char *value)
{
    int n = session->n_alike;

    session->summary.alike += n;
    if (n > 0)
        session_say(session, false,
                    ngettext("\"%s\": %d more that looks the same is settled; "
                             "/ takes both back",
                             "\"%s\": %d more that look the same are settled; "
                             "/ takes all back",
                             (unsigned long)n),
                    value, n);
}

enum status session_decide(struct review_session *session, const char *value,
                           enum reading_state state, bool as_written,
                           struct fault *fault)
{
    struct db_answer word = {.value = value,
                             .state = state,
                             .as_written = as_written,
                             .who = session->who};
    enum status rc;

    session->n_alike = 0;
    rc = store(session, &word, fault);
    /* Somebody read the page again, a rule of the archive refuses it, or the
     * disk is full: the person is told, and nothing is lost but this word. */
    if (rc != ST_OK) {
        session_say(session, true, "%s", fault->text);
        return rc == ST_NONE ? session_next(session, fault) : ST_OK;
    }
    count_word(session, &word);
    session_mark_done(session, session->question.cell.id);
    tell_alike(session, value);
    return session_next(session, fault);
}

enum status session_undo(struct review_session *session, struct fault *fault)
{
    struct db_withdrawn back;
    int at;
    enum status rc = db_withdraw(session->archive, session->who, &back, fault);

    if (rc == ST_NONE || rc == ST_BUSY) {
        session_say(session, true, "%s", fault->text);
        return ST_OK;
    }
    if (rc != ST_OK)
        return rc;
    session->summary.undone++;
    session->summary.alike -= back.alike;
    session_forget_sheets(session); /* they hold what no longer stands */
    at = work_list_find(&session->list, back.cell_id);
    if (at >= 0 && back.alike == 0)
        session->list.items[at].done = session->list.items[at].later = false;
    else if ((rc = load_list(session, fault)) != ST_OK)
        return rc; /* a word of an earlier session, or of many cells */
    if (back.cell_id == 0)
        session_say(session, true,
                    _("taken back, but %s page %d was read again and has no "
                      "such cell now"),
                    back.source, back.page);
    else if (back.alike > 0)
        session_say(session, false,
                    ngettext("taken back: \"%s\" in row %d, %s, and in %d cell "
                             "that looks the same",
                             "taken back: \"%s\" in row %d, %s, and in %d cells "
                             "that look the same",
                             (unsigned long)back.alike),
                    back.value, back.row, back.column, back.alike);
    else
        session_say(session, false, _("taken back: \"%s\" in row %d, %s"),
                    back.value, back.row, back.column);
    rc = back.cell_id == 0 ? ST_NONE
                           : session_ask_cell(session, back.cell_id, fault);
    return rc == ST_NONE ? session_next(session, fault) : rc;
}

/* ---- keys and time ---- */

static enum status pass_time(struct review_session *session, uint32_t key,
                             struct fault *fault)
{
    time_t now = time(NULL);
    double pause = difftime(now, session->last_key);
    enum status rc = ST_OK;

    if (key != KEY_CODE_IDLE && key != KEY_CODE_RESIZE) {
        session->summary.minutes +=
            (pause > PAUSE_SECONDS ? PAUSE_SECONDS : pause) / 60;
        session->last_key = now;
        session->message[0] = '\0';
    }
    if (session->asking && difftime(now, session->lent_at) > LEASE_RENEWED)
        rc = lend(session, session->question.cell.id, fault);
    /* Asleep for longer than the lease, and somebody else took the cell. */
    if (rc == ST_BUSY || rc == ST_NONE) {
        session->asking = false;
        rc = session_next(session, fault);
    }
    return rc;
}

enum status session_press(struct review_session *session, uint32_t key,
                          struct fault *fault)
{
    enum status rc = pass_time(session, key, fault);

    if (rc != ST_OK || key == KEY_CODE_IDLE || key == KEY_CODE_RESIZE)
        return rc;
    return REVIEW_VIEWS[session->view].press(session, key, fault);
}

void session_draw(struct review_session *session, struct canvas *canvas)
{
    canvas_blank(canvas);
    session->summary.left =
        work_list_left(&session->list) + work_list_later(&session->list);
    session->summary.later = (int)work_list_later(&session->list);
    REVIEW_VIEWS[session->view].draw(session, canvas);
}

const struct review_view REVIEW_VIEWS[VIEWS] = {
    [VIEW_QUESTION] = {question_press, question_draw},
    [VIEW_HELP] = {help_press, help_draw},
    [VIEW_PAGE] = {page_press, page_draw},
    [VIEW_TABLE] = {table_press, table_draw},
    [VIEW_CONTACT] = {contact_press, contact_draw},
    [VIEW_ORDER] = {order_press, order_draw},
    [VIEW_DONE] = {done_press, done_draw},
};
