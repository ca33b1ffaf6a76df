#include "check/across.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

/* A statistical year begins so many months before the year it is called after;
 * its halves are called after it, its quarters and months are the calendar's. */
enum { FAR_TERMS_MAX = 256, MONTHS_A_YEAR = 12, BEFORE_YEAR = 3, HALF_YEAR = 6 };

/* Small figures agree by chance. */
static const double TELLS = 20;

struct far_term {
    size_t cell;
    double factor;
    bool left;
};

/* A law at one row, before it becomes a relation. */
struct far_law {
    const struct board *board;
    const struct place_map *map;
    const struct form_law *law;
    size_t on;     /* sheet of the row */
    int row;
    size_t rather; /* see place_find() */
    struct far_term terms[FAR_TERMS_MAX];
    size_t n;
    bool reaches; /* some term stands on another sheet than the row */
};

bool across_is_far(const struct form_law *law)
{
    for (size_t i = 0; i < law->n_left; i++)
        if (form_term_is_far(&law->left[i]))
            return true;
    for (size_t i = 0; i < law->n_right; i++)
        if (form_term_is_far(&law->right[i]))
            return true;
    return false;
}

/* ---- terms ---- */

static bool put_cell(struct far_law *far, size_t sheet, int row, int column,
                     double factor, bool left)
{
    const struct board_sheet *on = &far->board->sheets[sheet];
    size_t cell;

    if (column < 0 || row < 1 || !on->row_filled[row] ||
        on->form->columns[column].type.kind > VALUE_MONEY)
        return false;
    cell = relation_usable_cell(far->board, on, row, column);
    if (cell == BOARD_NO_CELL || far->n == FAR_TERMS_MAX)
        return false;
    far->terms[far->n++] = (struct far_term){cell, factor, left};
    far->reaches |= sheet != far->on;
    return true;
}

static const char *form_of(const struct far_law *far,
                           const struct form_term *term)
{
    return term->form[0] != '\0' ? term->form
                                 : far->board->sheets[far->on].form->id;
}

static int column_of(const struct form *form, const struct form_term *term)
{
    return term->column >= 0 ? term->column
                             : form_find_column(form, term->code);
}

static bool put_at(struct far_law *far, const struct form_term *term,
                   struct place_time time, bool left)
{
    struct place_row at = far->map->sheets[far->on].rows[far->row - 1];
    struct place_entry entry;

    at.time = time;
    if (!place_find(far->board, far->map, form_of(far, term), at, far->rather,
                    &entry))
        return false;
    return put_cell(far, entry.sheet, entry.row,
                    column_of(far->board->sheets[entry.sheet].form, term),
                    term->factor, left);
}

static struct place_time own_time(const struct far_law *far)
{
    return far->map->sheets[far->on].rows[far->row - 1].time;
}

static bool is_statistical(const struct far_law *far)
{
    return far->law->within == FORM_WITHIN_STATISTICAL_YEAR;
}

/* Does the law's year end with that time? */
static bool ends_year(const struct far_law *far, struct place_time time)
{
    int ahead = is_statistical(far) && time.n < HALF_YEAR ? BEFORE_YEAR : 0;

    return (time.first + time.n + ahead) % MONTHS_A_YEAR == 0;
}

/* The row's time as its shorter periods of @months are called. */
static struct place_time time_in(const struct far_law *far, int months)
{
    struct place_time time = own_time(far);

    if (is_statistical(far) && time.n >= HALF_YEAR && months < HALF_YEAR)
        time.first -= BEFORE_YEAR;
    return time;
}

/* Inside of a sheet "above" says the same. */
static bool put_previous(struct far_law *far, const struct form_term *term,
                         bool left)
{
    struct place_time time = own_time(far);
    size_t n = far->n;

    time.first -= time.n;
    if (far->law->within != FORM_WITHIN_ALWAYS && ends_year(far, time))
        return false;
    if (!put_at(far, term, time, left))
        return false;
    return far->board->cells[far->terms[n].cell].on != far->on;
}

/* The longest of the shorter periods that have sheets of that form. */
static const int SHORTER[] = {6, 3, 1};

static bool put_last(struct far_law *far, const struct form_term *term,
                     bool left)
{
    for (size_t i = 0; i < sizeof SHORTER / sizeof *SHORTER; i++) {
        int n = SHORTER[i];
        struct place_time time = time_in(far, n);

        if (n < time.n &&
            put_at(far, term, (struct place_time){time.first + time.n - n, n},
                   left))
            return true;
    }
    return false;
}

static bool put_each(struct far_law *far, const struct form_term *term,
                     int months, bool left)
{
    struct place_time time = time_in(far, months);
    size_t n = far->n;

    for (int at = 0; at < time.n; at += months)
        if (!put_at(far, term, (struct place_time){time.first + at, months},
                    left)) {
            far->n = n;
            return false;
        }
    return true;
}

static bool put_all(struct far_law *far, const struct form_term *term,
                    bool left)
{
    for (size_t i = 0; i < sizeof SHORTER / sizeof *SHORTER; i++)
        if (SHORTER[i] < own_time(far).n &&
            put_each(far, term, SHORTER[i], left))
            return true;
    return false;
}

static bool put_term(struct far_law *far, const struct form_term *term,
                     bool left)
{
    switch (term->row) {
    case FORM_AT_ROW:
        return term->form[0] == '\0'
                   ? put_cell(far, far->on, far->row, term->column,
                              term->factor, left)
                   : put_at(far, term, own_time(far), left);
    case FORM_AT_ABOVE:
        return false; /* a law is either of one sheet or of several */
    case FORM_AT_PREVIOUS:
        return put_previous(far, term, left);
    case FORM_AT_YEAR_AGO:
        return put_at(far, term,
                      (struct place_time){own_time(far).first - MONTHS_A_YEAR,
                                          own_time(far).n},
                      left);
    case FORM_AT_LAST:
        return put_last(far, term, left);
    case FORM_AT_ALL:
        return put_all(far, term, left);
    }
    return false;
}

/* False where a row that it needs is not there. */
static bool put_law(struct far_law *far)
{
    struct place_row at = far->map->sheets[far->on].rows[far->row - 1];

    far->n = 0;
    far->reaches = false;
    if (at.unit == PLACE_NOWHERE || at.time.n == 0)
        return false;
    for (size_t i = 0; i < far->law->n_left; i++)
        if (!put_term(far, &far->law->left[i], true))
            return false;
    for (size_t i = 0; i < far->law->n_right; i++)
        if (!put_term(far, &far->law->right[i], false))
            return false;
    return far->reaches;
}

/* ---- relations ---- */

static enum status add_far(const struct far_law *far,
                           const struct relation *start,
                           struct relation_set *set, struct fault *fault)
{
    struct relation *relation = NULL;
    enum status rc = relation_set_add(set, start, far->n, &relation, fault);

    if (rc != ST_OK)
        return rc;
    for (size_t i = 0; i < far->n; i++)
        relation->terms[relation->n_terms++] =
            (struct relation_term){.cell = far->terms[i].cell,
                                   .factor = far->terms[i].factor,
                                   .left = far->terms[i].left};
    return ST_OK;
}

static enum status add_laws_at(struct far_law *far, struct relation_set *set,
                               struct fault *fault)
{
    const struct board_sheet *on = &far->board->sheets[far->on];
    enum sheet_row_kind kind = on->sheet->rows[far->row - 1].kind;
    enum status rc = ST_OK;

    for (size_t i = 0; i < on->form->n_laws && rc == ST_OK; i++) {
        struct relation start = {.on = far->on, .column = -1, .row = far->row};

        far->law = &on->form->laws[i];
        if (!across_is_far(far->law) || !relation_is_in_scope(far->law, kind) ||
            !put_law(far))
            continue;
        start.law = far->law;
        start.kind = far->law->relation;
        start.soft = far->law->soft;
        start.modulus = far->law->modulus;
        start.tolerance = far->law->tolerance;
        (void)text_copy(start.check, sizeof start.check, far->law->check);
        rc = add_far(far, &start, set, fault);
    }
    return rc;
}

/* The row of another sheet's list that speaks of the same as a total row. */
static bool find_listed_row(const struct far_law *far, struct place_row at,
                            struct place_entry *out)
{
    const char *form = far->board->sheets[far->on].form->id;

    for (size_t i = 0; i < far->map->n_entries; i++) {
        const struct place_entry *one = &far->map->entries[i];
        const struct board_sheet *on = &far->board->sheets[one->sheet];

        if (one->at.unit == at.unit && one->at.time.first == at.time.first &&
            one->at.time.n == at.time.n && one->sheet != far->on &&
            strcmp(on->form->id, form) == 0 &&
            on->sheet->rows[one->row - 1].kind == SHEET_ROW_BODY) {
            *out = *one;
            return true;
        }
    }
    return false;
}

/* A row of a list and the total row of that unit's own sheet of that form. */
static enum status add_own_sheet(struct far_law *far, struct relation_set *set,
                                 struct fault *fault)
{
    const struct board_sheet *on = &far->board->sheets[far->on];
    struct place_row at = far->map->sheets[far->on].rows[far->row - 1];
    struct place_entry own;
    enum status rc = ST_OK;

    if (on->form->rows != FORM_ROWS_UNIT ||
        on->sheet->rows[far->row - 1].kind != SHEET_ROW_TOTAL ||
        !find_listed_row(far, at, &own))
        return ST_OK;
    for (size_t c = 0; c < on->form->n_columns && rc == ST_OK; c++) {
        struct relation start = {.on = far->on, .column = (int)c,
                                 .row = far->row, .check = "A1",
                                 .own_sheet = true, .kind = FORM_EQUAL};

        far->n = 0;
        if (on->form->columns[c].total != FORM_TOTAL_NONE &&
            put_cell(far, far->on, far->row, (int)c, 1, true) &&
            put_cell(far, own.sheet, own.row, (int)c, 1, false))
            rc = add_far(far, &start, set, fault);
    }
    return rc;
}

enum status across_add(const struct board *board, const struct place_map *map,
                       struct relation_set *set, struct fault *fault)
{
    struct far_law far = {.board = board, .map = map, .rather = BOARD_NO_CELL};
    enum status rc = ST_OK;

    for (far.on = 0; far.on < board->n_sheets && rc == ST_OK; far.on++) {
        int n_rows = board->sheets[far.on].sheet->n_rows;

        for (far.row = 1; far.row <= n_rows && rc == ST_OK; far.row++) {
            rc = add_laws_at(&far, set, fault);
            if (rc == ST_OK)
                rc = add_own_sheet(&far, set, fault);
        }
    }
    return rc;
}

/* ---- counting ---- */

static bool stands_on(const struct far_law *far, size_t sheet)
{
    for (size_t i = 0; i < far->n; i++)
        if (far->board->cells[far->terms[i].cell].on == sheet)
            return true;
    return false;
}

static void count_law(const struct far_law *far, struct across_count *count)
{
    double sides[2] = {0, 0};
    bool holds;

    for (size_t i = 0; i < far->n; i++)
        sides[far->terms[i].left] +=
            far->terms[i].factor *
            far->board->cells[far->terms[i].cell].value;
    if (far->law->relation != FORM_EQUAL || far->law->soft ||
        fmax(fabs(sides[0]), fabs(sides[1])) < TELLS)
        return;
    holds = fabs(sides[1] - sides[0]) <= far->law->tolerance + 1e-6;
    count->held += holds;
    count->failed += !holds;
}

/* Sheets of quite other years cannot have laws with it. */
static bool may_touch(const struct place_map *map, size_t a, size_t b)
{
    struct place_time x = map->sheets[a].time, y = map->sheets[b].time;

    return x.first <= y.first + y.n + x.n && y.first <= x.first + x.n + y.n;
}

struct across_count across_count_sheet(const struct board *board,
                                       const struct place_map *map,
                                       size_t sheet)
{
    struct far_law far = {.board = board, .map = map, .rather = sheet};
    struct across_count count = {0, 0};

    for (far.on = 0; far.on < board->n_sheets; far.on++) {
        const struct form *form = board->sheets[far.on].form;

        if (!may_touch(map, sheet, far.on))
            continue;
        for (far.row = 1; far.row <= board->sheets[far.on].sheet->n_rows;
             far.row++)
            for (size_t i = 0; i < form->n_laws; i++) {
                far.law = &form->laws[i];
                if (across_is_far(far.law) && put_law(&far) &&
                    stands_on(&far, sheet))
                    count_law(&far, &count);
            }
    }
    return count;
}
