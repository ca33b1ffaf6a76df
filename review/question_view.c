/*
 * The question on the screen, from the top: whose sheet and how much is left;
 * the cell's ink, its column, and what it may be; its row with a ruler line;
 * why it is asked; the line that is typed; the keys.
 */
#include <leptonica/allheaders.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "review/session.h"
#include "review/words.h"

enum { SMALL_ROWS = 18, SMALL_COLUMNS = 60 };

/* How the screen is divided; all rows and columns of the canvas. */
struct layout {
    bool small;
    int keys, prompt, reasons, n_reasons, ruler, strip, n_strip, top, n_top;
    int ink_columns, column_strip, n_column_strip, panel, n_panel;
};

static struct layout divide(const struct canvas *canvas)
{
    struct canvas probe = *canvas;
    struct layout l = {.small = canvas->rows < SMALL_ROWS ||
                                canvas->columns < SMALL_COLUMNS,
                       .top = 1};
    int rows = canvas->rows, columns = canvas->columns;
    int keys = session_draw_keys(&probe, l.small ? 2 : 3, false);

    l.keys = rows - keys;
    l.prompt = l.keys - 1;
    l.n_reasons = l.small ? 1 : rows < 30 ? 2 : 3;
    l.reasons = l.prompt - l.n_reasons;
    l.n_strip = l.small ? 2 : rows < 30 ? 5 : rows / 6;
    l.strip = l.reasons - l.n_strip;
    l.ruler = l.strip - 1;
    l.n_top = l.ruler - l.top;
    l.n_panel = l.small ? columns / 2 : columns * 36 / 100;
    l.n_panel = l.n_panel < 19 ? 19 : l.n_panel > 48 ? 48 : l.n_panel;
    l.panel = columns - l.n_panel;
    l.n_column_strip = l.small ? 0 : columns * 17 / 100;
    l.column_strip = l.panel - l.n_column_strip - 1;
    l.ink_columns = (l.n_column_strip > 0 ? l.column_strip : l.panel) - 2;
    return l;
}

/* ---- ink ---- */

/* Near the sheet's edge there is more to see on the other side. */
static struct scan_box shifted(struct scan_box box, struct scan_box all)
{
    if (box.x + box.w > all.x + all.w)
        box.x = all.x + all.w - box.w;
    if (box.x < all.x)
        box.x = all.x;
    return box;
}

/* A cell of a sheet, asked about or soon to be. */
struct place {
    const struct sheet_now *now;
    int at;
};

static struct scan_box box_of(const struct place *place)
{
    return place->now->cells[place->at].box;
}

/* A box of the area's shape around the cell; a page that lies on its side has
 * its rows upright. */
static struct scan_box around(const struct place *place,
                              struct canvas_area area, double size,
                              bool by_height)
{
    struct scan_box cell = box_of(place);
    bool lies = place->now->picture.turned_degrees % 180 != 0;
    double w = lies ? cell.h : cell.w, h = lies ? cell.w : cell.h;
    double shape = area.columns / (2.0 * area.rows);
    double x = cell.x + cell.w / 2.0, y = cell.y + cell.h / 2.0;
    struct scan_box box;

    if (by_height) {
        h *= size;
        w = h * shape;
    } else {
        w *= size;
        h = w / shape;
    }
    box = lies ? (struct scan_box){(int)(x - h / 2), (int)(y - w / 2), (int)h,
                                   (int)w}
               : (struct scan_box){(int)(x - w / 2), (int)(y - h / 2), (int)w,
                                   (int)h};
    return by_height ? shifted(box, sheet_now_box(place->now)) : box;
}

/* The three pieces of ink that a question shows. */
enum piece { CELL_PIECE, COLUMN_PIECE, ROW_PIECE, PIECES };

/* False when there is no room for it. */
static bool lay_out(const struct place *place, const struct canvas *canvas,
                    const struct layout *l, enum piece piece,
                    struct canvas_area *area, struct ink_view *view)
{
    *view = (struct ink_view){.seen = place->at, .fine = true};
    switch (piece) {
    case CELL_PIECE:
        *area = (struct canvas_area){l->top, 1, l->n_top, l->ink_columns};
        view->box = ink_inner(box_of(place));
        view->trimmed = true;
        view->fine = false;
        return true;
    case COLUMN_PIECE:
        *area = (struct canvas_area){l->top, l->column_strip + 1, l->n_top,
                                     l->n_column_strip - 1};
        if (l->n_column_strip < 6)
            return false;
        view->box = around(place, *area, 1.05, false);
        view->mark = box_of(place);
        return true;
    case ROW_PIECE:
        *area = (struct canvas_area){l->strip, 0, l->n_strip, canvas->columns};
        view->box = around(place, *area, 1.05, true);
        view->mark = box_of(place);
        return true;
    case PIECES:
        break;
    }
    return false;
}

void question_expect_ink(struct review_session *session,
                         const struct sheet_now *now, int at,
                         const struct canvas *canvas)
{
    struct layout l = divide(canvas);
    struct place place = {now, at};
    struct canvas_area area;
    struct ink_view view;

    for (enum piece piece = CELL_PIECE; piece < PIECES; piece++)
        if (lay_out(&place, canvas, &l, piece, &area, &view))
            session_expect_ink(session, now, area, &view);
}

/* False when there is no room for it. */
static bool draw_piece(struct review_session *session, struct canvas *canvas,
                       const struct layout *l, enum piece piece,
                       struct ink_view *view, struct canvas_area *in)
{
    struct place place = {&session->now, session->question.at};
    struct canvas_area area;

    if (!lay_out(&place, canvas, l, piece, &area, view))
        return false;
    *in = session_draw_ink(session, place.now, canvas, area, view);
    return true;
}

static void draw_cell_ink(struct review_session *session, struct canvas *canvas,
                          const struct layout *l)
{
    struct ink_view view;
    struct canvas_area in;

    (void)draw_piece(session, canvas, l, CELL_PIECE, &view, &in);
}

static void draw_column(struct review_session *session, struct canvas *canvas,
                        const struct layout *l)
{
    struct ink_view view;
    struct canvas_area in;

    if (draw_piece(session, canvas, l, COLUMN_PIECE, &view, &in) &&
        view.height > 0)
        (void)canvas_write(canvas,
                           in.row + (view.mark.y + view.mark.h / 2) * in.rows /
                                        view.height,
                           l->column_strip, 1, LOOK_BOLD | LOOK_WARN, "▶");
}

/* The ruler lies on the row of ink, the cell's stretch set off from it. */
static void draw_ruler(struct canvas *canvas, int row, int from, int to)
{
    for (int i = 0; i < canvas->columns; i++)
        (void)canvas_write(canvas, row, i, 1,
                           i >= from && i < to ? LOOK_BOLD | LOOK_WARN
                                               : LOOK_DIM,
                           i == (from + to) / 2  ? "▼"
                           : i >= from && i < to ? "━"
                                                 : "─");
}

static void draw_row(struct review_session *session, struct canvas *canvas,
                     const struct layout *l)
{
    struct ink_view view;
    struct canvas_area in;
    int from = -1, to = -1;

    if (draw_piece(session, canvas, l, ROW_PIECE, &view, &in) &&
        view.width > 0) {
        from = in.column + view.mark.x * in.columns / view.width;
        to = in.column + (view.mark.x + view.mark.w) * in.columns / view.width;
    }
    draw_ruler(canvas, l->ruler, from, to);
}

/* ---- words ---- */

static void draw_choice(struct canvas *canvas, int row, int column, int width,
                        int figure, const struct question_choice *choice)
{
    char words[OCR_TEXT_MAX + 40], chance[32] = "", number[16];
    unsigned look = figure == 1 ? LOOK_BOLD : LOOK_PLAIN;
    int room;

    /* How sure we are beyond that must not tell what was mixed in. */
    if (choice->chance >= NEARLY_SURE)
        snprintf(chance, sizeof chance, ">%.0f %%", 100 * NEARLY_SURE);
    else if (choice->chance >= 0.005)
        snprintf(chance, sizeof chance, "%.0f %%", 100 * choice->chance);
    else if (choice->chance >= 0)
        snprintf(chance, sizeof chance, "<1 %%");
    else if (choice->origin == CHOICE_SUMS)
        snprintf(chance, sizeof chance, "%s", _("sums"));
    else if (choice->origin == CHOICE_OTHERS)
        snprintf(chance, sizeof chance, "%s", _("others"));
    question_words(choice->value, choice->state, words, sizeof words);
    snprintf(number, sizeof number, "%d", figure);
    (void)canvas_write(canvas, row, column, 1, LOOK_KEY | LOOK_BOLD, number);
    room = width - 3 - canvas_width(chance);
    (void)canvas_write(canvas, row, column + 2, room, look, words);
    canvas_write_right(canvas, row, column, width,
                       choice->origin == CHOICE_SUMS ? LOOK_GOOD : LOOK_DIM,
                       chance);
}

static void draw_place(const struct review_session *session,
                       struct canvas *canvas, const struct layout *l, int *row)
{
    const struct question *question = &session->question;
    char words[400];
    struct canvas_area area = {*row, l->panel, l->small ? 1 : 2,
                               l->n_panel - 1};

    if (question->cell.row > 0)
        snprintf(words, sizeof words, _("Row %d  %s"), question->cell.row,
                 question->cell.row_label);
    else
        snprintf(words, sizeof words, "%s", _("Head of the sheet"));
    *row += canvas_wrap(canvas,
                        (struct canvas_area){*row, l->panel, 1, l->n_panel - 1},
                        LOOK_BOLD, words);
    area.row = *row;
    if (strcmp(question->header, question->cell.column) == 0)
        snprintf(words, sizeof words, "%s", question->header);
    else
        snprintf(words, sizeof words, "%s %s", question->cell.column,
                 question->header);
    *row += canvas_wrap(canvas, area, LOOK_BOLD, words);
}

static void draw_panel(const struct review_session *session,
                       struct canvas *canvas, const struct layout *l)
{
    const struct question *question = &session->question;
    int row = l->top, end = l->top + l->n_top;
    char words[OCR_TEXT_MAX + 20];

    draw_place(session, canvas, l, &row);
    if (!l->small)
        row++;
    if (question->blind)
        (void)canvas_write(canvas, row++, l->panel, l->n_panel - 1, LOOK_DIM,
                           _("(what stands is not shown)"));
    for (int i = 0; i < question->n_choices && row < end; i++)
        draw_choice(canvas, row++, l->panel, l->n_panel - 1, i + 1,
                    &question->choices[i]);
    if (question->note[0] != '\0' && row < end) {
        snprintf(words, sizeof words, _("remark: %s"), question->note);
        (void)canvas_write(canvas, end - 1, l->panel, l->n_panel - 1, LOOK_WARN,
                           words);
    }
}

static void draw_reasons(const struct review_session *session,
                         struct canvas *canvas, const struct layout *l)
{
    const struct question *question = &session->question;
    int row = l->reasons;

    for (int i = 0; i < question->n_reasons && row < l->prompt; i++) {
        struct canvas_area area = {row, 1, l->prompt - row,
                                   canvas->columns - 2};
        /* The last one may use what is left, the others leave a row each. */
        if (i + 1 < question->n_reasons && area.rows > 1)
            area.rows = 1;
        row += canvas_wrap(canvas, area, LOOK_PLAIN, question->reasons[i]);
    }
}

/* What sums say to the figure as it grows under the fingers. */
static void comment_typed(struct review_session *session, char *out,
                          size_t size)
{
    char value[OCR_TEXT_MAX];
    struct fault ignored;

    out[0] = '\0';
    switch (entry_check(&session->entry,
                        sheet_now_type(&session->now, session->question.at),
                        value)) {
    case ENTRY_EMPTY:
        return;
    case ENTRY_WRONG:
        snprintf(out, size, "%s", _("cannot stand in this column"));
        return;
    case ENTRY_UNLISTED:
        snprintf(out, size, "%s", _("on no list of the form"));
        return;
    case ENTRY_GOOD:
        break;
    }
    if (question_objection(&session->now, session->question.at, value, out,
                           size, &ignored) == ST_OK &&
        out[0] == '\0' && session->question.cell.row > 0)
        snprintf(out, size, "%s", _("no sum objects"));
}

/* What Tab would make of it; returns its columns. */
static int draw_whole(const struct entry *entry, struct canvas *canvas, int row,
                      int column)
{
    char words[OCR_TEXT_MAX + 40];
    size_t typed = strlen(entry->text);
    bool goes_on = strncmp(entry->whole, entry->text, typed) == 0;

    if (entry->whole[0] == '\0')
        return 0;
    snprintf(words, sizeof words, goes_on ? _("%s (Tab)") : _(" → %s (Tab)"),
             entry->whole + (goes_on ? typed : 0));
    return canvas_write(canvas, row, column, canvas->columns - column - 1,
                        LOOK_DIM, words);
}

static void draw_typing(struct review_session *session, struct canvas *canvas,
                        int row)
{
    const char *head = session->prompt == PROMPT_NOTE ? _("remark")
                       : session->prompt == PROMPT_STRUCK
                           ? _("struck out; written instead")
                           : _("the paper says");
    char line[OCR_TEXT_MAX + 80], comment[QUESTION_REASON_SIZE] = "";
    int used;

    snprintf(line, sizeof line, "%s> %s", head, session->entry.text);
    used = canvas_write(canvas, row, 1, canvas->columns - 2, LOOK_BOLD, line);
    canvas->cursor_row = row;
    canvas->cursor_column = 1 + used;
    used += draw_whole(&session->entry, canvas, row, 1 + used);
    if (session->prompt == PROMPT_TYPE)
        comment_typed(session, comment, sizeof comment);
    canvas_write_right(canvas, row, used + 3, canvas->columns - used - 4,
                       LOOK_DIM, comment);
}

static void draw_prompt(struct review_session *session, struct canvas *canvas,
                        const struct layout *l)
{
    char line[QUESTION_REASON_SIZE + OCR_TEXT_MAX];

    if (session->prompt == PROMPT_REALLY) {
        snprintf(line, sizeof line, _("Really %s? y yes, Esc no. %s"),
                 session->pending.value, session->pending.objection);
        (void)canvas_write(canvas, l->prompt, 1, canvas->columns - 2,
                           LOOK_WARN | LOOK_BOLD, line);
    } else if (session->message[0] != '\0' &&
               (session->prompt == PROMPT_NONE || session->message_warns)) {
        (void)canvas_write(canvas, l->prompt, 1, canvas->columns - 2,
                           session->message_warns ? LOOK_WARN : LOOK_GOOD,
                           session->message);
    } else if (session->prompt != PROMPT_NONE) {
        draw_typing(session, canvas, l->prompt);
    }
}

void question_draw(struct review_session *session, struct canvas *canvas)
{
    struct layout l = divide(canvas);
    const struct db_cell *cell = &session->question.cell;
    char title[640];

    snprintf(title, sizeof title, "%s %s %s  %s:%d",
             cell->unit[0] == '\0' ? _("(unit unknown)") : cell->unit,
             cell->period, cell->form, cell->source, cell->page);
    session_title(session, canvas, title);
    draw_cell_ink(session, canvas, &l);
    draw_column(session, canvas, &l);
    draw_panel(session, canvas, &l);
    draw_row(session, canvas, &l);
    draw_reasons(session, canvas, &l);
    draw_prompt(session, canvas, &l);
    if (session->prompt == PROMPT_NONE)
        (void)session_draw_keys(canvas, canvas->rows - l.keys, true);
    else
        session_draw_prompt_keys(canvas, canvas->rows - l.keys,
                                 session->prompt);
}
