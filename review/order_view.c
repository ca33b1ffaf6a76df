/* The order of work, and what to leave out. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "review/session.h"
#include "review/words.h"

enum { LINES = 10, FIRST_FILTER = WORK_ORDERS };

static const char *const ORDERS[WORK_ORDERS] = {
    N_("what changes the totals most, first"),
    N_("page by page, from the top"),
    N_("page by page, down each column"),
    N_("form by form"),
    N_("village by village"),
};

/* What a line says; lines after the orders leave something out. */
static void line_words(const struct review_session *session, int line,
                       char *out, size_t size)
{
    const struct question *question = &session->question;
    const struct db_cell *cell = &question->cell;
    const char *village =
        cell->row_label[0] != '\0' ? cell->row_label : cell->unit;
    const char *head = strcmp(question->header, cell->column) == 0
                           ? ""
                           : question->header;

    switch (line) {
    case FIRST_FILTER:
        snprintf(out, size, _("only this page: %s:%d"), cell->source,
                 cell->page);
        return;
    case FIRST_FILTER + 1:
        snprintf(out, size, _("only form %s"), cell->form);
        return;
    case FIRST_FILTER + 2:
        snprintf(out, size, _("only column %s%s%s of form %s"), head,
                 head[0] != '\0' ? " " : "", cell->column, cell->form);
        return;
    case FIRST_FILTER + 3:
        snprintf(out, size, _("only %s"), village);
        return;
    case FIRST_FILTER + 4:
        snprintf(out, size, "%s", _("everything"));
        return;
    default:
        snprintf(out, size, "%s", _(ORDERS[line]));
    }
}

static bool is_chosen(const struct review_session *session, int line)
{
    const struct work_filter *filter = &session->options.filter;

    switch (line) {
    case FIRST_FILTER:
        return filter->page_id != 0;
    case FIRST_FILTER + 1:
        return filter->form[0] != '\0' && filter->column[0] == '\0';
    case FIRST_FILTER + 2:
        return filter->column[0] != '\0';
    case FIRST_FILTER + 3:
        return filter->village[0] != '\0';
    case FIRST_FILTER + 4:
        return false;
    default:
        return session->options.order == (enum work_order)line;
    }
}

void order_draw(struct review_session *session, struct canvas *canvas)
{
    int row = canvas->rows > LINES + 6 ? 2 : 1;
    char words[320], number[16];

    session_title(session, canvas, _("Order of work"));
    for (int line = 0; line < LINES; line++) {
        unsigned look = line == session->order_at ? LOOK_REVERSE : LOOK_PLAIN;
        if (line == FIRST_FILTER && canvas->rows > LINES + 6)
            row++;
        line_words(session, line, words, sizeof words);
        snprintf(number, sizeof number, "%d", (line + 1) % 10);
        (void)canvas_write(canvas, row, 2, 1, LOOK_KEY | LOOK_BOLD, number);
        (void)canvas_write(canvas, row, 4, 1, LOOK_GOOD,
                           is_chosen(session, line) ? "*" : " ");
        (void)canvas_write(canvas, row++, 6, canvas->columns - 8, look, words);
    }
    session_hint(canvas, _("a figure or arrows and Enter choose, Esc back"));
}

static void choose(struct review_session *session, int line)
{
    struct work_filter *filter = &session->options.filter;
    const struct db_cell *cell = &session->question.cell;

    if (line < WORK_ORDERS) {
        session->options.order = (enum work_order)line;
        return;
    }
    *filter = (struct work_filter){.form = ""};
    if (line == FIRST_FILTER)
        filter->page_id = cell->page_id;
    if (line == FIRST_FILTER + 1 || line == FIRST_FILTER + 2)
        (void)text_copy(filter->form, sizeof filter->form, cell->form);
    if (line == FIRST_FILTER + 2)
        (void)text_copy(filter->column, sizeof filter->column, cell->column);
    if (line == FIRST_FILTER + 3)
        (void)text_copy(filter->village, sizeof filter->village,
                        cell->row_label[0] != '\0' ? cell->row_label
                                                   : cell->unit);
}

enum status order_press(struct review_session *session, uint32_t key,
                        struct fault *fault)
{
    uint32_t plain = entry_plain(key);
    int line = -1;

    if (plain >= '0' && plain <= '9')
        line = (int)(plain - '0' + 9) % 10;
    else if (key == KEY_CODE_ENTER || plain == ' ')
        line = session->order_at;
    else if (key == KEY_CODE_UP)
        session->order_at = (session->order_at + LINES - 1) % LINES;
    else if (key == KEY_CODE_DOWN)
        session->order_at = (session->order_at + 1) % LINES;
    else if (review_is_back(key) || plain == 'o')
        session->view = session->asking ? VIEW_QUESTION : VIEW_DONE;
    /* Without a question there is no "this page". */
    if (line < 0 ||
        (!session->asking && line >= FIRST_FILTER && line < FIRST_FILTER + 4))
        return ST_OK;
    choose(session, line);
    session->order_at = line;
    return session_reload(session, fault);
}
