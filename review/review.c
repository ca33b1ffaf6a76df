/* A session and its terminal: a key, the archive, a screen. */
#include "review/review.h"

#include <stdio.h>
#include <time.h>

#include "review/keys.h"
#include "review/session.h"
#include "review/terminal.h"
#include "review/too_small.h"
#include "review/words.h"

/* Who presses a key twice because nothing stirs means what is on the screen,
 * not the question that comes up after STILL_SECONDS of waiting for a disk or
 * for another program that holds the archive. */
enum { IDLE_SECONDS = 20, STILL_SECONDS = 2 };

static double seconds_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Nothing may be decided that is not seen; the lease is kept meanwhile. */
static enum status press_unseen(struct review_session *session, uint32_t key,
                                struct fault *fault)
{
    if (key == 'q')
        session->over = true;
    return session_press(session,
                         key == KEY_CODE_RESIZE ? key : KEY_CODE_IDLE, fault);
}

/* What is on the screen while the archive is waited for. */
struct shown {
    struct terminal *terminal;
    struct canvas *canvas;
};

static void show_waiting(const char *folder, int seconds, void *context)
{
    const struct shown *shown = context;
    struct canvas *canvas = shown->canvas;
    struct fault ignored;
    char text[200];
    int row;

    (void)folder;
    /* The first question is waited for: nothing was painted yet. */
    if (canvas->rows == 0 &&
        terminal_measure(shown->terminal, canvas, &ignored) != ST_OK)
        return;
    row = canvas->rows - 1;
    snprintf(text, sizeof text,
             _(" another program is writing to the archive; waiting for up to "
               "%d seconds"),
             seconds);
    for (int column = 0; column < canvas->columns; column++)
        (void)canvas_write(canvas, row, column, 1, LOOK_REVERSE, " ");
    (void)canvas_write(canvas, row, 0, canvas->columns, LOOK_REVERSE | LOOK_WARN,
                 text);
    terminal_paint(shown->terminal, canvas);
}

static enum status run_keys(struct review_session *session,
                            struct terminal *terminal, struct canvas *canvas,
                            struct fault *fault)
{
    double from = seconds_now();
    enum status rc = ST_OK;

    while (rc == ST_OK && !session->over && !terminal_is_gone(terminal)) {
        bool small;
        uint32_t key;

        rc = terminal_measure(terminal, canvas, fault);
        if (rc != ST_OK)
            break;
        small = review_too_small(canvas);
        if (small)
            review_too_small_draw(canvas);
        else
            session_draw(session, canvas);
        terminal_paint(terminal, canvas);
        if (seconds_now() - from > STILL_SECONDS)
            terminal_forget_keys(terminal);
        if (!small)
            session_prepare(session, canvas);
        key = terminal_key(terminal, IDLE_SECONDS);
        from = seconds_now();
        rc = small ? press_unseen(session, key, fault)
                   : session_press(session, key, fault);
    }
    return rc;
}

static enum status
run_session(struct db_archive *archive, const struct review_options *options,
            const struct form_catalogue *catalogue, struct terminal *terminal,
            struct review_summary *summary, struct fault *fault)
{
    struct review_session session;
    struct canvas canvas = {0};
    struct shown shown = {terminal, &canvas};
    struct db_waiting_teller before = db_set_waiting_teller(
        (struct db_waiting_teller){show_waiting, &shown});
    enum status rc =
        session_begin(&session, archive, catalogue, options, fault);

    if (rc == ST_OK)
        rc = run_keys(&session, terminal, &canvas, fault);
    session.summary.left =
        work_list_left(&session.list) + work_list_later(&session.list);
    session.summary.later = (int)work_list_later(&session.list);
    session.summary.cut_short = terminal_is_gone(terminal);
    *summary = session.summary;
    session_end(&session);
    (void)db_set_waiting_teller(before);
    canvas_free(&canvas);
    return rc;
}

enum status review_run(struct db_archive *archive,
                       const struct review_options *options, FILE *in,
                       FILE *out, struct review_summary *summary,
                       struct fault *fault)
{
    struct form_catalogue catalogue = {0};
    struct terminal *terminal = NULL;
    struct ink_style style = {options->symbols, !options->no_colours};
    struct review_options shown = *options;
    enum status rc =
        form_catalogue_load(db_forms_folder(archive), &catalogue, fault);

    *summary = (struct review_summary){0};
    if (rc == ST_OK)
        rc = terminal_open(in, out, options->pictures_chosen, &style, &terminal,
                           fault);
    if (rc == ST_OK) {
        shown.symbols = style.symbols;
        shown.no_colours = !style.colours;
        rc = run_session(archive, &shown, &catalogue, terminal, summary, fault);
    }
    terminal_close(&terminal);
    form_catalogue_clear(&catalogue);
    return rc;
}
