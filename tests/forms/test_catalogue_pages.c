/* Every form of the catalogue is drawn, filled in, aged a little, and known
 * again with every box in its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "forms/age.h"
#include "forms/definition.h"
#include "forms/print.h"
#include "forms/sheet.h"
#include "made_fill.h"
#include "ocr/reader.h"
#include "scan/page.h"
#include "world.h"

static const double LEAST_OVERLAP = 0.8;
static const struct age_options A_LITTLE = {
    .seed = 7, .paper_grey = 0.06, .fade = 0.1, .skew_degrees = 0.6,
    .blur = 0.5, .noise = 5, .specks = 60, .mode = AGE_GREY};

static struct page aged_page(const struct form *form, struct form_truth **truth)
{
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    struct form_fill *fill = made_fill(form, NULL);
    struct age_transform moved;
    struct fault fault = {""};
    struct page page = {0};
    PIX *drawn = NULL, *aged = NULL;

    if (form_print(form, fill, style, &drawn, truth, &fault) != ST_OK ||
        age_page(drawn, A_LITTLE, &aged, &moved, &fault) != ST_OK ||
        scan_make_page(aged, &page, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    age_move_truth(&moved, *truth);
    pixDestroy(&aged);
    pixDestroy(&drawn);
    form_fill_free(&fill);
    return page;
}

static double shared(int a, int a_length, int b, int b_length)
{
    int from = a > b ? a : b;
    int to = a + a_length < b + b_length ? a + a_length : b + b_length;
    return to > from ? to - from : 0;
}

static double overlap(struct scan_box a, struct scan_box b)
{
    double both = shared(a.x, a.w, b.x, b.w) * shared(a.y, a.h, b.y, b.h);
    double all = (double)a.w * a.h + (double)b.w * b.h - both;
    return all > 0 ? both / all : 0;
}

/* Returns how many cells are missing or lie elsewhere. */
static int count_misplaced(const struct form *form, const struct sheet *sheet,
                           const struct form_truth *truth, int *cells)
{
    int wrong = 0;

    for (size_t i = 0; i < truth->n_cells; i++) {
        const struct form_truth_cell *want = &truth->cells[i];
        const struct sheet_cell *got;
        if (want->row == 0)
            continue;
        got = sheet_lookup(sheet, want->row,
                           form_find_column(form, want->column));
        (*cells)++;
        if (got == NULL || overlap(got->box, age_upright_box(&want->quad)) <
                               LEAST_OVERLAP)
            wrong++;
    }
    return wrong;
}

static bool is_ours(const struct form *form)
{
    return strstr(form->path, "/catalogue/") != NULL && !form->forced_only;
}

static void every_form_is_known_again(void **state)
{
    struct world *world = *state;
    int forms = 0, cells = 0, wrong = 0;

    withhold_all_but_labels(&world->catalogue);
    for (size_t f = 0; f < world->catalogue.n_forms; f++) {
        const struct form *form = world->catalogue.forms[f];
        struct form_truth *truth = NULL;
        struct sheet sheet = {0};
        struct fault fault = {""};
        struct page page;
        int misplaced;
        if (!is_ours(form))
            continue;
        page = aged_page(form, &truth);
        if (sheet_read(&page, &world->catalogue, NULL, false, world->reader,
                       &sheet, &fault) != ST_OK)
            print_message("%s: %s\n", form->id, fault.text);
        misplaced = count_misplaced(form, &sheet, truth, &cells);
        print_message("%-5s taken for %s (%.2f; then %s, %.2f), period %s, "
                      "%d of %d rows, %d cells misplaced\n",
                      form->id, sheet.form, sheet.match_score, sheet.runner_up,
                      sheet.runner_up_score, sheet.period, sheet.n_rows,
                      truth->n_rows, misplaced);
        wrong += misplaced > 0 || strcmp(sheet.form, form->id) != 0 ||
                 sheet.n_rows != truth->n_rows;
        forms++;
        sheet_clear(&sheet);
        form_truth_free(&truth);
        scan_page_clear(&page);
    }
    print_message("%d forms, %d cells\n", forms, cells);
    assert_true(forms >= 18);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_is_known_again),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
