/* The page as it was scanned; personal columns are painted over. */
#include <stdio.h>

#include "review/session.h"
#include "review/words.h"

static const double ZOOM_STEP = 1.6, ZOOM_MAX = 40;

/* A table may lie on several pages: the one is shown that bears the cell. */
static const struct sheet_now *sheet_of(const struct review_session *session)
{
    return session->page.back == VIEW_TABLE ? table_sheet(session)
                                            : &session->now;
}

void page_open_cell(struct review_session *session, int at,
                    enum review_view_id back)
{
    struct scan_box box;

    session->page = (struct page_view){.zoom = 4, .back = back, .at = at};
    box = sheet_of(session)->cells[at].box;
    session->page.x = box.x + box.w / 2.0;
    session->page.y = box.y + box.h / 2.0;
    session->view = VIEW_PAGE;
}

void page_open(struct review_session *session)
{
    page_open_cell(session, session->question.at, VIEW_QUESTION);
}

/* The cell, when it is in sight. */
static void point_at(struct canvas *canvas, struct canvas_area in,
                     const struct ink_view *ink)
{
    const struct scan_box *mark = &ink->mark;

    if (ink->width > 0 && mark->x + mark->w > 0 && mark->x < ink->width &&
        mark->y + mark->h > 0 && mark->y < ink->height)
        (void)canvas_write(canvas, in.row + mark->y * in.rows / ink->height - 1,
                           in.column + (mark->x + mark->w / 2) * in.columns /
                                           ink->width,
                           1, LOOK_BOLD | LOOK_WARN, "▼");
}

void page_draw(struct review_session *session, struct canvas *canvas)
{
    const struct sheet_now *now = sheet_of(session);
    const struct db_cell *cell = &now->cells[session->page.at];
    struct scan_box all = sheet_now_box(now);
    struct page_view *view = &session->page;
    struct canvas_area area = {1, 0, canvas->rows - 2, canvas->columns};
    int w = (int)(all.w * 1.1 / view->zoom), h = w * 2 * area.rows;
    /* a personal cell is seen while it is asked only */
    struct ink_view ink = {.seen =
                               now == &session->now ? session->question.at : -1,
                           .fine = true,
                           .mark = cell->box};
    struct canvas_area in;
    char words[640];

    h /= area.columns;
    if (now->picture.turned_degrees % 180 != 0) {
        h = (int)(all.h * 1.1 / view->zoom);
        w = h * 2 * area.rows / area.columns;
    }
    snprintf(words, sizeof words, _("%s page %d, %.1f times"), cell->source,
             cell->page, view->zoom);
    session_title(session, canvas, words);
    ink.box =
        (struct scan_box){(int)(view->x - w / 2), (int)(view->y - h / 2), w, h};
    in = session_draw_ink(session, now, canvas, area, &ink);
    point_at(canvas, in, &ink);
    session_hint(canvas,
                 _("arrows move, + - larger and smaller, v or Esc back"));
}

/* A step to the right on the screen is one down on a page that lies on its
 * side. */
static void move(struct review_session *session, double right, double down)
{
    struct page_view *view = &session->page;
    const struct sheet_now *now = sheet_of(session);
    double step = sheet_now_box(now).w / view->zoom / 4;

    switch (now->picture.turned_degrees) {
    case 90:
        view->x += down * step;
        view->y -= right * step;
        return;
    case 180:
        view->x -= right * step;
        view->y -= down * step;
        return;
    case 270:
        view->x -= down * step;
        view->y += right * step;
        return;
    default:
        view->x += right * step;
        view->y += down * step;
    }
}

enum status page_press(struct review_session *session, uint32_t key,
                       struct fault *fault)
{
    struct page_view *view = &session->page;

    (void)fault;
    if (key == KEY_CODE_LEFT || key == KEY_CODE_RIGHT)
        move(session, key == KEY_CODE_LEFT ? -1 : 1, 0);
    else if (key == KEY_CODE_UP || key == KEY_CODE_DOWN)
        move(session, 0, key == KEY_CODE_UP ? -1 : 1);
    else if (entry_plain(key) == '+' || entry_plain(key) == '=')
        view->zoom = view->zoom * ZOOM_STEP > ZOOM_MAX ? ZOOM_MAX
                                                       : view->zoom * ZOOM_STEP;
    else if (entry_plain(key) == '-')
        view->zoom = view->zoom < ZOOM_STEP ? 1 : view->zoom / ZOOM_STEP;
    else if (review_is_back(key) || entry_plain(key) == 'v' ||
             key == KEY_CODE_ENTER)
        session->view = view->back;
    return ST_OK;
}
