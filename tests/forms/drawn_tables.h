/* A page that bears what is wanted of it: whole printed forms or parts of them,
 * each at its place. */
#ifndef TZ_TESTS_FORMS_DRAWN_TABLES_H
#define TZ_TESTS_FORMS_DRAWN_TABLES_H

#include "forms/definition.h"
#include "forms/print.h"
#include "forms/sheet.h"

struct Pix;

enum drawn_part {
    DRAWN_ALL,     /* title, words around, table */
    DRAWN_TABLE,   /* from its frame on: the header, but no title */
    DRAWN_NUMBERS, /* from the printed row of column numbers on */
    DRAWN_BODY     /* body rows only */
};

/** What of a printed form is put on the page. */
struct drawn_cut {
    enum drawn_part part;
    const char *first, *last; /* column codes; NULL: to the edge */
};

enum { DRAWN_TRUTHS_MAX = 4 };

struct drawn {
    struct Pix *image; /* 8 bpp */
    struct form_truth *truths[DRAWN_TRUTHS_MAX]; /* px of the image; of a cut
                                                    table the whole one's */
    int n_truths;
};

/** An empty sheet of paper, px at 300 dpi. End with drawn_end(). */
void drawn_start(struct drawn *drawn, int width, int height);

/**
 * Print @form, filled in from @csv, with its upper left corner at @x, @y. Ends
 * the test when it cannot be done.
 *
 * Returns the px that it takes: right and lower edge.
 */
struct scan_point drawn_add(struct drawn *drawn, const struct form *form,
                            const char *csv, struct drawn_cut cut, int x,
                            int y);

/** Words in the size of a title, cut out of a print of @form. */
void drawn_note(struct drawn *drawn, const struct form *form, const char *words,
                int x, int y);

/** Write the image as a PNG. */
void drawn_write(const struct drawn *drawn, const char *path);
void drawn_end(struct drawn *drawn);

/**
 * Compare a sheet with what was drawn.
 *
 * @first  [optional] code of the first column that is compared
 * @last   likewise
 *
 * Returns how many cells are missing, lie elsewhere or, but for labels and
 * text, read otherwise; each is printed.
 */
int drawn_count_wrong(const struct form *form, const struct sheet *sheet,
                      const struct form_truth *truth, const char *first,
                      const char *last);

#endif
