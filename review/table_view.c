/*
 * The sheet as a table: what stands in each cell, doubtful ones marked, the
 * findings that hold now at the foot, rows that have some marked at the margin.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
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

const struct sheet_now *table_sheet(const struct review_session *session)
{
    return session->part.id != 0 ? &session->part : &session->now;
}

void table_open(struct review_session *session)
{
    const struct db_cell *cell = &session->question.cell;
    struct table_view *view = &session->table;

    sheet_now_clear(&session->part);
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
    const struct db_cell *cell = &table_sheet(session)->cells[at];
    bool here = at == cell_at(table_sheet(session), session->table.row,
                              session->table.column);
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
    const struct sheet_now *now = table_sheet(session);
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
    const struct sheet_now *now = table_sheet(session);
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

/* As it is printed, for who reads Chinese; else the code. */
static void field_name(const struct review_session *session, int at, char *out,
                       size_t size)
{
    const struct sheet_now *now = table_sheet(session);

    (void)text_copy(out, size, now->cells[at].column);
    if (session->options.chinese)
        sheet_now_header(now, at, out, size);
}

/* Fields above the table, on one line; the row 0. */
static void draw_fields(struct review_session *session, struct canvas *canvas)
{
    const struct sheet_now *now = table_sheet(session);
    int x = 1, n = cells_in(now, 0);
    int from = session->table.row == 0 ? session->table.column : 0;

    for (int i = from > 2 ? from - 2 : 0; i < n; i++) {
        const struct db_cell *cell = &now->cells[cell_at(now, 0, i)];
        char words[OCR_TEXT_MAX + 8], name[200];
        char line[sizeof words + sizeof name + 4];
        bool here = session->table.row == 0 && session->table.column == i;
        cell_words(cell, words, sizeof words);
        field_name(session, cell_at(now, 0, i), name, sizeof name);
        snprintf(line, sizeof line, _("%s: %s"), name, words);
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
    const struct sheet_now *now = table_sheet(session);
    int row = canvas->rows - FOOT_ROWS, end = canvas->rows - 1;
    char header[200], words[OCR_TEXT_MAX + 300];

    sheet_now_header(now, at, header, sizeof header);
    snprintf(words, sizeof words, "%s  %s", now->cells[at].column, header);
    (void)canvas_write(canvas, row++, 1, canvas->columns - 2, LOOK_BOLD, words);
    for (size_t i = 0; i < now->n_failing && row < end; i++) {
        if (now->failing[i].row != session->table.row)
            continue;
        question_law_words(now->form, &now->failing[i], &now->cells[at], words,
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
    const struct sheet_now *now = table_sheet(session);
    struct table_view *view = &session->table;
    int widths[TABLE_COLUMNS_MAX], rows = canvas->rows - FOOT_ROWS - 3;
    const struct db_cell *cell =
        &now->cells[cell_at(now, view->row, view->column)];
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
    const struct sheet_now *now = table_sheet(session);
    struct table_view *view = &session->table;
    int n;

    row = row < 0 ? 0 : row;
    row = row > now->sheet.n_rows ? now->sheet.n_rows : row;
    n = cells_in(now, row);
    if (n == 0)
        return;
    n = n > TABLE_COLUMNS_MAX ? TABLE_COLUMNS_MAX : n;
    view->row = row;
    view->column = column < 0 ? 0 : column >= n ? n - 1 : column;
}

/* The table may go on on another page: shows that. ST_NONE: it does not. */
static enum status go_over(struct review_session *session, enum db_side side,
                           struct fault *fault)
{
    int64_t other;
    enum status rc = db_find_part(session->archive, table_sheet(session)->id,
                                  side, &other, fault);

    if (rc != ST_OK)
        return rc;
    sheet_now_clear(&session->part);
    if (other != session->now.id)
        rc = sheet_now_load(&session->part, session->archive,
                            session->catalogue, other, fault);
    /* another sheet's first rows and columns; scrolled when it is drawn */
    session->table.top = 1;
    session->table.left = 0;
    return rc;
}

/* One cell further; at the sheet's edge to where its table goes on. */
static enum status step(struct review_session *session, int down, int right,
                        struct fault *fault)
{
    const struct sheet_now *now = table_sheet(session);
    int row = session->table.row + down, column = session->table.column + right;
    int last = cells_in(now, session->table.row) - 1;
    enum db_side side = column < 0      ? DB_LEFT
                        : column > last ? DB_RIGHT
                        : row > 0       ? DB_BELOW
                                        : DB_ABOVE;
    bool inside = column >= 0 && column <= last && row <= now->sheet.n_rows &&
                  cells_in(now, row) > 0;
    enum status rc = inside ? ST_NONE : go_over(session, side, fault);

    if (rc == ST_NONE) {
        move_to(session, row, down == 0 ? column : session->table.column);
        return ST_OK;
    }
    if (rc != ST_OK)
        return rc;
    now = table_sheet(session);
    row = side == DB_BELOW   ? 1
          : side == DB_ABOVE ? now->sheet.n_rows
          : row > 0          ? row
                             : 1; /* a right half has no fields above it */
    column = side == DB_LEFT    ? TABLE_COLUMNS_MAX
             : side == DB_RIGHT ? 0
                                : column;
    session->table.row = 1;
    session->table.column = 0;
    move_to(session, row, column);
    return ST_OK;
}

static void next_doubtful(struct review_session *session)
{
    const struct sheet_now *now = table_sheet(session);
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

enum status table_press(struct review_session *session, uint32_t key,
                        struct fault *fault)
{
    struct table_view *view = &session->table;
    int at = cell_at(table_sheet(session), view->row, view->column);
    uint32_t plain = entry_plain(key);
    enum status rc = ST_OK;

    if (key == KEY_CODE_UP)
        return step(session, -1, 0, fault);
    if (key == KEY_CODE_DOWN)
        return step(session, 1, 0, fault);
    if (key == KEY_CODE_LEFT)
        return step(session, 0, -1, fault);
    if (key == KEY_CODE_RIGHT)
        return step(session, 0, 1, fault);
    if (plain == 'n')
        next_doubtful(session);
    else if (plain == 'v' || plain == 'z')
        page_open_cell(session, at, VIEW_TABLE);
    else if (key == KEY_CODE_ENTER || plain == '+' || plain == 'e')
        rc = session_ask_cell(session, table_sheet(session)->cells[at].id,
                              fault);
    else if (review_is_back(key) || plain == 't')
        session->view = VIEW_QUESTION;
    /* Lent to somebody, or gone: the message says so where we were. */
    return rc == ST_NONE ? session_next(session, fault) : rc;
}
