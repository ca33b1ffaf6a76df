/*
 * Pages that paper, clerks, copiers and cameras did their worst to. Each is
 * drawn by ourselves, so it is known where every cell went. A page may be
 * refused; a page that is accepted has every cell where it was drawn. No
 * column and no row ever shifts unnoticed.
 *
 *     test_torture [FOLDER [DAMAGE]]   writes the pages that are not right
 *                                      into it; only this damage
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "forms/age.h"
#include "forms/definition.h"
#include "forms/print.h"
#include "forms/sheet.h"
#include "ocr/reader.h"
#include "scan/page.h"
#include "world.h"

/* Of all pages so many are right; the others are refused. */
static const double LEAST_RIGHT = 0.95;
/* A cell is right when its middle is off by so little of its own size, and
 * its size by such a factor. */
static const double OFF_MOST = 0.3, SIZE_MOST = 1.5;

static const struct paper {
    const char *form, *fill;
    int tight; /* the column that is too narrow where that is the damage */
} PAPERS[] = {
    {"F5", "f5-2025-12", 4},
    {"F8", "f8-1", 3},
    {"F1S", "f1s-2025h2", 5},
    {"R1", "r1-1", 3},
};

static const struct damage {
    const char *name;
    int dpi;
    double broken;
    bool tight;
    struct age_options age;
} DAMAGES[] = {
    {"none", 200, 0, false, {.mode = AGE_GREY}},
    {"leaning left", 200, 0, false, {.mode = AGE_GREY, .skew_degrees = -15}},
    {"leaning right", 200, 0, false, {.mode = AGE_GREY, .skew_degrees = 15}},
    {"leaning, on a lid", 200, 0, false,
     {.skew_degrees = 8, .border = true, .noise = 2}},
    {"bulged", 200, 0, false, {.mode = AGE_GREY, .curl = 0.02}},
    {"bulged much", 200, 0, false,
     {.mode = AGE_GREY, .curl = 0.045, .skew_degrees = -1}},
    {"camera from below", 200, 0, false,
     {.mode = AGE_GREY, .view_y = 0.08, .blur = 0.5}},
    {"camera from the side", 200, 0, false,
     {.view_x = -0.1, .light = 0.3, .blur = 0.5}},
    {"photographed on a desk", 200, 0, false,
     {.view_x = 0.06, .view_y = -0.09, .skew_degrees = 3, .desk = true,
      .light = 0.4, .blur = 0.7, .noise = 3, .jpeg_quality = 75}},
    {"photographed, bulged", 200, 0, false,
     {.view_x = -0.05, .view_y = 0.05, .skew_degrees = -2, .desk = true,
      .curl = 0.02, .light = 0.3, .blur = 0.6, .noise = 3}},
    {"camera far below", 200, 0, false,
     {.mode = AGE_GREY, .view_y = -0.15, .light = 0.3, .blur = 0.5}},
    {"camera far aside", 200, 0, false,
     {.view_x = 0.15, .view_y = 0.03, .skew_degrees = -3, .desk = true,
      .light = 0.3, .blur = 0.5}},
    {"bulged most", 200, 0, false,
     {.mode = AGE_GREY, .curl = 0.05, .skew_degrees = 4, .border = true}},
    {"a fifth of the rules gone", 200, 0.2, false,
     {.mode = AGE_GREY, .skew_degrees = 0.6}},
    {"a narrow column", 200, 0, true, {.mode = AGE_GREY}},
    {"coffee", 200, 0, false, {.stain = 1, .skew_degrees = -0.5}},
    {"a corner missing", 200, 0, false,
     {.mode = AGE_GREY, .corner = 0.2, .border = true, .skew_degrees = 1}},
    {"150 dpi", 150, 0, false,
     {.mode = AGE_GREY, .skew_degrees = 1, .noise = 3, .blur = 0.5}},
    {"fax", 200, 0, false,
     {.mode = AGE_BILEVEL, .skew_degrees = 0.8, .noise = 18, .blur = 0.7,
      .specks = 400}},
    {"punched, on a lid", 200, 0, false,
     {.mode = AGE_GREY, .border = true, .holes = true, .skew_degrees = -2}},
    {"upside down", 200, 0, false,
     {.mode = AGE_GREY, .turn_degrees = 180, .skew_degrees = 1}},
    {"lying left", 200, 0, false, {.mode = AGE_GREY, .turn_degrees = 270}},
    {"lying right", 200, 0, false,
     {.mode = AGE_GREY, .turn_degrees = 90, .skew_degrees = -1}},
    {"all of it", 200, 0.06, false,
     {.view_x = 0.03, .view_y = 0.03, .skew_degrees = 4, .desk = true,
      .curl = 0.01, .stain = 0.8, .corner = 0.08, .light = 0.3, .blur = 0.6,
      .noise = 3, .bleed = 0.1, .turn_degrees = 180}},
};

static struct {
    const char *folder, *only;
    int right, refused, shifted;
} run;

static struct Pix *draw(const struct form *form, const struct paper *paper,
                        const struct damage *damage, uint64_t seed,
                        struct form_truth **truth)
{
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    struct age_options age = damage->age;
    struct form_fill *fill = NULL;
    struct Pix *drawn = NULL, *aged = NULL;
    struct age_transform moved;
    struct fault fault = {""};
    char path[512];

    style.dpi = damage->dpi;
    style.seed = age.seed = seed;
    style.broken_share = damage->broken;
    style.tight_column = damage->tight ? paper->tight : 0;
    snprintf(path, sizeof path, "%s/samples/csv/%s.csv", TZ_SOURCE_DIR,
             paper->fill);
    assert_int_equal(form_fill_load(path, &fill, &fault), ST_OK);
    assert_int_equal(form_print(form, fill, style, &drawn, truth, &fault),
                     ST_OK);
    if (age_page(drawn, age, &aged, &moved, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    age_move_truth(&moved, *truth);
    pixDestroy(&drawn);
    form_fill_free(&fill);
    return aged;
}

static struct scan_point middle_of(const struct scan_quad *quad)
{
    struct scan_point middle = {0, 0};

    for (int i = 0; i < 4; i++) {
        middle.x += quad->corner[i].x / 4;
        middle.y += quad->corner[i].y / 4;
    }
    return middle;
}

/* The mean of two opposite sides. */
static struct scan_point side_of(const struct scan_quad *quad, bool across)
{
    const struct scan_point *c = quad->corner;

    if (across)
        return (struct scan_point){(c[1].x - c[0].x + c[2].x - c[3].x) / 2,
                                   (c[1].y - c[0].y + c[2].y - c[3].y) / 2};
    return (struct scan_point){(c[3].x - c[0].x + c[2].x - c[1].x) / 2,
                               (c[3].y - c[0].y + c[2].y - c[1].y) / 2};
}

/* How far along @side, as a share of it, @off goes. */
static double share_along(struct scan_point off, struct scan_point side)
{
    return (off.x * side.x + off.y * side.y) /
           (side.x * side.x + side.y * side.y);
}

static bool is_where_it_was_drawn(const struct page *page,
                                  const struct scan_quad *found,
                                  const struct scan_quad *drawn)
{
    struct scan_quad seen;
    struct scan_point a, b;

    for (int i = 0; i < 4; i++)
        seen.corner[i] = scan_to_original(page, found->corner[i]);
    a = middle_of(&seen);
    b = middle_of(drawn);
    for (int across = 0; across < 2; across++) {
        struct scan_point side = side_of(drawn, across);
        struct scan_point off = {a.x - b.x, a.y - b.y};
        double size = share_along(side_of(&seen, across), side);
        if (fabs(share_along(off, side)) > OFF_MOST || size > SIZE_MOST ||
            size < 1 / SIZE_MOST)
            return false;
    }
    return true;
}

/* How many body cells lie elsewhere; all when the sheet is another form. */
static int count_shifted(const struct page *page, const struct form *form,
                         const struct form_truth *truth,
                         const struct sheet *sheet, char *first, size_t size)
{
    int n = 0;

    for (size_t i = 0; i < truth->n_cells; i++) {
        const struct form_truth_cell *want = &truth->cells[i];
        const struct sheet_cell *got = NULL;
        if (want->row == 0)
            continue;
        if (strcmp(sheet->form, form->id) == 0)
            got = sheet_lookup(sheet, want->row,
                               form_find_column(form, want->column));
        if (got != NULL && is_where_it_was_drawn(page, &got->quad, &want->quad))
            continue;
        if (n++ == 0)
            snprintf(first, size, "%s row %d %s", sheet->form, want->row,
                     want->column);
    }
    if (strcmp(sheet->form, form->id) == 0 && sheet->n_rows != truth->n_rows) {
        n++;
        snprintf(first, size, "%d rows, %d drawn", sheet->n_rows,
                 truth->n_rows);
    }
    return n;
}

static void keep(const struct paper *paper, const struct damage *damage,
                 struct Pix *image, const struct page *page)
{
    char path[512];

    if (run.folder == NULL)
        return;
    snprintf(path, sizeof path, "%s/%s %s.png", run.folder, paper->form,
             damage->name);
    assert_int_equal(pixWrite(path, image, IFF_PNG), 0);
    snprintf(path, sizeof path, "%s/%s %s page.png", run.folder, paper->form,
             damage->name);
    assert_int_equal(pixWrite(path, page->grey, IFF_PNG), 0);
}

static void torture(struct world *world, const struct paper *paper,
                    const struct damage *damage, uint64_t seed)
{
    const struct form *form =
        form_catalogue_lookup(&world->catalogue, paper->form);
    struct form_truth *truth = NULL;
    struct Pix *image = draw(form, paper, damage, seed, &truth);
    struct sheet sheet = {0};
    struct page page = {0};
    struct fault fault = {""};
    char first[128] = "";
    int n = 0;
    enum status rc;

    assert_int_equal(scan_make_page(image, &page, &fault), ST_OK);
    rc = sheet_read(&page, &world->catalogue, NULL, false, world->reader, &sheet,
                    &fault);
    if (rc == ST_OK)
        n = count_shifted(&page, form, truth, &sheet, first, sizeof first);
    if (rc == ST_OK && n == 0)
        run.right++;
    else if (rc == ST_DOUBT)
        run.refused++;
    else
        run.shifted++;
    if (rc != ST_OK || n > 0) {
        print_message("%s, %s: %s%d of %zu %s%s\n", paper->form, damage->name,
                      rc == ST_OK ? "SHIFTED " : "refused ", n, truth->n_cells,
                      first, fault.text);
        keep(paper, damage, image, &page);
    }
    sheet_clear(&sheet);
    scan_page_clear(&page);
    form_truth_free(&truth);
    pixDestroy(&image);
}

static void no_column_shifts_unnoticed(void **state)
{
    const size_t n_damages = sizeof DAMAGES / sizeof *DAMAGES;
    const size_t n_papers = sizeof PAPERS / sizeof *PAPERS;
    struct world *world = *state;
    int all;

    withhold_all_but_labels(&world->catalogue);
    for (size_t i = 0; i < n_damages; i++)
        for (size_t k = 0; k < PAPERS_A_DAMAGE; k++)
            if (run.only == NULL || strcmp(run.only, DAMAGES[i].name) == 0)
                torture(world, &PAPERS[(i + 2 * k) % n_papers], &DAMAGES[i],
                        10 * i);
    all = run.right + run.refused + run.shifted;
    print_message("%d pages: %d right, %d refused, %d shifted\n", all,
                  run.right, run.refused, run.shifted);
    assert_int_equal(run.shifted, 0);
    assert_true(run.right >= LEAST_RIGHT * all);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_column_shifts_unnoticed),
    };

    run.folder = argc > 1 ? argv[1] : NULL;
    run.only = argc > 2 ? argv[2] : NULL;
    return cmocka_run_group_tests(tests, open_world, close_world);
}
