/*
 * The sheet as a table: what stands in each cell, doubtful ones marked, the
 * findings that hold now at the foot, rows that have some marked at the margin.
 */
#include <stdio.h>
#include <string.h>

#include "review/session.h"
#include "review/words.h"

enum { LABEL_COLUMNS = 14, MARGIN = 1, FOOT_ROWS = 4 };

/* Cells of a row, in their order; false when it has no such cell. */
static int cell_at(const struct sheet_now *now, int row, int column)
{
    for (size_t i = 0; i < now->n; i++)
        if (now->cells[i].row == row && column-- == 0)
            return (int)i;
    return -1;
}

static int cells_in(const struct sheet_now *now, int row)
{
    int n = 0;

    for (size_t i = 0; i < now->n; i++)
        n += now->cells[i].row == row;
    return n;
}

void table_open(struct review_session *session)
{
    const struct db_cell *cell = &session->question.cell;
    struct table_view *view = &session->table;

    *view = (struct table_view){.row = cell->row, .top = 1};
    while (cell_at(&session->now, view->row, view->column) >= 0 &&
           cell_at(&session->now, view->row, view->column) !=
               session->question.at)
        view->column++;
    session->view = VIEW_TABLE;
}

/* ---- the screen ---- */

static void cell_words(const struct db_cell *cell, char *out, size_t size)
{
    const char *sign = cell->status == VERDICT_REVIEW      ? "?"
                       : cell->status == VERDICT_CONFIRMED ? "✓"
                       : cell->status == VERDICT_CORRECTED ? "✎"
                                                           : " ";
    const char *shown = cell->personal                  ? "···"
                        : cell->state == READ_DASH      ? "—"
                        : cell->state == READ_ILLEGIBLE ? "▒"
                        : cell->state == READ_WITHHELD  ? "···"
                                                        : cell->value;

    snprintf(out, size, "%s%s", shown, sign);
}

static void draw_cell(const struct review_session *session,
                      struct canvas *canvas, int row, int column, int width,
                      int at)
{
    const struct db_cell *cell = &session->now.cells[at];
    bool here =
        at == cell_at(&session->now, session->table.row, session->table.column);
    unsigned look = here                               ? LOOK_REVERSE
                    : cell->status == VERDICT_REVIEW   ? LOOK_WARN | LOOK_BOLD
                    : cell->status == VERDICT_ACCEPTED ? LOOK_PLAIN
                                                       : LOOK_GOOD;
    char words[OCR_TEXT_MAX + 8];

    cell_words(cell, words, sizeof words);
    if (here)
        canvas_bar(canvas, row, column, width - 1, LOOK_REVERSE);
    canvas_write_right(canvas, row, column, width - 1, look, words);
}

static int column_width(const struct sheet_now *now, int column)
{
    int width = 5;

    for (size_t i = 0; i < now->n; i++) {
        char words[OCR_TEXT_MAX + 8];
        if (now->cells[i].row < 1 ||
            cell_at(now, now->cells[i].row, column) != (int)i)
            continue;
        cell_words(&now->cells[i], words, sizeof words);
        if (canvas_width(words) + 1 > width)
            width = canvas_width(words) + 1;
    }
    return width > LABEL_COLUMNS ? LABEL_COLUMNS : width;
}

static bool has_finding(const struct sheet_now *now, int row)
{
    for (size_t i = 0; i < now->n_failing; i++)
        if (now->failing[i].row == row)
            return true;
    return false;
}

static void draw_row(struct review_session *session, struct canvas *canvas,
                     int screen_row, int row, const int *widths, int first)
{
    const struct sheet_now *now = &session->now;
    int x = MARGIN, n = cells_in(now, row);
    char number[16];

    snprintf(number, sizeof number, "%d", row);
    if (has_finding(now, row))
        (void)canvas_write(canvas, screen_row, 0, 1, LOOK_WARN | LOOK_BOLD,
                           "!");
    canvas_write_right(canvas, screen_row, x, 3, LOOK_DIM, number);
    x += 4;
    for (int column = first; column < n && column < TABLE_COLUMNS_MAX;
         column++) {
        if (x + widths[column] > canvas->columns)
            break;
        draw_cell(session, canvas, screen_row, x, widths[column],
                  cell_at(now, row, column));
        x += widths[column];
    }
}

static void draw_head(struct review_session *session, struct canvas *canvas,
                      const int *widths, int first)
{
    const struct sheet_now *now = &session->now;
    int x = MARGIN + 4, n = cells_in(now, 1);

    for (int column = first; column < n && column < TABLE_COLUMNS_MAX;
         column++) {
        int at = cell_at(now, 1, column);
        if (x + widths[column] > canvas->columns)
            break;
        canvas_write_right(canvas, 2, x, widths[column] - 1, LOOK_DIM,
                           now->cells[at].column);
        x += widths[column];
    }
}

/* Fields above the table, on one line; the row 0. */
static void draw_fields(struct review_session *session, struct canvas *canvas)
{
    const struct sheet_now *now = &session->now;
    int x = 1, n = cells_in(now, 0);
    int from = session->table.row == 0 ? session->table.column : 0;

    for (int i = from > 2 ? from - 2 : 0; i < n; i++) {
        const struct db_cell *cell = &now->cells[cell_at(now, 0, i)];
        char words[OCR_TEXT_MAX + 8], line[OCR_TEXT_MAX + 60];
        bool here = session->table.row == 0 && session->table.column == i;
        cell_words(cell, words, sizeof words);
        snprintf(line, sizeof line, "%s: %s", cell->column, words);
        if (x + 4 > canvas->columns)
            break;
        x += canvas_write(canvas, 1, x, canvas->columns - x,
                          here ? LOOK_REVERSE
                          : cell->status == VERDICT_REVIEW
                              ? LOOK_WARN | LOOK_BOLD
                              : LOOK_PLAIN,
                          line) +
             2;
    }
}

static void draw_findings(struct review_session *session, struct canvas *canvas,
                          int at)
{
    const struct sheet_now *now = &session->now;
    int row = canvas->rows - FOOT_ROWS, end = canvas->rows - 1;
    char header[200], words[OCR_TEXT_MAX + 300];

    sheet_now_header(now, at, header, sizeof header);
    snprintf(words, sizeof words, "%s  %s", now->cells[at].column, header);
    (void)canvas_write(canvas, row++, 1, canvas->columns - 2, LOOK_BOLD, words);
    for (size_t i = 0; i < now->n_failing && row < end; i++) {
        if (now->failing[i].row != session->table.row)
            continue;
        question_law_words(&now->failing[i], &now->cells[at], words,
                           sizeof words);
        row += canvas_wrap(
            canvas,
            (struct canvas_area){row, 1, end - row, canvas->columns - 2},
            LOOK_WARN, words);
    }
}

/* Scroll so far that the chosen cell is seen. */
static void scroll(struct table_view *view, const struct canvas *canvas,
                   const int *widths)
{
    int rows = canvas->rows - FOOT_ROWS - 3, width = MARGIN + 4;

    if (view->row > 0 && view->row < view->top)
        view->top = view->row;
    if (view->row >= view->top + rows)
        view->top = view->row - rows + 1;
    if (view->column < view->left || view->row == 0)
        view->left = view->row == 0 ? view->left : view->column;
    for (int i = view->left; view->row > 0 && i <= view->column; i++)
        width += widths[i];
    while (view->row > 0 && width > canvas->columns &&
           view->left < view->column)
        width -= widths[view->left++];
}

void table_draw(struct review_session *session, struct canvas *canvas)
{
    const struct sheet_now *now = &session->now;
    struct table_view *view = &session->table;
    int widths[TABLE_COLUMNS_MAX], rows = canvas->rows - FOOT_ROWS - 3;
    const struct db_cell *cell = &session->question.cell;
    char title[640];

    for (int i = 0; i < TABLE_COLUMNS_MAX; i++)
        widths[i] = column_width(now, i);
    scroll(view, canvas, widths);
    snprintf(title, sizeof title, "%s %s %s  %s:%d", cell->unit, cell->period,
             cell->form, cell->source, cell->page);
    session_title(session, canvas, title);
    draw_fields(session, canvas);
    draw_head(session, canvas, widths, view->left);
    for (int i = 0; i < rows && view->top + i <= now->sheet.n_rows; i++)
        draw_row(session, canvas, 3 + i, view->top + i, widths, view->left);
    draw_findings(session, canvas, cell_at(now, view->row, view->column));
    session_hint(canvas,
                 _("arrows move, Enter asks the cell, v its ink, n next "
                   "doubtful, Esc back"));
}

/* ---- keys ---- */

static void move_to(struct review_session *session, int row, int column)
{
    struct table_view *view = &session->table;
    int n;

    row = row < 0 ? 0 : row;
    row = row > session->now.sheet.n_rows ? session->now.sheet.n_rows : row;
    n = cells_in(&session->now, row);
    if (n == 0)
        return;
    n = n > TABLE_COLUMNS_MAX ? TABLE_COLUMNS_MAX : n;
    view->row = row;
    view->column = column < 0 ? 0 : column >= n ? n - 1 : column;
}

static void next_doubtful(struct review_session *session)
{
    const struct sheet_now *now = &session->now;
    struct table_view *view = &session->table;
    int here = cell_at(now, view->row, view->column);

    for (size_t k = 1; k <= now->n; k++) {
        size_t i = ((size_t)here + k) % now->n;
        int column = 0;
        if (now->cells[i].status != VERDICT_REVIEW)
            continue;
        while (cell_at(now, now->cells[i].row, column) != (int)i)
            column++;
        move_to(session, now->cells[i].row, column);
        return;
    }
}

/* The ink of a personal column is seen in its own question only. */
static void show_ink(struct review_session *session, int at)
{
    struct scan_box box = session->now.cells[at].box;

    page_open(session);
    session->page.x = box.x + box.w / 2.0;
    session->page.y = box.y + box.h / 2.0;
    session->page.back = VIEW_TABLE;
}

enum status table_press(struct review_session *session, uint32_t key,
                        struct fault *fault)
{
    struct table_view *view = &session->table;
    int at = cell_at(&session->now, view->row, view->column);
    uint32_t plain = entry_plain(key);
    enum status rc = ST_OK;

    if (key == KEY_CODE_UP)
        move_to(session, view->row - 1, view->column);
    else if (key == KEY_CODE_DOWN)
        move_to(session, view->row + 1, view->column);
    else if (key == KEY_CODE_LEFT)
        move_to(session, view->row, view->column - 1);
    else if (key == KEY_CODE_RIGHT)
        move_to(session, view->row, view->column + 1);
    else if (plain == 'n')
        next_doubtful(session);
    else if (plain == 'v' || plain == 'z')
        show_ink(session, at);
    else if (key == KEY_CODE_ENTER || plain == '+' || plain == 'e')
        rc = session_ask_cell(session, session->now.cells[at].id, fault);
    else if (review_is_back(key) || plain == 't')
        session->view = VIEW_QUESTION;
    /* Lent to somebody, or gone: the message says so where we were. */
    return rc == ST_NONE ? session_next(session, fault) : rc;
}
