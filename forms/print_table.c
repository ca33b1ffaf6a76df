/* The words inside the table of a drawn form: headers, numbers, cells. */
#include "forms/print_draw.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

static struct print_box inset(struct print_box box, double dx, double dy)
{
    return (struct print_box){box.x + dx, box.y + dy, box.w - 2 * dx,
                              box.h - 2 * dy};
}

static void put_headers(struct print_job *job)
{
    struct print_text_style shop = print_shop_style(job, 10, 0.5);

    shop.wrap = true;
    for (size_t i = 0; i < job->layout.n_headers; i++)
        print_text_put(job->cr, job->layout.headers[i].text,
                       inset(job->layout.headers[i].box, 2, 1), &shop,
                       &job->random);
}

/* Row labels are lettered, everything else is numbered; a register of persons
 * numbers them all. */
static void put_numbers(struct print_job *job)
{
    static const char *const letters[] = {"甲", "乙", "丙", "丁"};
    struct print_text_style shop = print_shop_style(job, 7.5, 0.5);
    const struct print_layout *layout = &job->layout;
    size_t number = 0, letter = 0;
    char text[16];

    for (size_t i = 0; i < layout->n_columns; i++) {
        bool lettered = job->form->columns[i].is_label &&
                        job->form->rows != FORM_ROWS_PERSON && letter < 4;
        struct print_box box = {layout->x[i], layout->number_top,
                                layout->x[i + 1] - layout->x[i],
                                layout->y[0] - layout->number_top};
        if (lettered)
            text_copy(text, sizeof text, letters[letter++]);
        else
            snprintf(text, sizeof text, "%zu", ++number);
        print_text_put(job->cr, text, box, &shop, &job->random);
    }
}

static bool is_words(const struct form_column *column)
{
    return column->type.kind == VALUE_TEXT || column->type.kind == VALUE_CODE ||
           column->type.kind == VALUE_DATE || column->is_label;
}

static struct print_text_style cell_style(const struct print_job *job,
                                          const struct form_column *column)
{
    double points = job->layout.font_points;
    bool persons = job->form->rows == FORM_ROWS_PERSON;
    bool centred = is_words(column) || persons || job->style.centred;
    bool printed = column->is_label && !persons;
    struct print_text_style style;

    if (printed)
        return print_shop_style(job, points, 0.5);
    style = print_pen_style(job, points, centred ? 0.5 : 1);
    if (style.font == FORM_FONT_HAND && !is_words(column))
        style.points = fmin(points * 1.35, 16);
    return style;
}

/* The old figure, a line through it, and the new one beside it by pen. */
static struct print_box put_struck(struct print_job *job,
                                   const struct form_fill_cell *cell,
                                   struct print_box box,
                                   struct print_text_style style)
{
    struct print_text_style pen = style;
    struct print_box half = box, old, new;

    half.w = box.w * 0.46;
    style.align = 1;
    style.wander = 0;
    old = print_text_put(job->cr, cell->old, half, &style, &job->random);
    pen.font = FORM_FONT_HAND;
    pen.points = fmin(box.h * 0.8, style.points * 1.2);
    pen.align = 0;
    pen.wander = 0.4;
    pen.colour[0] = 0.12;
    pen.colour[1] = 0.16;
    pen.colour[2] = 0.45;
    cairo_set_source_rgb(job->cr, pen.colour[0], pen.colour[1],
                         pen.colour[2]);
    cairo_set_line_width(job->cr, 0.9);
    cairo_move_to(job->cr, old.x - 2, old.y + old.h * 0.58);
    cairo_line_to(job->cr, old.x + old.w + 0.8, old.y + old.h * 0.46);
    cairo_stroke(job->cr);
    half.x = box.x + box.w - half.w;
    new = print_text_put(job->cr, cell->text, half, &pen, &job->random);
    old.x -= 2; /* the line's ends */
    old.w += 3;
    return print_box_union(old, new);
}

static struct print_box put_cell(struct print_job *job,
                                 const struct form_fill_cell *cell,
                                 const struct form_column *column,
                                 struct print_box box)
{
    struct print_text_style style = cell_style(job, column);

    box = inset(box, fmin(4, box.w * 0.08), 1);
    style.spill = column - job->form->columns + 1 == job->style.tight_column;
    if (cell->state == READ_STRUCK)
        return put_struck(job, cell, box, style);
    if (cell->state == READ_DITTO || cell->state == READ_DASH)
        style.align = 0.5;
    return print_text_put(job->cr, cell->text, box, &style, &job->random);
}

/* A ditto means what stands above it, however many dittos lie between. */
static void resolve_ditto(const struct print_job *job, int row,
                          struct form_truth_cell *cell)
{
    for (int above = row - 1; above >= 0; above--) {
        const struct form_fill_cell *from =
            form_fill_cell(job->fill, (size_t)above, cell->column);
        if (from != NULL && from->state != READ_DITTO) {
            text_copy(cell->value, sizeof cell->value, from->text);
            return;
        }
    }
}

/* What the shop prints into the label column of a blank form; NULL: nothing. */
static const char *blank_label(const struct print_job *job, int row)
{
    static const char *const months[] = {"一月", "二月", "三月", "四月",
                                         "五月", "六月", "七月", "八月",
                                         "九月", "十月", "十一月", "十二月"};
    const struct form *form = job->form;
    int total = form->total_first ? 0 : job->layout.n_rows - 1;
    int month = row - (form->total_first && form->n_total_labels > 0);

    if (row == total && form->n_total_labels > 0)
        return form->total_labels[0];
    if (form->rows == FORM_ROWS_MONTH && month >= 0 && month < 12)
        return months[month];
    return NULL;
}

static struct print_box put_blank_label(struct print_job *job, int row,
                                        size_t column,
                                        struct form_truth_cell *truth)
{
    const struct form_column *what = &job->form->columns[column];
    const char *label = what->is_label ? blank_label(job, row) : NULL;
    struct print_text_style style =
        print_shop_style(job, job->layout.font_points, 0.5);

    if (label == NULL)
        return (struct print_box){0};
    truth->state = READ_VALUE;
    text_copy(truth->text, sizeof truth->text, label);
    return print_text_put(job->cr, label,
                          print_layout_cell(&job->layout, row, column), &style,
                          &job->random);
}

/* What is chosen is marked where it is printed, and not written. */
static bool is_marked(const struct form_column *column,
                      const struct form_fill_cell *cell)
{
    for (size_t i = 0; column->type.marked && i < column->type.n_words; i++)
        if (strcmp(cell->text, column->type.words[i]) == 0)
            return true;
    return false;
}

static void put_body_cell(struct print_job *job, int row, size_t column)
{
    const struct form_column *what = &job->form->columns[column];
    const struct form_fill_cell *cell =
        form_fill_cell(job->fill, (size_t)row, what->code);
    struct form_truth_cell truth = {
        .row = what->list * job->layout.n_rows + row + 1, .state = READ_BLANK};
    struct print_box box = print_layout_cell(&job->layout, row, column);
    struct print_box ink = {0};

    text_copy(truth.column, sizeof truth.column, what->code);
    truth.total = job->fill != NULL &&
                  print_row_is_total(job->form, job->fill, (size_t)row);
    if (what->type.marked && what->type.n_words > 0)
        ink = print_choice_put(job, column, cell, box);
    if (cell != NULL) {
        truth.state = cell->state;
        text_copy(truth.text, sizeof truth.text, cell->text);
        text_copy(truth.old, sizeof truth.old, cell->old);
        if (cell->state == READ_DITTO)
            resolve_ditto(job, row, &truth);
        if (!is_marked(what, cell))
            ink = put_cell(job, cell, what, box);
    } else if (job->fill == NULL) {
        ink = put_blank_label(job, row, column, &truth);
    }
    print_note(job, &truth, box, ink);
}

void print_draw_table(struct print_job *job)
{
    put_headers(job);
    if (job->form->number_row)
        put_numbers(job);
    for (int row = 0; row < job->layout.n_rows; row++)
        for (size_t i = 0; i < job->form->n_columns; i++)
            put_body_cell(job, row, i);
}
