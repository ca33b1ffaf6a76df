/*
 * The layout: paper by the number of columns, column widths by what must stand
 * in them, row heights by what is left of the page. Header cells come from the
 * columns' header words: neighbours with the same words at a level (and the
 * same words above) become one cell, and a column without deeper words reaches
 * down to the body.
 */
#include "forms/print_layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const double MARGIN = 40;         /* left and right, points */
static const double TITLE_TOP = 40;
static const double HEADING_TOP = 92;    /* 填报单位 line */
static const double HEADING_HEIGHT = 18;
static const double NUMBER_HEIGHT = 13;  /* the row 甲 1 2 3 */
static const double FOOT = 64;           /* signature line and lower margin */
static const double TIGHT = 0.6;         /* of its words' width */
static const double FONT_MOST = 11;      /* of the body */
static const double ROW_MIN = 11.5, ROW_MAX = 27;

char *print_first_synonym(const char *words)
{
    return strndup(words, strcspn(words, "|"));
}

static const char *row_label(const struct form *form,
                             const struct form_fill *fill, size_t row)
{
    const struct form_fill_cell *cell;

    for (size_t i = 0; i < form->n_columns; i++)
        if (form->columns[i].is_label) {
            cell = form_fill_cell(fill, row, form->columns[i].code);
            return cell == NULL ? "" : cell->text;
        }
    return "";
}

bool print_row_is_total(const struct form *form, const struct form_fill *fill,
                        size_t row)
{
    char label[OCR_TEXT_MAX], total[OCR_TEXT_MAX];

    text_normalise(label, sizeof label, row_label(form, fill, row));
    for (size_t i = 0; i < form->n_total_labels; i++) {
        text_normalise(total, sizeof total, form->total_labels[i]);
        if (strcmp(label, total) == 0)
            return true;
    }
    return false;
}

/* ---- paper ---- */

static bool level_has_words(const struct form *form, int level)
{
    for (size_t i = 0; i < form->n_columns; i++)
        if (form->columns[i].header[level] != NULL)
            return true;
    return false;
}

static int count_levels(const struct form *form)
{
    int levels = FORM_HEADER_LEVELS;

    while (levels > 0 && !level_has_words(form, levels - 1))
        levels--;
    return levels;
}

static int count_rows(const struct form *form, const struct form_fill *fill,
                      struct form_print_style style)
{
    if (fill != NULL)
        return (int)fill->n_rows;
    if (style.blank_rows > 0)
        return style.blank_rows;
    if (form->rows == FORM_ROWS_MONTH)
        return 12 + (form->n_total_labels > 0);
    if (form->max_rows > 0 && form->max_rows <= 40)
        return form->max_rows;
    return form->min_rows > 20 ? form->min_rows : 20;
}

static enum form_paper choose_paper(const struct form *form, int n_rows,
                                    enum form_paper asked)
{
    if (asked != FORM_PAPER_AUTO)
        return asked;
    if (form->n_columns <= 9)
        return n_rows > 14 ? FORM_PAPER_A4 : FORM_PAPER_A4_WIDE;
    return form->n_columns <= 19 && n_rows <= 32 ? FORM_PAPER_A4_WIDE
                                                 : FORM_PAPER_A3_WIDE;
}

static void set_paper(struct print_layout *layout, enum form_paper paper)
{
    static const double sizes[][2] = {
        [FORM_PAPER_AUTO] = {842, 595}, [FORM_PAPER_A4] = {595, 842},
        [FORM_PAPER_A4_WIDE] = {842, 595}, [FORM_PAPER_A3] = {842, 1191},
        [FORM_PAPER_A3_WIDE] = {1191, 842},
    };
    double inner;

    layout->width = sizes[paper][0];
    layout->height = sizes[paper][1];
    inner = layout->width - 2 * MARGIN;
    layout->title = (struct print_box){MARGIN + inner * 0.2, TITLE_TOP,
                                       inner * 0.6, 40};
    layout->block = (struct print_box){MARGIN + inner * 0.79, 30,
                                       inner * 0.2, HEADING_TOP - 32};
    layout->heading =
        (struct print_box){MARGIN, HEADING_TOP, inner, HEADING_HEIGHT};
    layout->top = HEADING_TOP + HEADING_HEIGHT + 3;
}

/* ---- columns ---- */

/* How wide the words of a header cell want to be, in characters: two or three
 * lines are usual above a narrow column. */
static double header_wish(const struct form_column *column)
{
    const char *deepest = "";
    char *first;
    double wish;

    for (int level = 0; level < FORM_HEADER_LEVELS; level++)
        if (column->header[level] != NULL)
            deepest = column->header[level];
    first = print_first_synonym(deepest);
    if (first == NULL)
        return 3;
    wish = (double)text_length(first);
    free(first);
    return wish <= 4 ? wish : ceil(wish / 2);
}

static double cell_wish(const struct form_fill_cell *cell)
{
    size_t n = text_length(cell->text);
    size_t bytes = strlen(cell->text);
    double wish = 0;

    /* a Chinese character takes three bytes and twice a digit's width */
    wish = bytes > n ? (double)(bytes - n) / 2 +
                           0.55 * (double)(n - (bytes - n) / 2)
                     : 0.55 * (double)n;
    if (cell->state == READ_STRUCK)
        wish += 0.62 * (double)text_length(cell->old) + 0.6;
    return wish + 0.8;
}

static double column_wish(const struct form_column *column,
                          const struct form_fill *fill)
{
    double wish = header_wish(column);

    if (wish < 3)
        wish = 3;
    if (column->is_label && wish < 5 && column->type.kind == VALUE_TEXT)
        wish = 5;
    for (size_t row = 0; fill != NULL && row < fill->n_rows; row++) {
        const struct form_fill_cell *cell =
            form_fill_cell(fill, row, column->code);
        if (cell != NULL)
            wish = fmax(wish, cell_wish(cell));
    }
    return wish + 0.8;
}

/* Too narrow for its longest words, in points. */
static double tight_width(const struct form_column *column,
                          const struct form_fill *fill)
{
    double widest = 0;

    for (size_t row = 0; fill != NULL && row < fill->n_rows; row++) {
        const struct form_fill_cell *cell =
            form_fill_cell(fill, row, column->code);
        if (cell != NULL)
            widest = fmax(widest, cell_wish(cell) - 0.8);
    }
    return fmax(1, TIGHT * widest) * FONT_MOST;
}

/* @tight, from 1, is too narrow; the others share what is left as they wish. */
static void set_columns(const struct form *form, const struct form_fill *fill,
                        int tight, struct print_layout *layout)
{
    double inner = layout->width - 2 * MARGIN, sum = 0, at = MARGIN, narrow = 0;

    for (size_t i = 0; i < form->n_columns; i++) {
        const struct form_column *column = &form->columns[i];
        layout->x[i] = column->width > 0 ? column->width * 60
                                         : column_wish(column, fill);
        if ((int)i + 1 == tight)
            narrow = tight_width(column, fill);
        else
            sum += layout->x[i];
    }
    for (size_t i = 0; i < form->n_columns; i++) {
        double width = (int)i + 1 == tight
                           ? narrow
                           : layout->x[i] / sum * (inner - narrow);
        layout->x[i] = at;
        at += width;
    }
    layout->x[form->n_columns] = layout->width - MARGIN;
}

/* ---- header cells ---- */

static bool same_words(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Columns @a and @b stand under the same cells down to and with @level. */
static bool same_parents(const struct form *form, size_t a, size_t b,
                         int level)
{
    for (int i = 0; i <= level; i++)
        if (form->columns[a].header[i] == NULL ||
            !same_words(form->columns[a].header[i], form->columns[b].header[i]))
            return false;
    return true;
}

static bool ends_at(const struct form_column *column, int level, int levels)
{
    for (int i = level + 1; i < levels; i++)
        if (column->header[i] != NULL)
            return false;
    return true;
}

static enum status add_header(struct print_layout *layout,
                              struct print_box box, const char *words,
                              struct fault *fault)
{
    char *text = print_first_synonym(words);

    if (text == NULL)
        return fault_set(fault, ST_NOMEM, "print: no memory");
    layout->headers[layout->n_headers++] = (struct print_header){box, text};
    return ST_OK;
}

/* The cells of one header level. */
static enum status add_level(const struct form *form, int level, int levels,
                             const double *y, struct print_layout *layout,
                             struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0, next; i < form->n_columns && rc == ST_OK; i = next) {
        const struct form_column *column = &form->columns[i];
        double bottom = ends_at(column, level, levels) ? y[levels]
                                                       : y[level + 1];
        next = i + 1;
        if (column->header[level] == NULL)
            continue;
        while (next < form->n_columns && same_parents(form, i, next, level))
            next++;
        rc = add_header(layout,
                        (struct print_box){layout->x[i], y[level],
                                           layout->x[next] - layout->x[i],
                                           bottom - y[level]},
                        column->header[level], fault);
    }
    return rc;
}

static double level_height(int level, int levels)
{
    return level == levels - 1 ? (levels == 1 ? 34 : 32) : 19;
}

static enum status set_headers(const struct form *form,
                               struct print_layout *layout,
                               struct fault *fault)
{
    int levels = count_levels(form);
    double y[FORM_HEADER_LEVELS + 1];
    enum status rc = ST_OK;

    y[0] = layout->top;
    for (int i = 0; i < levels; i++)
        y[i + 1] = y[i] + level_height(i, levels);
    layout->number_top = y[levels];
    for (int i = 0; i < levels && rc == ST_OK; i++)
        rc = add_level(form, i, levels, y, layout, fault);
    return rc;
}

/* ---- rows ---- */

static enum status set_rows(const struct form *form,
                            struct print_layout *layout, struct fault *fault)
{
    double top = layout->number_top + (form->number_row ? NUMBER_HEIGHT : 0);
    double height = (layout->height - FOOT - top) / layout->n_rows;

    if (height < ROW_MIN)
        return fault_set(fault, ST_LIMIT,
                         "print: %d rows do not fit a page of form %s",
                         layout->n_rows, form->id);
    height = fmin(height, ROW_MAX * (layout->width > 1000 ? 1.2 : 1));
    for (int i = 0; i <= layout->n_rows; i++)
        layout->y[i] = top + i * height;
    layout->font_points = fmin(height * 0.52, FONT_MOST);
    layout->signatures =
        (struct print_box){MARGIN, layout->y[layout->n_rows] + 8,
                           layout->width - 2 * MARGIN, HEADING_HEIGHT};
    return ST_OK;
}

enum status print_layout_make(const struct form *form,
                              const struct form_fill *fill,
                              struct form_print_style style,
                              struct print_layout *layout, struct fault *fault)
{
    enum status rc;

    *layout = (struct print_layout){.n_columns = form->n_columns};
    layout->n_rows = count_rows(form, fill, style);
    if (form->n_columns == 0 || layout->n_rows == 0)
        return fault_set(fault, ST_INPUT, "print: form %s has no %s", form->id,
                         form->n_columns == 0 ? "columns" : "rows to draw");
    layout->x = calloc(form->n_columns + 1, sizeof *layout->x);
    layout->y = calloc((size_t)layout->n_rows + 1, sizeof *layout->y);
    layout->headers = calloc(form->n_columns * FORM_HEADER_LEVELS,
                             sizeof *layout->headers);
    if (layout->x == NULL || layout->y == NULL || layout->headers == NULL)
        return fault_set(fault, ST_NOMEM, "print: no memory");
    set_paper(layout, choose_paper(form, layout->n_rows, style.paper));
    set_columns(form, fill, style.tight_column, layout);
    rc = set_headers(form, layout, fault);
    return rc == ST_OK ? set_rows(form, layout, fault) : rc;
}

void print_layout_clear(struct print_layout *layout)
{
    for (size_t i = 0; i < layout->n_headers; i++)
        free(layout->headers[i].text);
    free(layout->headers);
    free(layout->x);
    free(layout->y);
    *layout = (struct print_layout){0};
}

struct print_box print_layout_cell(const struct print_layout *layout, int row,
                                   size_t column)
{
    return (struct print_box){layout->x[column], layout->y[row],
                              layout->x[column + 1] - layout->x[column],
                              layout->y[row + 1] - layout->y[row]};
}
