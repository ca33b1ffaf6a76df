/* What several views have: the title, the keys, a piece of ink. */
#include <leptonica/allheaders.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "review/session.h"
#include "review/words.h"

static double pace(const struct review_summary *summary)
{
    int done = summary->confirmed + summary->corrected + summary->keyed;

    return summary->minutes > 0.2 ? done / summary->minutes : 0;
}

void session_title(struct review_session *session, struct canvas *canvas,
                   const char *words)
{
    char right[160];
    int width = canvas->columns, used;

    if (pace(&session->summary) >= 1)
        snprintf(right, sizeof right, _(" %zu left · %.0f a minute · %s "),
                 session->summary.left, pace(&session->summary), session->who);
    else
        snprintf(right, sizeof right, _(" %zu left · %s "),
                 session->summary.left, session->who);
    used = canvas_width(right);
    canvas_bar(canvas, 0, 0, width, LOOK_REVERSE);
    (void)canvas_write(canvas, 0, 1, width - used - 2, LOOK_REVERSE | LOOK_BOLD,
                       words);
    canvas_write_right(canvas, 0, 0, width, LOOK_REVERSE, right);
}

void session_hint(struct canvas *canvas, const char *words)
{
    int rows = canvas_width(words) > canvas->columns - 2 ? 2 : 1;

    for (int row = canvas->rows - rows; row < canvas->rows; row++)
        for (int i = 0; i < canvas->columns; i++)
            (void)canvas_write(canvas, row, i, 1, LOOK_PLAIN, " ");
    (void)canvas_wrap(
        canvas,
        (struct canvas_area){canvas->rows - rows, 1, rows, canvas->columns - 2},
        LOOK_DIM, words);
}

/* ---- keys ---- */

/* Write one key; returns the columns with the gap behind it. */
static int write_key(struct canvas *canvas, int row, int column,
                     const struct review_key *key, bool words, bool draw)
{
    int shown = canvas_width(key->shown);
    int word = words ? canvas_width(_(key->word)) + 1 : 0;

    if (draw) {
        (void)canvas_write(canvas, row, column, shown, LOOK_KEY | LOOK_BOLD,
                           key->shown);
        if (words)
            (void)canvas_write(canvas, row, column + shown + 1, word, LOOK_DIM,
                               _(key->word));
    }
    return shown + word + (words ? 2 : 1);
}

static int flow_keys(struct canvas *canvas, const struct review_key *keys,
                     size_t n, int first_row, bool words, bool draw)
{
    int row = 0, column = 1;

    for (size_t i = 0; i < n; i++) {
        int needed = write_key(canvas, 0, 0, &keys[i], words, false);
        if (column > 1 && column + needed - 1 > canvas->columns) {
            row++;
            column = 1;
        }
        column +=
            write_key(canvas, first_row + row, column, &keys[i], words, draw);
    }
    return row + 1;
}

/* With a word behind each where there is room for that. */
static int draw_bar(struct canvas *canvas, const struct review_key *keys,
                    size_t n, int rows, bool draw)
{
    bool words = flow_keys(canvas, keys, n, 0, true, false) <= rows;
    int needed = flow_keys(canvas, keys, n, 0, words, false);

    if (draw)
        (void)flow_keys(canvas, keys, n, canvas->rows - rows, words, true);
    return needed;
}

int session_draw_keys(struct canvas *canvas, int rows, bool draw)
{
    return draw_bar(canvas, REVIEW_KEYS, REVIEW_N_KEYS, rows, draw);
}

void session_draw_prompt_keys(struct canvas *canvas, int rows,
                              enum prompt prompt)
{
    static const struct review_key typing[] = {
        {.shown = "Enter", .word = N_("store")},
        {.shown = "Tab", .word = N_("complete")},
        {.shown = "Esc", .word = N_("go back")},
    };
    static const struct review_key note[] = {
        {.shown = "Enter", .word = N_("store")},
        {.shown = "Esc", .word = N_("go back")},
    };
    static const struct review_key really[] = {
        {.shown = "y", .word = N_("yes")},
        {.shown = "Esc", .word = N_("no")},
    };

    if (prompt == PROMPT_REALLY)
        (void)draw_bar(canvas, really, 2, rows, true);
    else if (prompt == PROMPT_NOTE)
        (void)draw_bar(canvas, note, 2, rows, true);
    else
        (void)draw_bar(canvas, typing, 3, rows, true);
}

/* ---- ink ---- */

enum status session_hidden(const struct sheet_now *now, int but,
                           struct scan_box **boxes, size_t *n,
                           struct fault *fault)
{
    *n = 0;
    *boxes = NULL;
    for (size_t i = 0; i < now->n; i++)
        *n += now->cells[i].personal && (int)i != but;
    if (*n == 0)
        return ST_OK;
    *boxes = calloc(*n, sizeof **boxes);
    if (*boxes == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    *n = 0;
    for (size_t i = 0; i < now->n; i++)
        if (now->cells[i].personal && (int)i != but)
            (*boxes)[(*n)++] = now->cells[i].box;
    return ST_OK;
}

/* Its hidden boxes are new: free(). */
static enum status request(const struct review_session *session,
                           const struct sheet_now *now, struct canvas_area area,
                           const struct ink_view *view, struct ink_request *out,
                           struct scan_box **hidden, struct fault *fault)
{
    size_t n = 0;
    enum status rc = session_hidden(now, view->seen, hidden, &n, fault);

    *out = (struct ink_request){
        .page = &now->picture,
        .piece = {.box = view->box,
                  .hidden = *hidden,
                  .n_hidden = n,
                  .colour = session->style.symbols == INK_PIXELS},
        .trimmed = view->trimmed,
        .mark = view->mark,
        .rows = area.rows,
        .columns = area.columns,
        .style = session->style};
    if (view->fine && out->style.symbols == INK_BLOCKS)
        out->style.symbols = INK_BRAILLE;
    return rc;
}

struct canvas_area session_draw_ink(struct review_session *session,
                                    const struct sheet_now *now,
                                    struct canvas *canvas,
                                    struct canvas_area area,
                                    struct ink_view *view)
{
    struct ink_request wanted;
    struct scan_box *hidden = NULL;
    struct ink_drawn drawn;
    struct fault fault = {""};
    enum status rc;

    view->width = view->height = 0;
    if (area.rows < 1 || area.columns < 1)
        return area;
    rc = request(session, now, area, view, &wanted, &hidden, &fault);
    if (rc == ST_OK)
        rc = ink_ahead_draw(session->ahead, &wanted, canvas, area.row,
                            area.column, &drawn, &fault);
    free(hidden);
    if (rc != ST_OK) {
        (void)canvas_wrap(canvas, area, LOOK_WARN, fault.text);
        return area;
    }
    view->width = drawn.width;
    view->height = drawn.height;
    view->mark = drawn.mark;
    return drawn.area;
}

void session_expect_ink(struct review_session *session,
                        const struct sheet_now *now, struct canvas_area area,
                        const struct ink_view *view)
{
    struct ink_request wanted;
    struct scan_box *hidden = NULL;
    struct fault ignored;

    if (area.rows >= 1 && area.columns >= 1 &&
        request(session, now, area, view, &wanted, &hidden, &ignored) == ST_OK)
        ink_ahead_expect(session->ahead, &wanted);
    free(hidden);
}
