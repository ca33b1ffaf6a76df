/* What the drawing steps of one form share. */
#ifndef TZ_FORMS_PRINT_DRAW_H
#define TZ_FORMS_PRINT_DRAW_H

#include <cairo.h>

#include "forms/print.h"
#include "forms/print_layout.h"
#include "forms/print_random.h"
#include "forms/print_text.h"

struct print_job {
    cairo_t *cr;
    const struct form *form;
    const struct form_fill *fill; /* NULL: blank */
    struct form_print_style style;
    struct print_layout layout;
    struct print_random random;
    double scale;                 /* px a point, for the truth */
    struct form_truth *truth;     /* room for every cell and field is made */
    size_t truth_room;
};

/** All rules of the table. */
void print_draw_rules(const struct print_job *job);

/** Title, block at the right top, the line above the table, signatures. */
void print_draw_heading(struct print_job *job);

/** Header words, column numbers and body cells. */
void print_draw_table(struct print_job *job);

/**
 * The choices that are printed in a cell of a marked @column (from 0), and on
 * the one that @cell's text is a tick, a circle or a cross, one sort in all of
 * a column.
 *
 * @cell  [optional] NULL: nothing is chosen
 *
 * Returns the box around the mark; w 0 without one.
 */
struct print_box print_choice_put(struct print_job *job, size_t column,
                                  const struct form_fill_cell *cell,
                                  struct print_box box);

/** How the printer's shop sets text, and how it is filled in. */
struct print_text_style print_shop_style(const struct print_job *job,
                                         double points, double align);
struct print_text_style print_pen_style(const struct print_job *job,
                                        double points, double align);

/**
 * Note in the truth what was drawn, points; @cell->quad and ink are set here.
 * @place with w 0 stands for @ink.
 */
void print_note(struct print_job *job, struct form_truth_cell *cell,
                struct print_box place, struct print_box ink);

#endif
