/* Choices that are printed in a cell, and the mark on the one that was made. */
#include "forms/print_draw.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

enum mark { MARK_TICK, MARK_CIRCLE, MARK_CROSS, MARKS };

/* A long word has more room than a short one. */
static double weight_of(const char *word)
{
    return 1 + (double)text_length(word);
}

/* The place of choice @i: they stand side by side. */
static struct print_box place_of(const struct value_type *type, size_t i,
                                 struct print_box box)
{
    double before = 0, all = 0, wide = box.w;

    for (size_t k = 0; k < type->n_words; k++) {
        before += k < i ? weight_of(type->words[k]) : 0;
        all += weight_of(type->words[k]);
    }
    box.w = wide * weight_of(type->words[i]) / all;
    box.x += wide * before / all;
    return box;
}

/* A lone choice is a box to be ticked. */
static struct print_box put_square(const struct print_job *job,
                                   const struct print_text_style *style,
                                   struct print_box box)
{
    double side = fmin(style->points, 0.7 * fmin(box.w, box.h));
    struct print_box square = {box.x + (box.w - side) / 2,
                               box.y + (box.h - side) / 2, side, side};

    cairo_set_source_rgb(job->cr, style->colour[0], style->colour[1],
                         style->colour[2]);
    cairo_set_line_width(job->cr, 0.7);
    cairo_rectangle(job->cr, square.x, square.y, square.w, square.h);
    cairo_stroke(job->cr);
    return square;
}

/* The ends of a mark's strokes, shares of its half width and height. */
static void draw_strokes(cairo_t *cr, struct print_box at,
                         const double (*point)[2], int n, int stroke)
{
    for (int i = 0; i < n; i++) {
        double x = at.x + at.w * (0.5 + point[i][0] / 2);
        double y = at.y + at.h * (0.5 + point[i][1] / 2);
        if (i % stroke == 0)
            cairo_move_to(cr, x, y);
        else
            cairo_line_to(cr, x, y);
    }
    cairo_stroke(cr);
}

static void draw_circle(cairo_t *cr, struct print_box at)
{
    cairo_save(cr);
    cairo_translate(cr, at.x + at.w / 2, at.y + at.h / 2);
    cairo_scale(cr, at.w / 2, at.h / 2);
    cairo_new_sub_path(cr);
    cairo_arc(cr, 0, 0, 1, 0.2, 0.2 + 2 * acos(-1));
    cairo_restore(cr);
    cairo_stroke(cr);
}

/* Nobody makes the same mark twice: @word is the print, the mark lies about it
 * and a little off. */
static struct print_box mark_place(struct print_job *job, enum mark mark,
                                   struct print_box word)
{
    struct print_random *random = &job->random;
    double wide = mark == MARK_CIRCLE ? word.w + 7 : word.h * 1.5;
    double high = mark == MARK_CIRCLE ? word.h + 6 : word.h * 1.4;
    struct print_box at;

    at.w = wide * print_random_between(random, 0.9, 1.1);
    at.h = high * print_random_between(random, 0.9, 1.1);
    at.x = word.x + (word.w - at.w) / 2 + print_random_bell(random, 0.6);
    at.y = word.y + (word.h - at.h) / 2 + print_random_bell(random, 0.5);
    return at;
}

static struct print_box put_mark(struct print_job *job, enum mark mark,
                                 struct print_box word)
{
    static const double TICK[][2] = {{-0.8, 0}, {-0.3, 0.8}, {0.9, -1}};
    static const double CROSS[][2] = {{-0.9, -0.9}, {0.9, 0.8},
                                      {-0.8, 0.9}, {0.9, -0.9}};
    struct print_text_style pen = print_pen_style(job, 10, 0.5);
    struct print_box at = mark_place(job, mark, word);

    cairo_set_source_rgb(job->cr, pen.colour[0], pen.colour[1],
                         pen.colour[2]);
    cairo_set_line_width(job->cr, 1.1);
    cairo_set_line_cap(job->cr, CAIRO_LINE_CAP_ROUND);
    if (mark == MARK_TICK)
        draw_strokes(job->cr, at, TICK, 3, 3);
    else if (mark == MARK_CROSS)
        draw_strokes(job->cr, at, CROSS, 4, 2);
    else
        draw_circle(job->cr, at);
    return at;
}

static bool is_chosen(const struct form_fill_cell *cell, const char *word)
{
    return cell != NULL && cell->state == READ_VALUE &&
           strcmp(cell->text, word) == 0;
}

struct print_box print_choice_put(struct print_job *job, size_t column,
                                  const struct form_fill_cell *cell,
                                  struct print_box box)
{
    const struct value_type *type = &job->form->columns[column].type;
    struct print_text_style shop =
        print_shop_style(job, job->layout.font_points, 0.5);
    enum mark mark = (enum mark)((job->style.seed + column) % MARKS);
    struct print_box ink = {0};

    if (mark == MARK_CIRCLE && type->n_words == 1) /* boxes are ticked */
        mark = MARK_TICK;
    for (size_t i = 0; i < type->n_words; i++) {
        struct print_box place = place_of(type, i, box), word;
        word = type->n_words == 1
                   ? put_square(job, &shop, place)
                   : print_text_put(job->cr, type->words[i], place, &shop,
                                    &job->random);
        if (is_chosen(cell, type->words[i]))
            ink = put_mark(job, mark, word);
    }
    return ink;
}
