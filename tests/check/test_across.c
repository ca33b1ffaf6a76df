/* Identities between sheets: carries, months and years, villages and township,
 * form and form; and sheets that are placed by their figures. */
#include "made_sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* M: the township's month; V: a village's year; H: the township's half-year. */
static const char *const MONTH =
    "form: M\nperiod: month\n"
    "rows: {kind: unit, total_labels: [合计]}\n"
    "columns:\n"
    "  - {code: unit, type: text, label: yes}\n"
    "  - {code: c1, type: count, total: sum}\n"
    "  - {code: c2, type: count, total: sum}\n"
    "  - {code: c3, type: count, total: sum}\n"
    "laws:\n"
    "  - law: c3 = previous c3 + c2\n"
    "    within: year\n"
    "    check: B3\n";

static const char *const VILLAGE =
    "form: V\nperiod: year\n"
    "rows: {kind: month, total_labels: [合计]}\n"
    "columns:\n"
    "  - {code: month, type: month, label: yes}\n"
    "  - {code: c1, type: count, total: first}\n"
    "  - {code: c2, type: count, total: sum}\n"
    "  - {code: c3, type: count, total: last}\n"
    "laws:\n"
    "  - law: c3 = c1 + c2\n"
    "  - law: c1 = above c3\n"
    "    scope: body\n"
    "  - law: c1 = previous c3\n"
    "    scope: body\n"
    "  - law: c3 = M.c1\n"
    "    scope: body\n";

static const char *const HALF = "form: H\nperiod: half-year\n"
                                "rows: {kind: unit, total_labels: [合计]}\n"
                                "columns:\n"
                                "  - {code: unit, type: text, label: yes}\n"
                                "  - {code: c1, type: count, total: sum}\n"
                                "  - {code: c2, type: count, total: sum}\n"
                                "laws:\n"
                                "  - law: c1 = last M.c1\n"
                                "  - law: c2 = all M.c2\n";

enum { SHEETS_MAX = 40, ROWS_MAX = 16, UNITS = 6, ROW_TEXT = 80 };

static const char *const NAMES[UNITS] = {"甲山村", "乙水村", "丙田村",
                                         "丁家村", "戊口村", "己寨村"};

/* An archive in memory. */
struct papers {
    struct form *month, *village, *half;
    struct sheet sheets[SHEETS_MAX];
    struct check_input inputs[SHEETS_MAX];
    struct check_result results[SHEETS_MAX];
    size_t n;
    bool judged;
};

/* Population of a village at the end of month m (0: before January). */
static int people(int unit, int m)
{
    int start = 500 + 137 * unit;

    for (int i = 1; i <= m; i++)
        start += 1 + (unit * 5 + i * 3) % 7;
    return start;
}

static int births(int unit, int m)
{
    return people(unit, m) - people(unit, m - 1);
}

static size_t add(struct papers *p, const struct form *form, const char *unit,
                  const char *period, char rows[][ROW_TEXT], int n)
{
    const char *texts[ROWS_MAX];
    struct sheet *sheet = &p->sheets[p->n];

    assert_true(p->n < SHEETS_MAX);
    for (int i = 0; i < n; i++)
        texts[i] = rows[i];
    made_sheet(form, texts, n, sheet);
    (void)snprintf(sheet->unit, sizeof sheet->unit, "%s", unit);
    (void)snprintf(sheet->period, sizeof sheet->period, "%s", period);
    p->inputs[p->n] = (struct check_input){.sheet = sheet, .form = form};
    return p->n++;
}

static size_t add_month(struct papers *p, int m, const char *period)
{
    char rows[ROWS_MAX][ROW_TEXT];
    int sums[3] = {0};

    for (int u = 0; u < UNITS; u++) {
        int values[3] = {people(u, m), births(u, m),
                         people(u, m) - people(u, 0)};

        for (int i = 0; i < 3; i++)
            sums[i] += values[i];
        (void)snprintf(rows[u], ROW_TEXT, "%s %d %d %d", NAMES[u], values[0],
                       values[1], values[2]);
    }
    (void)snprintf(rows[UNITS], ROW_TEXT, "=合计 %d %d %d", sums[0], sums[1],
                   sums[2]);
    return add(p, p->month, "清水镇", period, rows, UNITS + 1);
}

static size_t add_village(struct papers *p, int u, const char *unit)
{
    char rows[ROWS_MAX][ROW_TEXT];

    for (int m = 1; m <= 12; m++)
        (void)snprintf(rows[m - 1], ROW_TEXT, "%d %d %d %d", m,
                       people(u, m - 1), births(u, m), people(u, m));
    (void)snprintf(rows[12], ROW_TEXT, "=合计 %d %d %d", people(u, 0),
                   people(u, 12) - people(u, 0), people(u, 12));
    return add(p, p->village, unit, "2025", rows, 13);
}

static size_t add_half(struct papers *p, int half)
{
    char rows[ROWS_MAX][ROW_TEXT], period[16];
    int sums[2] = {0};

    for (int u = 0; u < UNITS; u++) {
        int values[2] = {people(u, 6 * half),
                         people(u, 6 * half) - people(u, 6 * half - 6)};

        for (int i = 0; i < 2; i++)
            sums[i] += values[i];
        (void)snprintf(rows[u], ROW_TEXT, "%s %d %d", NAMES[u], values[0],
                       values[1]);
    }
    (void)snprintf(rows[UNITS], ROW_TEXT, "=合计 %d %d", sums[0], sums[1]);
    (void)snprintf(period, sizeof period, "2025H%d", half);
    return add(p, p->half, "清水镇", period, rows, UNITS + 1);
}

static void period_of(int m, char out[16])
{
    (void)snprintf(out, 16, "2025-%02u", (unsigned char)m);
}

/* Twelve months, six villages, two half-years. */
static void make(struct papers *p)
{
    char period[16];

    *p = (struct papers){.month = made_form(MONTH), .village = made_form(VILLAGE),
                         .half = made_form(HALF)};
    for (int m = 1; m <= 12; m++) {
        period_of(m, period);
        (void)add_month(p, m, period);
    }
    for (int u = 0; u < UNITS; u++)
        (void)add_village(p, u, NAMES[u]);
    (void)add_half(p, 1);
    (void)add_half(p, 2);
}

static void judge(struct papers *p)
{
    struct fault fault = {""};

    if (check_sheets(p->inputs, p->n, CHECK_OPTIONS_DEFAULT, p->results,
                     &fault) != ST_OK)
        fail_msg("said: %s", fault.text);
    p->judged = true;
}

static void end(struct papers *p)
{
    for (size_t i = 0; i < p->n; i++) {
        if (p->judged)
            check_result_clear(&p->results[i]);
        made_clear(&p->sheets[i]);
    }
    form_free(&p->month);
    form_free(&p->village);
    form_free(&p->half);
}

static size_t count_findings(const struct papers *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->n; i++) {
        for (size_t k = 0; k < p->results[i].n_findings; k++)
            print_message("  %s\n", p->results[i].findings[k].explanation_en);
        n += p->results[i].n_findings;
    }
    return n;
}

/* The first candidate is another figure, read for sure or in doubt. */
static struct sheet_cell *misread(struct papers *p, size_t sheet, int row,
                                  const char *code, const char *as,
                                  double score)
{
    size_t at = made_cell(&p->sheets[sheet], p->inputs[sheet].form, row, code);
    struct sheet_cell *cell = &p->sheets[sheet].cells[at];
    struct reading *reading = &cell->reading;

    reading->candidates[1] = reading->candidates[0];
    reading->n_candidates = 2;
    (void)snprintf(reading->candidates[0].value, OCR_TEXT_MAX, "%s", as);
    (void)snprintf(reading->candidates[0].text, OCR_TEXT_MAX, "%s", as);
    reading->candidates[0].score = score;
    reading->candidates[1].score = 1 - score;
    return cell;
}

static const struct verdict *verdict_of(const struct papers *p, size_t sheet,
                                        int row, const char *code)
{
    return &p->results[sheet].verdicts[made_cell(
        &p->sheets[sheet], p->inputs[sheet].form, row, code)];
}

static void test_all_agree(void **state)
{
    struct papers p;
    size_t tried = 0, alone = 0;

    (void)state;
    make(&p);
    judge(&p);
    for (size_t i = 0; i < p.n; i++) {
        struct check_result result;

        tried += p.results[i].laws_tried;
        made_check(&p.sheets[i], p.inputs[i].form, true, &result);
        alone += result.laws_tried;
        check_result_clear(&result);
        assert_string_equal(p.results[i].period, "");
        assert_string_equal(p.results[i].unit, "");
    }
    assert_int_equal(count_findings(&p), 0);
    /* 72 village months; 7 rows of 11 carries; 7 rows of 2 laws of 2 halves. */
    assert_int_equal(tried - alone, 72 + 77 + 28);
    end(&p);
}

/* Alone the sheet cannot know: row, total and reading agree on the wrong one. */
static void test_other_sheet_settles(void **state)
{
    struct papers p;
    struct check_result alone;
    char wrong[16], right[16];

    (void)state;
    make(&p);
    (void)snprintf(wrong, sizeof wrong, "%d", people(2, 5) + 20);
    (void)snprintf(right, sizeof right, "%d", people(2, 5));
    misread(&p, 4, 3, "c1", wrong, 0.5);
    p.sheets[4].rows[UNITS].kind = SHEET_ROW_BODY; /* no total to help */
    made_check(&p.sheets[4], p.month, true, &alone);
    judge(&p);
    assert_string_equal(
        alone.verdicts[made_cell(&p.sheets[4], p.month, 3, "c1")].value, wrong);
    assert_string_equal(verdict_of(&p, 4, 3, "c1")->value, right);
    assert_int_equal(verdict_of(&p, 4, 3, "c1")->status, VERDICT_ACCEPTED);
    assert_non_null(strstr(verdict_of(&p, 4, 3, "c1")->why, "M.c1"));
    check_result_clear(&alone);
    end(&p);
}

/* The clerk wrote another figure into the township's list. */
static void test_finding_names_both(void **state)
{
    struct papers p;
    struct reading *reading;
    const struct finding *finding = NULL;

    (void)state;
    make(&p);
    reading = &p.sheets[4]
                   .cells[made_cell(&p.sheets[4], p.month, 3, "c1")]
                   .reading;
    (void)snprintf(reading->candidates[0].value, OCR_TEXT_MAX, "%d",
                   people(2, 5) + 211);
    judge(&p);
    for (size_t k = 0; k < p.results[14].n_findings; k++)
        if (strcmp(p.results[14].findings[k].law, "c3 = M.c1") == 0)
            finding = &p.results[14].findings[k];
    assert_non_null(finding);
    assert_string_equal(finding->check, "C1");
    assert_int_equal(finding->n_cells, 2);
    assert_int_equal(finding->sheets[0], 14);
    assert_int_equal(finding->sheets[1], 4);
    assert_non_null(strstr(finding->explanation_en, "M 2025-05"));
    assert_non_null(strstr(finding->explanation_zh, "M 2025-05"));
    assert_non_null(strstr(finding->explanation_en, "V 丙田村 2025"));
    assert_true(strtod(verdict_of(&p, 4, 3, "c1")->value, NULL) ==
                people(2, 5) + 211);
    end(&p);
}

/* No period, a wrong one, no unit, a misread one: the figures say. */
static void test_placed_by_figures(void **state)
{
    struct papers p;

    (void)state;
    make(&p);
    p.sheets[3].period[0] = '\0';
    (void)snprintf(p.sheets[7].period, sizeof p.sheets[7].period, "2025-02");
    p.sheets[12].unit[0] = '\0';
    (void)snprintf(p.sheets[15].unit, sizeof p.sheets[15].unit, "丁宋村");
    judge(&p);
    assert_string_equal(p.results[3].period, "2025-04");
    assert_string_equal(p.results[7].period, "2025-08");
    assert_string_equal(p.results[1].period, "");
    assert_string_equal(p.results[12].unit, NAMES[0]);
    assert_string_equal(p.results[15].unit, NAMES[3]); /* by one character */
    assert_int_equal(count_findings(&p), 1);
    assert_string_equal(p.results[7].findings[0].check, "D4");
    assert_non_null(
        strstr(p.results[7].findings[0].explanation_en, "2025-08"));
    end(&p);
}

/* Figures of no other sheet: nothing is made up. */
static void test_not_placed(void **state)
{
    static char rows[2][ROW_TEXT] = {"庚乡 88 1 1", "=合计 88 1 1"};
    struct papers p;
    size_t other;

    (void)state;
    make(&p);
    other = add(&p, p.month, "", "", rows, 2);
    judge(&p);
    assert_string_equal(p.results[other].period, "");
    assert_int_equal(count_findings(&p), 0);
    end(&p);
}

/* A village's own list, and its row in the township's. */
static void test_village_and_township(void **state)
{
    static char rows[4][ROW_TEXT] = {"一组 300 1 9", "二组 200 2 2",
                                     "三组 129 2 1", "=合计 629 5 12"};
    struct papers p;
    size_t own;
    int told = 0;

    (void)state;
    make(&p);
    (void)snprintf(rows[3], ROW_TEXT, "=合计 %d 5 12", people(0, 5));
    (void)snprintf(rows[2], ROW_TEXT, "三组 %d 2 1", people(0, 5) - 500);
    own = add(&p, p.month, NAMES[0], "2025-05", rows, 4);
    judge(&p);
    /* c2 and c3 were made up: they differ from the township's. */
    for (size_t k = 0; k < p.results[own].n_findings; k++) {
        const struct finding *finding = &p.results[own].findings[k];

        if (strncmp(finding->law, "own sheet's", 11) != 0)
            continue;
        told++;
        assert_string_equal(finding->check, "A1");
        assert_int_equal(finding->sheets[1], 4);
        assert_non_null(strstr(finding->explanation_en, "M 2025-05"));
    }
    assert_int_equal(told, 2);
    end(&p);
}

static void swap(struct papers *p, size_t a, size_t b)
{
    struct sheet sheet = p->sheets[a];
    const struct form *form = p->inputs[a].form;

    p->sheets[a] = p->sheets[b];
    p->sheets[b] = sheet;
    p->inputs[a].form = p->inputs[b].form;
    p->inputs[b].form = form;
}

static void read_name(struct papers *p, size_t sheet, int row,
                      const char *as, double score)
{
    struct reading *reading =
        &p->sheets[sheet]
             .cells[made_cell(&p->sheets[sheet], p->inputs[sheet].form, row,
                              "unit")]
             .reading;

    (void)snprintf(reading->candidates[0].value, OCR_TEXT_MAX, "%s", as);
    reading->candidates[0].score = score;
    (void)snprintf(p->sheets[sheet].rows[row - 1].label, SHEET_UNIT_MAX, "%s",
                   as);
}

/* Lists agree on what a row is called; where each reads otherwise, none is
 * believed. */
static void test_lists_name_rows(void **state)
{
    static const char *const ODD[] = {"戌口村", "戍口村", "戎口村", "成口村"};
    struct papers p;

    (void)state;
    make(&p);
    for (size_t i = 0; i < 12; i++) {
        for (int row = 1; row <= UNITS; row++)
            read_name(&p, i, row, NAMES[row - 1], 0.85);
        read_name(&p, i, 5, ODD[i % 4], 0.3);
    }
    read_name(&p, 3, 2, "乙木村", 0.5);
    judge(&p);
    assert_string_equal(verdict_of(&p, 3, 2, "unit")->value, NAMES[1]);
    assert_int_equal(verdict_of(&p, 3, 2, "unit")->status, VERDICT_ACCEPTED);
    assert_int_equal(verdict_of(&p, 7, 2, "unit")->status, VERDICT_ACCEPTED);
    for (size_t i = 0; i < 12; i++) {
        assert_string_equal(verdict_of(&p, i, 5, "unit")->value, ODD[i % 4]);
        assert_int_equal(verdict_of(&p, i, 5, "unit")->status, VERDICT_REVIEW);
    }
    end(&p);
}

/* A seal lies on a name: its row tells, but a person is asked; a name that is
 * plainly another one stays. */
static void test_unread_name_is_offered(void **state)
{
    struct papers p;

    (void)state;
    make(&p);
    for (size_t i = 0; i < 12; i++)
        for (int row = 1; row <= UNITS; row++)
            read_name(&p, i, row, NAMES[row - 1], 0.85);
    read_name(&p, 3, 2, "5", 0.4);
    read_name(&p, 4, 2, "庚石滩", 0.95);
    judge(&p);
    assert_string_equal(verdict_of(&p, 3, 2, "unit")->value, NAMES[1]);
    assert_int_equal(verdict_of(&p, 3, 2, "unit")->status, VERDICT_REVIEW);
    assert_non_null(strstr(verdict_of(&p, 3, 2, "unit")->why, "other lists"));
    assert_string_equal(verdict_of(&p, 4, 2, "unit")->value, "庚石滩");
    end(&p);
}

/* Sheets in another order: the same verdicts. */
static void test_order_is_nothing(void **state)
{
    static const size_t SWAPS[][2] = {{0, 19}, {3, 12}, {5, 6}, {10, 17}};
    enum { N_SWAPS = sizeof SWAPS / sizeof *SWAPS };
    struct papers p, q;
    size_t place[SHEETS_MAX];

    (void)state;
    make(&p);
    make(&q);
    for (struct papers *one = &p; one != NULL; one = one == &p ? &q : NULL) {
        misread(one, 4, 3, "c1", "801", 0.6);
        misread(one, 14, 7, "c3", "811", 0.5);
        misread(one, 18, 2, "c2", "9", 0.7);
    }
    for (size_t i = 0; i < q.n; i++)
        place[i] = i;
    for (size_t i = 0; i < N_SWAPS; i++) {
        swap(&q, SWAPS[i][0], SWAPS[i][1]);
        place[SWAPS[i][0]] = SWAPS[i][1];
        place[SWAPS[i][1]] = SWAPS[i][0];
    }
    judge(&p);
    judge(&q);
    for (size_t i = 0; i < p.n; i++)
        for (size_t k = 0; k < p.sheets[i].n_cells; k++) {
            const struct verdict *a = &p.results[i].verdicts[k];
            const struct verdict *b = &q.results[place[i]].verdicts[k];

            assert_string_equal(a->value, b->value);
            assert_int_equal(a->status, b->status);
            assert_true(a->confidence - b->confidence < 1e-6 &&
                        b->confidence - a->confidence < 1e-6);
        }
    end(&p);
    end(&q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_agree),
        cmocka_unit_test(test_other_sheet_settles),
        cmocka_unit_test(test_finding_names_both),
        cmocka_unit_test(test_placed_by_figures),
        cmocka_unit_test(test_not_placed),
        cmocka_unit_test(test_village_and_township),
        cmocka_unit_test(test_lists_name_rows),
        cmocka_unit_test(test_unread_name_is_offered),
        cmocka_unit_test(test_order_is_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
