/* Laws that keep to the statistical year, October to September. */
#include "made_sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define FORM(id, period)                                                       \
    "form: " id "\nperiod: " period "\n"                                       \
    "rows: {kind: unit, total_labels: [合计]}\n"                             \
    "columns:\n"                                                               \
    "  - {code: unit, type: text, label: yes}\n"                               \
    "  - {code: c1, type: count, total: sum}\n"                                \
    "  - {code: c2, type: count, total: sum}\n"                                \
    "  - {code: c3, type: count, total: sum}\n"                                \
    "laws:\n"

/* c1 a stock, c2 a flow, c3 the flow so far this year. */
static const char *const MONTH =
    FORM("M", "month") "  - law: c3 = previous c3 + c2\n"
                       "    within: %s\n";
static const char *const LONGER = "  - law: c1 = last M.c1\n"
                                  "    within: %s\n"
                                  "  - law: c2 = all M.c2\n"
                                  "    within: %s\n";
static const char *const HALF = FORM("H", "half-year");
static const char *const YEAR = FORM("Y", "year");

enum {
    MONTHS = 24,
    SHEETS_MAX = MONTHS + 3,
    TEXT = 2048,
    ROWS = 3,
    YEAR_AT = 24
};

struct papers {
    struct form *month, *half, *year;
    struct sheet sheets[SHEETS_MAX];
    struct check_input inputs[SHEETS_MAX];
    struct check_result results[SHEETS_MAX];
    size_t n;
};

/* Month @m from January 2024 on, of two villages. */
static int people(int unit, int m)
{
    return 700 + 90 * unit + 5 * m + (m * 7 + unit) % 4;
}

static int births(int unit, int m)
{
    return 3 + (unit * 5 + m * 3) % 7;
}

static int births_between(int unit, int first, int last)
{
    int sum = 0;

    for (int m = first; m <= last; m++)
        sum += births(unit, m);
    return sum;
}

static void add(struct papers *p, const struct form *form, const char *period,
                const int values[2][3])
{
    static const char *const NAMES[] = {"甲山村", "乙水村", "=合计"};
    char rows[ROWS][64];
    const char *texts[ROWS];
    struct sheet *sheet = &p->sheets[p->n];

    for (int u = 0; u < ROWS; u++) {
        int three[3];

        for (int c = 0; c < 3; c++)
            three[c] = u < 2 ? values[u][c] : values[0][c] + values[1][c];
        (void)snprintf(rows[u], sizeof rows[u], "%s %d %d %d", NAMES[u],
                       three[0], three[1], three[2]);
        texts[u] = rows[u];
    }
    made_sheet(form, texts, ROWS, sheet);
    (void)snprintf(sheet->unit, sizeof sheet->unit, "清水镇");
    (void)snprintf(sheet->period, sizeof sheet->period, "%s", period);
    p->inputs[p->n++] = (struct check_input){.sheet = sheet, .form = form};
}

/* What is counted up begins anew in October. */
static void add_months(struct papers *p)
{
    for (int m = 0; m < MONTHS; m++) {
        char period[16];
        int values[2][3], since = m < 9 ? 0 : m < 21 ? 9 : 21;

        for (int u = 0; u < 2; u++) {
            values[u][0] = people(u, m);
            values[u][1] = births(u, m);
            values[u][2] = births_between(u, since, m);
        }
        (void)snprintf(period, sizeof period, "%d-%02d", 2024 + m / 12,
                       m % 12 + 1);
        add(p, p->month, period, (const int(*)[3])values);
    }
}

static void add_longer(struct papers *p, const struct form *form,
                       const char *period, int first, int last)
{
    int values[2][3];

    for (int u = 0; u < 2; u++) {
        values[u][0] = people(u, last);
        values[u][1] = values[u][2] = births_between(u, first, last);
    }
    add(p, form, period, (const int(*)[3])values);
}

static struct form *form_within(const char *head, const char *laws,
                                const char *within)
{
    char yaml[TEXT], rest[TEXT];

    (void)snprintf(rest, sizeof rest, laws, within, within);
    (void)snprintf(yaml, sizeof yaml, "%s%s", head, rest);
    return made_form(yaml);
}

/* Two years of months, and the statistical year 2025 with its halves. */
static void make(struct papers *p, const char *within)
{
    *p = (struct papers){.month = form_within("", MONTH, within),
                         .half = form_within(HALF, LONGER, within),
                         .year = form_within(YEAR, LONGER, within)};
    add_months(p);
    add_longer(p, p->year, "2025", 9, 20);
    add_longer(p, p->half, "2025H1", 9, 14);
    add_longer(p, p->half, "2025H2", 15, 20);
}

static void judge(struct papers *p)
{
    struct fault fault = {""};

    assert_int_equal(check_sheets(p->inputs, p->n, CHECK_OPTIONS_DEFAULT,
                                  p->results, &fault),
                     ST_OK);
}

static void end(struct papers *p)
{
    for (size_t i = 0; i < p->n; i++) {
        check_result_clear(&p->results[i]);
        made_clear(&p->sheets[i]);
    }
    form_free(&p->month);
    form_free(&p->half);
    form_free(&p->year);
}

static size_t count_findings(const struct papers *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->n; i++)
        n += p->results[i].n_findings;
    return n;
}

static size_t count_far_laws(const struct papers *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->n; i++)
        n += p->results[i].laws_tried - 3; /* the totals of three columns */
    return n;
}

static void test_october_to_september(void **state)
{
    struct papers p;

    (void)state;
    make(&p, "statistical-year");
    judge(&p);
    assert_int_equal(count_findings(&p), 0);
    /* 3 rows: 23 months carry but for two Octobers; three sheets' two laws. */
    assert_int_equal(count_far_laws(&p), 3 * (21 + 6));
    end(&p);
}

/* The same papers by the calendar: what January carries and October begins. */
static void test_calendar_year_disagrees(void **state)
{
    struct papers p;

    (void)state;
    make(&p, "year");
    judge(&p);
    assert_int_equal(count_far_laws(&p), 3 * (22 + 6));
    assert_true(count_findings(&p) > 0);
    end(&p);
}

/* A wrong sum of the year is told with its first month, October. */
static void test_finding_names_october(void **state)
{
    struct papers p;
    bool found = false;

    (void)state;
    make(&p, "statistical-year");
    for (int row = 1; row <= ROWS; row += 2) {
        struct reading *reading =
            &p.sheets[YEAR_AT]
                 .cells[made_cell(&p.sheets[YEAR_AT], p.year, row, "c2")]
                 .reading;

        (void)snprintf(reading->candidates[0].value, OCR_TEXT_MAX, "%d",
                       row == 1 ? 91 : 91 + births_between(1, 9, 20));
        reading->candidates[0].score = 0.999;
    }
    judge(&p);
    assert_true(p.results[YEAR_AT].n_findings > 0);
    for (size_t i = 0; i < p.results[YEAR_AT].n_findings; i++) {
        const struct finding *one = &p.results[YEAR_AT].findings[i];

        for (size_t k = 0; k < one->n_cells; k++)
            found |= strcmp(p.sheets[one->sheets[k]].period, "2024-10") == 0;
    }
    assert_true(found);
    end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_october_to_september),
        cmocka_unit_test(test_calendar_year_disagrees),
        cmocka_unit_test(test_finding_names_october),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
