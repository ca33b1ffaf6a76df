/* taizhang learn: the digit reader learns this archive's hands. */
#include "cli/command.h"
#include "cli/language.h"
#include "cli/options.h"
#include "cli/speech.h"
#include "cli/verbs.h"

#include "batch/learn.h"
#include "db/hands.h"

enum { KEY_BACK = 0x200, KEY_RESET };

enum what { LEARN, BACK, RESET };

static void progress(int page, int pages, void *context)
{
    (void)context;
    if (page < pages)
        cli_progress(_("looking at page %d of %d"), page + 1, pages);
    else
        cli_progress(_("learning"));
}

static double percent(int part, int whole)
{
    return whole > 0 ? 100.0 * part / whole : 0;
}

static void say_books(const struct batch_lesson *lesson)
{
    if (lesson->books_taken > 0)
        cli_note(_("%d of %d files got weights of their own: there %.1f %% "
                   "instead of %.1f %%"),
                 lesson->books_taken, lesson->books,
                 percent(lesson->books_right_after, lesson->books_judged),
                 percent(lesson->books_right_before, lesson->books_judged));
}

static void say_lesson(const struct batch_lesson *lesson)
{
    const struct hand_figures *after = &lesson->after;

    if (lesson->taken)
        cli_note(_("learned from %d figures: of %d others %.1f %% are read "
                   "right, before %.1f %%; 'taizhang read --again' reads by "
                   "it"),
                 after->n_learned, after->n_judged,
                 percent(after->right, after->n_judged),
                 percent(lesson->before.right, after->n_judged));
    else
        cli_note(_("nothing changed: %d figures taught nothing better (of %d "
                   "others %.1f %% would be read right, %.1f %% are)"),
                 after->n_learned, after->n_judged,
                 percent(after->right, after->n_judged),
                 percent(lesson->before.right, after->n_judged));
    say_books(lesson);
}

static enum status learn(struct db_archive *archive, struct fault *fault)
{
    struct batch_lesson lesson;
    enum status rc =
        batch_learn(archive, (struct batch_learn_listener){progress, NULL},
                    &lesson, fault);

    cli_progress_end();
    if (rc == ST_OK)
        say_lesson(&lesson);
    return rc;
}

int cli_learn_hands(struct db_archive *archive)
{
    struct fault fault = {{0}};

    if (learn(archive, &fault) == ST_OK)
        return CLI_DONE;
    cli_complain("%s", fault.text);
    return CLI_FOUND;
}

int cli_learn_by_itself(struct db_archive *archive)
{
    struct db_counts counts;
    struct fault fault = {{0}};
    enum status rc = db_count(archive, &counts, &fault);

    /* Too few, and pages need not even be looked at. */
    if (rc == ST_OK && counts.confirmed + counts.corrected < LEARN_LEAST_CELLS)
        return CLI_DONE;
    if (rc == ST_OK) {
        cli_note(_("learning the hands from what was decided; Ctrl-C leaves it "
                   "for another time"));
        rc = learn(archive, &fault);
    }
    if (rc == ST_OK || rc == ST_NONE)
        return CLI_DONE;
    cli_complain("%s", fault.text);
    /* Who reads or learns now does it in our place. */
    return rc == ST_BUSY ? CLI_DONE : CLI_FOUND;
}

static int forget(struct db_archive *archive, enum db_forget what)
{
    struct fault fault = {{0}};

    if (db_forget_hands(archive, what, &fault) != ST_OK) {
        cli_complain("%s", fault.text);
        return CLI_FOUND;
    }
    cli_note(what == DB_FORGET_ALL
                 ? _("the reader is again as the program brought it")
                 : _("the reader is again as before the last lesson"));
    return CLI_DONE;
}

static const struct argp_option options[] = {
    {"back", KEY_BACK, 0, 0, N_("take the last lesson back"), 0},
    {"reset", KEY_RESET, 0, 0,
     N_("forget all: read as the program came"), 0},
    {0},
};

static error_t parse(int key, char *word, struct argp_state *state)
{
    enum what *what = state->input;
    enum what asked = key == KEY_BACK ? BACK : RESET;

    (void)word;
    if (key != KEY_BACK && key != KEY_RESET)
        return ARGP_ERR_UNKNOWN;
    if (*what != LEARN && *what != asked)
        return cli_refuse_word(state, _("--back or --reset, not both"));
    *what = asked;
    return 0;
}

int cmd_learn(int argc, char **argv)
{
    enum what what = LEARN;
    struct cli_common common;
    struct db_archive *archive = NULL;
    int rc = cli_parse(argc, argv, "",
                       N_("Adapt the digit reader to this archive's hands, by "
                          "what persons confirmed and corrected. New weights "
                          "are used only when they read better what was kept "
                          "out of the lesson."),
                       options, parse, &common, &what);

    if (rc != CLI_DONE)
        return rc;
    if (cli_refuses_json(&common, "learn"))
        return CLI_USAGE;
    archive = cli_open_archive(&common);
    if (archive == NULL)
        return CLI_FOUND;
    switch (what) {
    case LEARN:
        rc = cli_learn_hands(archive);
        break;
    case BACK:
        rc = forget(archive, DB_FORGET_LAST);
        break;
    case RESET:
        rc = forget(archive, DB_FORGET_ALL);
        break;
    }
    db_close(&archive);
    return rc;
}
