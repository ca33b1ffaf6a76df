/* The history names the identities that decided, and by what margin. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "weigh_papers.h"

/* The row alone was misread: its column's total says so. */
static void misread_row(struct weigh_paper *paper, int row, int column,
                        int more)
{
    struct reading *total =
        &weigh_paper_cell(paper, UNITS + 1, column)->reading;
    struct ocr_candidate right = total->candidates[0];

    weigh_misread(paper, row, column, more);
    total->candidates[0] = right;
    total->n_candidates = 1;
}

struct told {
    const char *what;
    struct db_event last;
    int n;
};

static enum status note(const struct db_event *event, void *context)
{
    struct told *told = context;

    if (strcmp(event->what, told->what) != 0)
        return ST_OK;
    told->last = *event;
    told->n++;
    return ST_OK;
}

static struct told listen(struct weigh_papers *f, const char *what)
{
    struct told told = {.what = what};

    weigh_must(db_each_event(f->archive, note, &told, &weigh_fault));
    return told;
}

/* "512 taken for 582 (740 to 1); holds: ...": the odds. */
static double margin_in(const char *why)
{
    const char *at = strchr(why, '(');

    assert_non_null(at);
    assert_non_null(strstr(at, " to 1)"));
    return strtod(at + 1, NULL);
}

static void reading_names_them(void **state)
{
    struct weigh_papers f;
    struct told told;
    char right[24], wrong[24];

    (void)state;
    weigh_papers_make(&f);
    snprintf(right, sizeof right, "%d", weigh_people(1, 1));
    snprintf(wrong, sizeof wrong, "%d", weigh_people(1, 1) + 70);
    misread_row(&f.papers[0], 2, 2, 70);
    weigh_papers_read(&f, 0);
    told = listen(&f, "repair");
    assert_int_equal(told.n, 1);
    assert_string_equal(told.last.before, wrong);
    assert_string_equal(told.last.after, right);
    assert_string_equal(told.last.source, "m0.png");
    assert_int_equal(told.last.row, 2);
    assert_string_equal(told.last.column, "c2");
    assert_non_null(strstr(told.last.why, "total of c2"));
    assert_true(margin_in(told.last.why) > 3);
    told = listen(&f, "read");
    assert_non_null(strstr(told.last.why, ", choice "));
    assert_non_null(strstr(told.last.why, "(none below "));
    weigh_papers_verify(&f);
    weigh_papers_end(&f);
}

/* Nothing failed: nothing was chosen, nothing is told. */
static void right_papers_tell_nothing(void **state)
{
    struct weigh_papers f;

    (void)state;
    weigh_papers_make(&f);
    weigh_papers_read(&f, 0);
    assert_int_equal(listen(&f, "repair").n, 0);
    assert_null(strstr(listen(&f, "read").last.why, "choice"));
    weigh_papers_end(&f);
}

static void weighing_names_them(void **state)
{
    struct weigh_papers f;
    struct told told;

    (void)state;
    weigh_papers_make(&f);
    weigh_misread(&f.papers[0], 2, 2, 70);
    weigh_papers_read(&f, 0);
    (void)weigh_papers_weigh(&f);
    weigh_papers_read(&f, 1);
    assert_int_equal(weigh_papers_weigh(&f).changed, 2);
    told = listen(&f, "verdict");
    assert_int_equal(told.n, 2);
    assert_non_null(strstr(told.last.why, "c1 = previous c2"));
    assert_true(margin_in(strstr(told.last.why, "taken for")) > 3);
    told = listen(&f, "weigh");
    assert_non_null(strstr(told.last.why, "; choice "));
    weigh_papers_verify(&f);
    weigh_papers_end(&f);
}

static enum status note_placed(const struct db_event *event, void *context)
{
    if (strcmp(event->what, "weigh") == 0 &&
        strstr(event->why, "; by its figures 清水镇") != NULL)
        ++*(int *)context;
    return ST_OK;
}

/* The header's unit was misread; other lists of the office say whose it is. */
static void weighing_names_the_unit(void **state)
{
    struct weigh_papers f;
    int placed = 0;

    (void)state;
    weigh_papers_make(&f);
    snprintf(f.papers[1].sheet.unit, SHEET_UNIT_MAX, "潮水秆");
    for (int month = 0; month < MONTHS; month++)
        weigh_papers_read(&f, month);
    (void)weigh_papers_weigh(&f);
    weigh_must(db_each_event(f.archive, note_placed, &placed, &weigh_fault));
    assert_int_equal(placed, 1);
    weigh_papers_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_names_them),
        cmocka_unit_test(right_papers_tell_nothing),
        cmocka_unit_test(weighing_names_them),
        cmocka_unit_test(weighing_names_the_unit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
