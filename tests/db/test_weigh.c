/* Sheets weighed again when others come in: what changes, what is told, and
 * that neither a person's word nor the order of pages is touched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/archive.h"
#include "sample_sheet.h"
#include "weigh_papers.h"

static enum status count_told(const struct db_event *event, void *context)
{
    if (strcmp(event->what, "verdict") == 0 &&
        strstr(event->why, "weighed again") != NULL &&
        strstr(event->why, "c1 = previous c2") != NULL)
        ++*(int *)context;
    return ST_OK;
}

/* The new page settles what the old ones could not know. */
static void new_page_settles(void **state)
{
    struct weigh_papers f;
    char right[24];
    int told = 0;

    (void)state;
    weigh_papers_make(&f);
    snprintf(right, sizeof right, "%d", weigh_people(1, 1));
    weigh_misread(&f.papers[0], 2, 2, 70);
    weigh_papers_read(&f, 0);
    (void)weigh_papers_weigh(&f);
    assert_string_not_equal(weigh_papers_find(&f, "m0.png", 2, "c2").value,
                            right);
    weigh_papers_read(&f, 1);
    assert_int_equal(weigh_papers_weigh(&f).changed, 2);
    assert_string_equal(weigh_papers_find(&f, "m0.png", 2, "c2").value, right);
    assert_int_equal(weigh_papers_find(&f, "m0.png", 2, "c2").status,
                     VERDICT_ACCEPTED);
    weigh_must(db_each_event(f.archive, count_told, &told, &weigh_fault));
    assert_int_equal(told, 2);
    assert_int_equal(weigh_papers_weigh(&f).sheets, 0);
    weigh_papers_verify(&f);
    weigh_papers_end(&f);
}

static void persons_stand(void **state)
{
    struct weigh_papers f;
    struct db_cell cell;

    (void)state;
    weigh_papers_make(&f);
    weigh_papers_read(&f, 0);
    (void)weigh_papers_weigh(&f);
    cell = weigh_papers_find(&f, "m0.png", 2, "c2");
    weigh_must(db_decide(f.archive, cell.id, "499", VERDICT_CORRECTED, "li",
                         NULL, &weigh_fault));
    weigh_papers_read(&f, 1);
    assert_true(weigh_papers_weigh(&f).sheets == 2);
    cell = weigh_papers_find(&f, "m0.png", 2, "c2");
    assert_string_equal(cell.value, "499");
    assert_int_equal(cell.status, VERDICT_CORRECTED);
    weigh_papers_verify(&f);
    weigh_papers_end(&f);
}

/* What a person says settles the cell beside it. */
static void word_settles(void **state)
{
    struct weigh_papers f;
    char right[24];

    (void)state;
    weigh_papers_make(&f);
    weigh_misread(&f.papers[0], 2, 2, 70);
    snprintf(right, sizeof right, "%d", weigh_people(1, 1));
    weigh_papers_read(&f, 0);
    (void)weigh_papers_weigh(&f);
    weigh_must(db_decide(f.archive, weigh_papers_find(&f, "m0.png", 2, "c2").id,
                         right, VERDICT_CORRECTED, "li", NULL, &weigh_fault));
    assert_int_equal(weigh_papers_weigh(&f).changed, 1);
    snprintf(right, sizeof right, "%d",
             weigh_people(0, 1) + weigh_people(1, 1) + weigh_people(2, 1));
    assert_string_equal(weigh_papers_find(&f, "m0.png", 4, "c2").value, right);
    weigh_papers_end(&f);
}

static double confidence_of(struct weigh_papers *f, const char *column)
{
    return weigh_papers_find(f, "m2.png", 1, column).confidence;
}

/* Where persons find many errors, what is left is trusted less; and what was
 * set right before is set right from what it was in the beginning. */
static void decisions_set_confidence_right(void **state)
{
    struct weigh_papers f;
    double before, after;

    (void)state;
    weigh_papers_make(&f);
    for (int month = 0; month < MONTHS; month++)
        weigh_papers_read(&f, month);
    (void)weigh_papers_weigh(&f);
    before = confidence_of(&f, "c2");
    for (int month = 0; month < 2; month++)
        for (int row = 1; row <= UNITS; row++) {
            char source[24], value[OCR_TEXT_MAX + 1];
            struct db_cell cell;

            snprintf(source, sizeof source, "m%d.png", month);
            cell = weigh_papers_find(&f, source, row, "c2");
            snprintf(value, sizeof value, "%s1", cell.value);
            weigh_must(db_decide(f.archive, cell.id, value, VERDICT_CORRECTED,
                                 "li", NULL, &weigh_fault));
        }
    (void)weigh_papers_weigh(&f);
    after = confidence_of(&f, "c2");
    assert_true(after < before);
    (void)weigh_papers_weigh(&f);
    assert_true(confidence_of(&f, "c2") == after);
    weigh_papers_verify(&f);
    weigh_papers_end(&f);
}

static enum status note_finding(const struct db_finding *finding, void *context)
{
    char **out = context;
    size_t used = strlen(*out);

    snprintf(*out + used, 4096 - used, "%s %s %s %s\n", finding->source,
             finding->check, finding->law, finding->cells);
    return ST_OK;
}

/* The clerk carried over another figure. */
static void finding_names_both_pages(void **state)
{
    char buffer[4096] = "", *listed = buffer;
    struct weigh_papers f;

    (void)state;
    weigh_papers_make(&f);
    snprintf(weigh_paper_cell(&f.papers[1], 3, 1)->reading.candidates[0].value,
             OCR_TEXT_MAX, "%d", weigh_people(2, 1) - 200);
    weigh_papers_read(&f, 0);
    weigh_papers_read(&f, 1);
    (void)weigh_papers_weigh(&f);
    weigh_must(db_each_finding(f.archive, DB_FILTER_ALL, note_finding, &listed,
                               &weigh_fault));
    assert_non_null(
        strstr(buffer, "m1.png B1 c1 = previous c2 3:c1 m0.png:1/3:c2"));
    weigh_papers_verify(&f);
    /* Read again the one that is named only: the finding holds all the same. */
    weigh_papers_read(&f, 0);
    (void)weigh_papers_weigh(&f);
    weigh_papers_verify(&f);
    buffer[0] = '\0';
    weigh_must(db_each_finding(f.archive, DB_FILTER_ALL, note_finding, &listed,
                               &weigh_fault));
    assert_non_null(strstr(buffer, "3:c1 m0.png:1/3:c2"));
    weigh_papers_end(&f);
}

static void placed_by_figures(void **state)
{
    struct weigh_papers f;

    (void)state;
    weigh_papers_make(&f);
    f.papers[1].sheet.period[0] = '\0';
    for (int month = 0; month < MONTHS; month++)
        weigh_papers_read(&f, month);
    (void)weigh_papers_weigh(&f);
    /* Three villages and their total agree with the months on either side. */
    assert_string_equal(weigh_papers_find(&f, "m1.png", 2, "c2").period,
                        "2025-02");
    weigh_papers_verify(&f);
    weigh_papers_end(&f);
}

static char *read_in_order(const int *order, bool each_time)
{
    struct weigh_papers f;
    char *exported;

    weigh_papers_make(&f);
    weigh_misread(&f.papers[0], 2, 2, 70);
    weigh_misread(&f.papers[2], 1, 1, 8);
    for (int i = 0; i < MONTHS; i++) {
        weigh_papers_read(&f, order[i]);
        if (each_time)
            (void)weigh_papers_weigh(&f);
    }
    (void)weigh_papers_weigh(&f);
    exported = sample_export(f.archive);
    weigh_papers_end(&f);
    return exported;
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Exports follow the order of pages: their lines are what must be alike. */
static char *sort_lines(char *text)
{
    char *lines[512], *copy = strdup(text), *state = NULL, *line;
    size_t n = 0;

    for (line = strtok_r(copy, "\n", &state); line != NULL && n < 512;
         line = strtok_r(NULL, "\n", &state))
        lines[n++] = line;
    qsort(lines, n, sizeof *lines, compare_lines);
    text[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        strcat(text, lines[i]);
        strcat(text, "\n");
    }
    free(copy);
    return text;
}

static void order_is_nothing(void **state)
{
    static const int ORDERS[][MONTHS] = {
        {0, 1, 2}, {2, 1, 0}, {1, 0, 2}, {1, 2, 0}};
    char *first = sort_lines(read_in_order(ORDERS[0], false));

    (void)state;
    assert_non_null(strstr(first, "c1"));
    for (size_t i = 1; i < sizeof ORDERS / sizeof *ORDERS; i++)
        for (int each_time = 0; each_time < 2; each_time++) {
            char *other = sort_lines(read_in_order(ORDERS[i], each_time));

            assert_string_equal(first, other);
            free(other);
        }
    free(first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_page_settles),
        cmocka_unit_test(persons_stand),
        cmocka_unit_test(word_settles),
        cmocka_unit_test(decisions_set_confidence_right),
        cmocka_unit_test(finding_names_both_pages),
        cmocka_unit_test(placed_by_figures),
        cmocka_unit_test(order_is_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
