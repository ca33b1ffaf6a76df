/*
 * One person's session without its terminal: keys go in, the archive changes,
 * views draw what there is to see. Private to the review room.
 */
#ifndef TZ_REVIEW_SESSION_H
#define TZ_REVIEW_SESSION_H

#include <time.h>

#include "review/canvas.h"
#include "review/entry.h"
#include "review/ink_ahead.h"
#include "review/ink_art.h"
#include "review/ink_tiles.h"
#include "review/keys.h"
#include "review/page_ink.h"
#include "review/put_question.h"
#include "review/review.h"

enum review_view_id {
    VIEW_QUESTION,
    VIEW_HELP,
    VIEW_PAGE,
    VIEW_TABLE,
    VIEW_CONTACT,
    VIEW_ORDER,
    VIEW_DONE,
    VIEWS
};

/** What the next key belongs to while a question is on the screen. */
enum prompt {
    PROMPT_NONE,
    PROMPT_TYPE,
    PROMPT_STRUCK,
    PROMPT_REALLY,
    PROMPT_NOTE
};

/** A word that waits for "yes, really". */
struct pending {
    char value[OCR_TEXT_MAX];
    enum reading_state state;
    char objection[QUESTION_REASON_SIZE];
};

/** The page as scanned: what part of it is seen. */
struct page_view {
    double zoom; /* 1: the whole page */
    double x, y; /* middle, px of the original */
    enum review_view_id back;
    int at; /* the cell that is pointed at, of the sheet that back shows */
};

enum { CONTACT_MAX = 40, TABLE_COLUMNS_MAX = 128 };

/** Cells that were read alike, side by side. */
struct contact_view {
    struct contact_cell {
        char value[OCR_TEXT_MAX];
        enum reading_state state;
        int64_t cell_id, sheet_id;
        int row;
        char column[FORM_CODE_MAX];
        struct scan_box box;
        struct Pix *pix; /* its writing; NULL until it is drawn */
        bool odd;        /* not what it was read as, says the person */
    } cells[CONTACT_MAX];
    int n, at, columns; /* columns: as last drawn */
    char digit;         /* the figure that is in doubt in each; 0: all of them
                           have one value */
};

/** The sheet as a table. */
struct table_view {
    int row;       /* 0: header fields */
    int column;    /* index among the row's cells */
    int top, left; /* first row and column that are seen */
};

struct review_session {
    struct db_archive *archive;
    const struct form_catalogue *catalogue;
    struct ink_store *ink;
    struct ink_ahead *ahead;
    struct ink_tiles *tiles;
    struct review_options options;
    char who[64];
    struct ink_style style;

    struct work_list list;
    int at; /* index of the item that is asked, -1 none */
    struct sheet_now now;
    struct sheet_now coming; /* the next question's, when it is another */
    struct column_words words;
    struct question question;
    int n_alike; /* cells that the last word settled with its own */
    bool asking; /* question holds one, and its cell is lent to us */
    time_t lent_at;

    enum review_view_id view;
    enum prompt prompt;
    struct entry entry;
    struct pending pending;
    char message[QUESTION_REASON_SIZE]; /* about the last key; "" none */
    bool message_warns;
    bool over;

    struct page_view page;
    struct contact_view contact;
    struct table_view table;
    struct sheet_now part; /* the part of its table that the table view went
                              over to; id 0: the question's own */
    int order_at; /* the line of the order view */

    struct review_summary summary;
    time_t last_key;
};

/** Load the queue and put the first question. End with session_end(). */
MUST_CHECK enum status session_begin(struct review_session *session,
                                     struct db_archive *archive,
                                     const struct form_catalogue *catalogue,
                                     const struct review_options *options,
                                     struct fault *fault);
void session_end(struct review_session *session);

/**
 * One key. A refusal that the person can do something about becomes the
 * session's message.
 *
 * Returns ST_OK; another code when the archive failed and the session cannot
 * go on.
 */
MUST_CHECK enum status session_press(struct review_session *session,
                                     uint32_t key, struct fault *fault);

/** Draw the view that is on. */
void session_draw(struct review_session *session, struct canvas *canvas);

/** While the person looks: make ready what the next question will need, drawn
 * for @canvas. To be called after session_draw(). */
void session_prepare(struct review_session *session,
                     const struct canvas *canvas);

/** Wait until what session_prepare() began is there. */
void session_prepare_wait(struct review_session *session);

/* ---- for the views ---- */

void session_say(struct review_session *session, bool warns, const char *format,
                 ...) PRINTF_LIKE(3, 4);

/** Put the next question; the view becomes VIEW_DONE when there is none. */
MUST_CHECK enum status session_next(struct review_session *session,
                                    struct fault *fault);

/** Put the question of one cell, out of turn. ST_NONE: it is lent or gone, and
 * the message says so. */
MUST_CHECK enum status session_ask_cell(struct review_session *session,
                                        int64_t cell_id, struct fault *fault);

/** Load the queue anew, after another order or filter was chosen. */
MUST_CHECK enum status session_reload(struct review_session *session,
                                      struct fault *fault);

/** Say a word about the cell that is asked, then go on. */
MUST_CHECK enum status session_decide(struct review_session *session,
                                      const char *value,
                                      enum reading_state state, bool as_written,
                                      struct fault *fault);

/** Take back the last word and ask its cell again. */
MUST_CHECK enum status session_undo(struct review_session *session,
                                    struct fault *fault);

/* ---- prepare.c ---- */

/** Have the writing of the list's cells cut in the background. */
MUST_CHECK enum status session_plan_tiles(struct review_session *session,
                                          struct fault *fault);

/** Take the sheet over that was made ready, when it is that one. */
void session_turn_to_coming(struct review_session *session, int64_t sheet_id);

/** What is loaded no longer stands. */
void session_forget_sheets(struct review_session *session);

/** The queue's item of a cell was decided. */
void session_mark_done(struct review_session *session, int64_t cell_id);

void session_title(struct review_session *session, struct canvas *canvas,
                   const char *words);

/** Cells of the sheet that may not be seen here; new, free(). *n 0 and NULL
 * when there are none.
 *
 * @but  a cell that may be seen, -1 none */
MUST_CHECK enum status session_hidden(const struct sheet_now *now, int but,
                                      struct scan_box **boxes, size_t *n,
                                      struct fault *fault);

/** A piece of a sheet, and how it is shown. */
struct ink_view {
    struct scan_box box;  /* px of the original */
    int seen;             /* cell that is shown though it is personal; -1 */
    bool trimmed;         /* cut to the writing */
    bool fine;            /* too small for blocks: use finer characters */
    struct scan_box mark; /* in: a box of the original; out: where it lies, px
                             of the picture */
    int width, height;    /* out: of the picture, 0 when there is none */
};

/** Cut it from a sheet and draw it; where it cannot be had, words say why.
 * Returns where it lies. */
struct canvas_area session_draw_ink(struct review_session *session,
                                    const struct sheet_now *now,
                                    struct canvas *canvas,
                                    struct canvas_area area,
                                    struct ink_view *view);

/** Have it drawn in the background. */
void session_expect_ink(struct review_session *session,
                        const struct sheet_now *now, struct canvas_area area,
                        const struct ink_view *view);

/** What keys do here, at the foot; in two lines where one is too short. */
void session_hint(struct canvas *canvas, const char *words);

/** The keys in lines at the foot of @canvas. Returns the rows that they take.
 *
 * @rows  at most so many */
int session_draw_keys(struct canvas *canvas, int rows, bool draw);

/** Those that count while something is typed or answered, in their place. */
void session_draw_prompt_keys(struct canvas *canvas, int rows,
                              enum prompt prompt);

/** One view: what it does with a key, and how it looks. */
struct review_view {
    enum status (*press)(struct review_session *, uint32_t, struct fault *);
    void (*draw)(struct review_session *, struct canvas *);
};
extern const struct review_view REVIEW_VIEWS[VIEWS];

enum status question_press(struct review_session *session, uint32_t key,
                           struct fault *fault);
void question_draw(struct review_session *session, struct canvas *canvas);

/** Have the ink of a question drawn in the background: of cell @at of @now. */
void question_expect_ink(struct review_session *session,
                         const struct sheet_now *now, int at,
                         const struct canvas *canvas);
enum status help_press(struct review_session *session, uint32_t key,
                       struct fault *fault);
void help_draw(struct review_session *session, struct canvas *canvas);
enum status page_press(struct review_session *session, uint32_t key,
                       struct fault *fault);
void page_draw(struct review_session *session, struct canvas *canvas);
enum status table_press(struct review_session *session, uint32_t key,
                        struct fault *fault);
void table_draw(struct review_session *session, struct canvas *canvas);
enum status contact_press(struct review_session *session, uint32_t key,
                          struct fault *fault);
void contact_draw(struct review_session *session, struct canvas *canvas);
enum status order_press(struct review_session *session, uint32_t key,
                        struct fault *fault);
void order_draw(struct review_session *session, struct canvas *canvas);
enum status done_press(struct review_session *session, uint32_t key,
                       struct fault *fault);
void done_draw(struct review_session *session, struct canvas *canvas);

/** Gather what is like the cell that is asked. ST_NONE when nothing is. */
MUST_CHECK enum status contact_open(struct review_session *session,
                                    struct fault *fault);

/** Gather what the same hand wrote and where the same figure is in doubt: all
 * the 7s. ST_NONE when nothing is. */
MUST_CHECK enum status contact_open_digits(struct review_session *session,
                                           struct fault *fault);

/** Lend a cell and lay it on the contact sheet; what somebody else has, or
 * decided meanwhile, is left out. */
MUST_CHECK enum status contact_add(struct review_session *session,
                                   const struct db_ask *task,
                                   struct fault *fault);

/** Show what was gathered; ST_NONE when that is the cell that is asked only. */
MUST_CHECK enum status contact_show(struct review_session *session);

/** Give the cells back that it shows, all but the one that is asked. */
void contact_close(struct review_session *session);
void table_open(struct review_session *session);

/** The sheet that the table view shows: the one that is asked about, or another
 * part of its table. */
const struct sheet_now *table_sheet(const struct review_session *session);

/** Show the page of the cell that is asked. */
void page_open(struct review_session *session);

/** Show the page of cell @at of the sheet that view @back shows. */
void page_open_cell(struct review_session *session, int at,
                    enum review_view_id back);

#endif
