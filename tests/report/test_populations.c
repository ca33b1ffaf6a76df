/* Several populations (口径) and two conventions of late births: stated, and
 * never mixed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "made_archive.h"
#include "report/wording.h"

static int open_made(void **state)
{
    static struct made_archive made;

    made_open(&made);
    *state = &made;
    return 0;
}

static int close_made(void **state)
{
    made_close(*state);
    return 0;
}

static enum status try_report(struct made_archive *made, const char *base,
                              struct report **out, struct fault *fault)
{
    return report_summarise_base(made->db, "2025", NULL, base, out, fault);
}

static struct report *summarise(struct made_archive *made, const char *base)
{
    struct report *report = NULL;
    struct fault fault = {{0}};

    if (try_report(made, base, &report, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    return report;
}

static void expect(const struct report *report, const char *id,
                   const char *text)
{
    const struct report_figure *figure = report_lookup(report, id);

    assert_non_null(figure);
    if (strcmp(figure->text, text) != 0)
        fail_msg("%s is '%s' (%s), wanted '%s'", id, figure->text,
                 wording_state_code(figure->state), text);
}

/* @wanted stands in the line that all reports begin with. */
static void expect_said(const struct report *report, const char *wanted)
{
    char text[WORDING_MAX];

    wording_attributes(report, REPORT_ENGLISH, text, sizeof text);
    if (strstr(text, wanted) == NULL)
        fail_msg("'%s' does not say '%s'", text, wanted);
}

static void add_own(const struct made_archive *made, const char *text)
{
    char path[128];
    FILE *file;

    snprintf(path, sizeof path, "%s/report", made->folder);
    (void)mkdir(path, 0777);
    snprintf(path, sizeof path, "%s/report/own.yaml", made->folder);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* ---- populations ---- */

static const char *const resident[] = {"东村 100 50 40 10 10 10 10 0 0 0 0",
                                       "合计 100 50 40 10 10 10 10 0 0 0 0",
                                       NULL};
static const char *const registered[] = {"东村 130 60 40 10 10 10 10 0 0 0 0",
                                         "合计 130 60 40 10 10 10 10 0 0 0 0",
                                         NULL};
static const char *const half[] = {
    "东村 100 100 40 9 3 4 7 0 0 0 0 0 0 0 0 0 0 0",
    "合计 100 100 40 9 3 4 7 0 0 0 0 0 0 0 0 0 0 0", NULL};

/* Two sheets count 常住, one 户籍. */
static void make_both(struct made_archive *made)
{
    made->base = "常住";
    made_sheet(made, "F5", "清水镇", "2025-11", resident);
    made_sheet(made, "F1S", "清水镇", "2025", half);
    made->base = "户籍";
    made_sheet(made, "F5", "清水镇", "2025-12", registered);
    made->base = NULL;
}

static void the_rest_is_left_out(void **state)
{
    struct report *report;

    make_both(*state);
    report = summarise(*state, NULL);
    assert_string_equal(report->base, "常住");
    assert_int_equal(report->n_other_base, 1);
    /* November's hundred, not December's hundred and thirty */
    expect(report, "population", "100");
    expect(report, "women", "50");
    expect_said(report, "counted: resident;");
    expect_said(report, "1 sheet of another population is left out");
    report_free(&report);
}

static void either_is_told_by_choice(void **state)
{
    struct report *report;

    make_both(*state);
    report = summarise(*state, "户籍");
    assert_string_equal(report->base, "户籍");
    assert_int_equal(report->n_other_base, 2);
    expect(report, "population", "130");
    expect(report, "births", ""); /* which are residents' */
    expect_said(report, "counted: registered;");
    report_free(&report);
}

static void one_that_nobody_counts_is_refused(void **state)
{
    struct report *report = NULL;
    struct fault fault = {{0}};

    make_both(*state);
    assert_int_equal(try_report(*state, "流出", &report, &fault), ST_NONE);
    assert_null(report);
    assert_non_null(strstr(fault.text, "流出"));
    assert_non_null(strstr(fault.text, "常住, 户籍"));
}

/* They count what is usual, and the report says that they do not say so. */
static void sheets_that_do_not_say_go_with_most(void **state)
{
    struct made_archive *made = *state;
    struct report *report;

    make_both(made);
    made->base = "";
    made_sheet(made, "F2", "清水镇", "2025",
               (const char *const[]){"东村 36 1 2 3 4 5 6 7 8 0 0 0 0 0 0 0",
                                     "合计 36 1 2 3 4 5 6 7 8 0 0 0 0 0 0 0",
                                     NULL});
    report = summarise(made, NULL);
    assert_int_equal(report->n_no_base, 1);
    expect(report, "users", "36");
    expect_said(report, "1 sheet does not say whom it counts");
    report_free(&report);
    report = summarise(made, "户籍");
    assert_int_equal(report->n_no_base, 0);
    assert_int_equal(report->n_other_base, 3);
    expect(report, "users", "");
    report_free(&report);
}

/* Two villages' ledgers: of residents, and of those who are registered. */
static void ledgers_of_two_are_not_added(void **state)
{
    static const char *const ledger[] = {
        "合计 90 3 4 12 0 0 100 50 40 10 10 10 10 24 0", NULL};
    const struct report_figure *births;
    struct made_archive *made = *state;
    struct report *report;

    made->base = "常住";
    made_sheet(made, "F5", "清水镇", "2025-12",
               (const char *const[]){"东村 100 50 40 10 10 10 10 0 0 0 0",
                                     "西村 100 50 40 10 10 10 10 0 0 0 0",
                                     "合计 200 100 80 20 20 20 20 0 0 0 0",
                                     NULL});
    made_sheet(made, "F8", "东村", "2025", ledger);
    made->base = "户籍";
    made_sheet(made, "F8", "西村", "2025", ledger);
    report = summarise(made, NULL);
    births = report_lookup(report, "births");
    for (uint32_t i = 0; i < births->indicator->n_rules; i++)
        if (births->sources[i].complete)
            fail_msg("births of two populations: %s", births->sources[i].text);
    expect(report, "births", "");
    report_free(&report);
    /* and both together where both count the same */
    made_sheet(made, "F8", "东村", "2025", ledger);
    report = summarise(made, "户籍");
    expect(report, "births", "14");
    report_free(&report);
}

static void another_years_people_are_not_compared(void **state)
{
    struct made_archive *made = *state;
    struct report *report;

    made->base = "户籍";
    made_sheet(made, "F5", "清水镇", "2024-12", registered);
    made->base = "常住";
    made_sheet(made, "F5", "清水镇", "2025-12", resident);
    report = summarise(made, NULL);
    expect(report, "population", "100");
    assert_false(report_lookup(report, "population")->before.known);
    report_free(&report);
    made_sheet(made, "F5", "清水镇", "2024-11", resident);
    report = summarise(made, NULL);
    assert_string_equal(report_lookup(report, "population")->before.text,
                        "100");
    report_free(&report);
}

/* Migrants are another population by what they are, and told beside. */
static void migrants_are_told_apart(void **state)
{
    static const char *const migrants[] = {"东村 12 7 3", "合计 12 7 3", NULL};
    struct made_archive *made = *state;
    struct report *report;
    char *json;

    made_sheet(made, "F5", "清水镇", "2025-12", resident);
    made_sheet(made, "F11", "清水镇", "2025-12", migrants);
    report = summarise(made, NULL);
    assert_string_equal(report->base, "常住");
    expect(report, "population", "100");
    expect(report, "migrants", "12");
    assert_int_equal(report->n_other_base, 0);
    report_free(&report);
    json = made_render(made, NULL, report_render_json);
    assert_non_null(strstr(json, "\"base\": \"流入\""));
    free(json);
}

static void sums_over_two_are_refused(void **state)
{
    struct report *report = NULL;
    struct fault fault = {{0}};
    struct made_archive *made = *state;

    make_both(made);
    add_own(made, "figures:\n"
                  "- {id: all, zh: 全部, en: all, group: stock, "
                  "from: [{figures: population + migrants}]}\n");
    assert_int_equal(try_report(made, NULL, &report, &fault), ST_INPUT);
    assert_non_null(strstr(fault.text, "count different people"));
    add_own(made, "laws:\n- {law: population = migrants}\n");
    assert_int_equal(try_report(made, NULL, &report, &fault), ST_INPUT);
    assert_non_null(strstr(fault.text, "population = migrants"));
    assert_null(report);
}

static void figures_are_called_after_them(void **state)
{
    struct report *report;
    char *text = NULL;
    struct fault fault = {{0}};

    make_both(*state);
    report = summarise(*state, "户籍");
    assert_string_equal(report_lookup(report, "population")->indicator->zh,
                        "户籍人口");
    assert_string_equal(report_lookup(report, "population")->indicator->en,
                        "Registered population");
    assert_int_equal(wording_paragraph(report, REPORT_CHINESE, &text, &fault),
                     ST_OK);
    assert_non_null(strstr(text, "2025年户籍人口为130人"));
    free(text);
    assert_int_equal(wording_paragraph(report, REPORT_ENGLISH, &text, &fault),
                     ST_OK);
    assert_non_null(strstr(text, "the registered population is 130"));
    free(text);
    report_free(&report);
}

static void nobody_is_named_where_no_sheet_says(void **state)
{
    struct made_archive *made = *state;
    struct report *report;
    char *text = NULL;
    struct fault fault = {{0}};

    made->base = "";
    made_sheet(made, "F5", "清水镇", "2025-12", resident);
    report = summarise(made, NULL);
    assert_string_equal(report->base, "");
    assert_string_equal(report_lookup(report, "population")->indicator->en,
                        "Population");
    assert_int_equal(wording_paragraph(report, REPORT_ENGLISH, &text, &fault),
                     ST_OK);
    assert_non_null(strstr(text, "the population is 100"));
    expect_said(report, "counted: not stated;");
    free(text);
    report_free(&report);
}

/* ---- late births ---- */

static void the_other_convention_is_not_used_for_births(void **state)
{
    const struct report_figure *figure;
    struct made_archive *made = *state;
    struct report *report;

    made_sheet(made, "F1S", "清水镇", "2025", half);
    add_own(made, "forms:\n- {id: F1S, zh: 半年报, en: x, late: counted}\n");
    report = summarise(made, NULL);
    figure = report_lookup(report, "births");
    assert_int_equal(figure->state, REPORT_MISSING);
    assert_int_equal(figure->sources[0].lacks[0].kind, LACK_LATE);
    expect(report, "deaths", "0"); /* which are not in question */
    expect_said(report, "births of earlier years: apart");
    report_free(&report);
}

/* A quarter's paper that counts them in is no second word on births that are
 * told without them. */
static void the_two_conventions_are_not_held_together(void **state)
{
    const struct report_figure *births;
    struct made_archive *made = *state;
    struct report *report;

    made_sheet(made, "F1S", "清水镇", "2025", half);
    made_sheet(made, "F1", "清水镇", "2025",
               (const char *const[]){"东村 9 9 9 4 5 9 0 0 0 0 0 0 0",
                                     "合计 9 9 9 4 5 9 0 0 0 0 0 0 0", NULL});
    report = summarise(made, NULL);
    births = report_lookup(report, "births");
    assert_int_equal(births->disagree, 1);
    report_free(&report);
    add_own(made, "forms:\n- {id: F1, zh: 年报, en: x, late: counted}\n");
    report = summarise(made, NULL);
    births = report_lookup(report, "births");
    expect(report, "births", "7");
    assert_int_equal(births->disagree, 0);
    report_free(&report);
}

static void the_other_convention_can_be_the_offices(void **state)
{
    struct made_archive *made = *state;
    struct report *report;
    char *json;

    made_sheet(made, "F1S", "清水镇", "2025", half);
    add_own(made, "late: counted\n"
                  "forms:\n- {id: F1S, zh: 半年报, en: x, late: counted}\n");
    report = summarise(made, NULL);
    expect(report, "births", "7");
    expect_said(report, "counted when they are found");
    report_free(&report);
    json = made_render(made, NULL, report_render_json);
    assert_non_null(strstr(json, "\"late_births\": \"counted\""));
    free(json);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_made, close_made)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_rest_is_left_out),
        TEST(either_is_told_by_choice),
        TEST(one_that_nobody_counts_is_refused),
        TEST(sheets_that_do_not_say_go_with_most),
        TEST(ledgers_of_two_are_not_added),
        TEST(another_years_people_are_not_compared),
        TEST(migrants_are_told_apart),
        TEST(sums_over_two_are_refused),
        TEST(figures_are_called_after_them),
        TEST(nobody_is_named_where_no_sheet_says),
        TEST(the_other_convention_is_not_used_for_births),
        TEST(the_two_conventions_are_not_held_together),
        TEST(the_other_convention_can_be_the_offices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
