#include "drawn_tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "forms/print_fill.h"

enum { INK = 128, AROUND = 4 };

struct bounds {
    double left, top, right, bottom;
};

void drawn_start(struct drawn *drawn, int width, int height)
{
    *drawn = (struct drawn){.image = pixCreate(width, height, 8)};
    assert_non_null(drawn->image);
    pixSetAll(drawn->image);
    pixSetResolution(drawn->image, 300, 300);
}

void drawn_end(struct drawn *drawn)
{
    for (int i = 0; i < drawn->n_truths; i++)
        form_truth_free(&drawn->truths[i]);
    pixDestroy(&drawn->image);
}

void drawn_write(const struct drawn *drawn, const char *path)
{
    assert_int_equal(pixWrite(path, drawn->image, IFF_PNG), 0);
}

static void stretch(struct bounds *b, const struct scan_quad *quad)
{
    for (int i = 0; i < 4; i++) {
        const struct scan_point *p = &quad->corner[i];
        b->left = p->x < b->left ? p->x : b->left;
        b->top = p->y < b->top ? p->y : b->top;
        b->right = p->x > b->right ? p->x : b->right;
        b->bottom = p->y > b->bottom ? p->y : b->bottom;
    }
}

static bool is_within(const struct form *form, const char *column,
                      const char *first, const char *last)
{
    int at = form_find_column(form, column);

    return (first == NULL || at >= form_find_column(form, first)) &&
           (last == NULL || at <= form_find_column(form, last));
}

/* Of the body cells that are wanted. */
static struct bounds body_bounds(const struct form *form,
                                 const struct form_truth *truth,
                                 struct drawn_cut cut)
{
    struct bounds b = {1e9, 1e9, -1e9, -1e9};

    for (size_t i = 0; i < truth->n_cells; i++)
        if (truth->cells[i].row > 0 &&
            is_within(form, truth->cells[i].column, cut.first, cut.last))
            stretch(&b, &truth->cells[i].quad);
    assert_true(b.right > b.left);
    return b;
}

static bool is_ink(PIX *grey, int x, int y)
{
    l_uint32 value = 255;

    (void)pixGetPixel(grey, x, y, &value);
    return value < INK;
}

/* Up along the rule at @x for as long as it goes. */
static double follow_up(PIX *grey, double x, double y)
{
    int at = (int)y;

    for (; at > 0; at--) {
        bool ink = false;
        for (int dx = -AROUND; dx <= AROUND; dx++)
            ink = ink || is_ink(grey, (int)x + dx, at);
        if (!ink)
            break;
    }
    return at;
}

static bool is_rule(PIX *grey, const struct bounds *b, int y)
{
    int ink = 0, n = 0;

    for (int x = (int)b->left; x <= (int)b->right; x++, n++)
        ink += is_ink(grey, x, y);
    return ink > 0.9 * n;
}

/* The rule above the one at the body's top. */
static double rule_above(PIX *grey, const struct bounds *b)
{
    int y = (int)b->top - 2 * AROUND;

    while (y > 0 && !is_rule(grey, b, y))
        y--;
    return y;
}

static BOX *ink_bounds(PIX *grey)
{
    PIX *ink = pixThresholdToBinary(grey, INK);
    BOX *box = NULL;

    assert_int_equal(pixClipToForeground(ink, NULL, &box), 0);
    pixDestroy(&ink);
    return box;
}

/* What is taken out of the printed page. */
static BOX *cut_box(PIX *grey, const struct form *form,
                    const struct form_truth *truth, struct drawn_cut cut)
{
    struct bounds b = body_bounds(form, truth, cut);
    double top = b.top;
    l_int32 x, y, w, h;
    BOX *all;

    if (cut.part == DRAWN_NUMBERS)
        top = rule_above(grey, &b);
    if (cut.part == DRAWN_TABLE)
        top = follow_up(grey, b.left, b.top + AROUND);
    if (cut.part != DRAWN_ALL)
        return boxCreate((int)b.left - AROUND, (int)top - AROUND,
                         (int)(b.right - b.left) + 2 * AROUND,
                         (int)(b.bottom - top) + 2 * AROUND);
    all = ink_bounds(grey);
    boxGetGeometry(all, &x, &y, &w, &h);
    if (cut.first != NULL) {
        w += x - (int)b.left + AROUND;
        x = (int)b.left - AROUND;
    }
    if (cut.last != NULL)
        w = (int)b.right + AROUND - x;
    boxSetGeometry(all, x, y, w, h);
    return all;
}

static void move_truth(struct form_truth *truth, int dx, int dy)
{
    for (size_t i = 0; i < truth->n_cells; i++)
        for (int k = 0; k < 4; k++) {
            truth->cells[i].quad.corner[k].x += dx;
            truth->cells[i].quad.corner[k].y += dy;
        }
}

static PIX *print_grey(const struct form *form, const char *csv,
                       struct form_truth **truth)
{
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    struct form_fill *fill = NULL;
    struct fault fault = {""};
    PIX *drawn = NULL, *grey;

    style.dpi = 300;
    if (form_fill_parse(csv, strlen(csv), form->id, &fill, &fault) != ST_OK ||
        form_print(form, fill, style, &drawn, truth, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    grey = pixConvertTo8(drawn, 0);
    pixDestroy(&drawn);
    form_fill_free(&fill);
    return grey;
}

struct scan_point drawn_add(struct drawn *drawn, const struct form *form,
                            const char *csv, struct drawn_cut cut, int x, int y)
{
    struct form_truth *truth = NULL;
    PIX *grey = print_grey(form, csv, &truth);
    BOX *box = cut_box(grey, form, truth, cut);
    l_int32 left, top, w, h;

    boxGetGeometry(box, &left, &top, &w, &h);
    assert_true(x + w <= pixGetWidth(drawn->image));
    assert_true(y + h <= pixGetHeight(drawn->image));
    pixRasterop(drawn->image, x, y, w, h, PIX_SRC & PIX_DST, grey, left, top);
    move_truth(truth, x - left, y - top);
    assert_true(drawn->n_truths < DRAWN_TRUTHS_MAX);
    drawn->truths[drawn->n_truths++] = truth;
    boxDestroy(&box);
    pixDestroy(&grey);
    return (struct scan_point){x + w, y + h};
}

void drawn_note(struct drawn *drawn, const struct form *form, const char *words,
                int x, int y)
{
    struct form_truth *truth = NULL;
    struct bounds b = {1e9, 1e9, -1e9, -1e9};
    const char *column = form->columns[0].code;
    char csv[256];
    PIX *grey;
    int n = snprintf(csv, sizeof csv, "title,%s\n\n%s\n1\n", words, column);

    assert_true(n > 0 && n < (int)sizeof csv);
    grey = print_grey(form, csv, &truth);
    stretch(&b, &form_truth_lookup(truth, 0, "title")->quad);
    pixRasterop(drawn->image, x, y, (int)(b.right - b.left) + 2 * AROUND,
                (int)(b.bottom - b.top) + 2 * AROUND, PIX_SRC & PIX_DST, grey,
                (int)b.left - AROUND, (int)b.top - AROUND);
    form_truth_free(&truth);
    pixDestroy(&grey);
}

/* The middle of the box is the drawn cell's, within a fifth of its height. */
static bool is_in_place(const struct sheet_cell *cell,
                        const struct scan_quad *quad)
{
    const struct scan_point *c = quad->corner;
    double near = (c[3].y - c[0].y) / 5;
    double x = (c[0].x + c[2].x) / 2, y = (c[0].y + c[2].y) / 2;

    return fabs(cell->box.x + cell->box.w / 2.0 - x) < near &&
           fabs(cell->box.y + cell->box.h / 2.0 - y) < near;
}

int drawn_count_wrong(const struct form *form, const struct sheet *sheet,
                      const struct form_truth *truth, const char *first,
                      const char *last)
{
    int wrong = 0, seen = 0;

    for (size_t i = 0; i < truth->n_cells; i++) {
        const struct form_truth_cell *want = &truth->cells[i];
        int column = form_find_column(form, want->column);
        const struct sheet_cell *got;
        bool reads = true;
        if (want->row == 0 || !is_within(form, want->column, first, last))
            continue;
        seen++;
        got = sheet_lookup(sheet, want->row, column);
        if (got != NULL && form->columns[column].type.kind != VALUE_TEXT)
            reads = strcmp(got->reading.candidates[0].value, want->value) == 0;
        if (got != NULL && reads && is_in_place(got, &want->quad))
            continue;
        wrong++;
        print_message("row %d %s: \"%s\", want \"%s\"%s\n", want->row,
                      want->column,
                      got ? got->reading.candidates[0].value : "(no cell)",
                      want->value, reads ? " in its place" : "");
    }
    assert_true(seen > 0);
    return wrong;
}
