/*
 * make_inked_archive FOLDER [register]: an archive of an invented township of
 * three villages, two years of monthly overviews and half-yearly births, whose
 * pages are images with the figures on them. One village had two births outside
 * of policy; one cell waits for a person, one month is missing. With a register
 * of births the archive keeps the mothers' names, and has two figures that ask
 * for them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "base/text.h"
#include "made_archive.h"

enum { VILLAGES = 3, OVERVIEW = 11, BIRTHS = 18, MAX_COLUMNS = 20 };

static const char *const names[VILLAGES] = {"东村", "西村", "北村"};

struct table {
    int cell[VILLAGES + 1][MAX_COLUMNS + 1]; /* columns from 1; last: total */
    int n;
    const char *doubt; /* of the total row's first column: "?" or "" */
};

static void add_up(struct table *table)
{
    for (int column = 1; column <= table->n; column++)
        for (int row = 0; row < VILLAGES; row++)
            table->cell[VILLAGES][column] += table->cell[row][column];
}

static void store(struct made_archive *made, const char *form,
                  const char *period, const struct table *table)
{
    char texts[VILLAGES + 1][512];
    const char *rows[VILLAGES + 2] = {NULL};

    for (int row = 0; row <= VILLAGES; row++) {
        size_t used = (size_t)snprintf(texts[row], sizeof texts[row], "%s",
                                       row < VILLAGES ? names[row] : "合计");
        for (int column = 1; column <= table->n; column++)
            used += (size_t)snprintf(
                texts[row] + used, sizeof texts[row] - used, " %d%s",
                table->cell[row][column],
                row == VILLAGES && column == 1 ? table->doubt : "");
        rows[row] = texts[row];
    }
    made_sheet(made, form, "清水镇", period, rows);
}

/* F5: population, women, married, by children, births, deaths, certificates. */
static void store_overview(struct made_archive *made, int year, int month)
{
    struct table table = {.n = OVERVIEW, .doubt = ""};
    char period[32];

    for (int row = 0; row < VILLAGES; row++) {
        int *cell = table.cell[row], step = (year - 2024) * 12 + month;
        cell[1] = 1500 - 400 * row + step * (3 - row);
        cell[4] = 9 + row;
        cell[5] = 130 - 20 * row + step % 5;
        cell[6] = 140 - 25 * row;
        cell[7] = 6 + row;
        cell[3] = cell[4] + cell[5] + cell[6] + cell[7];
        cell[2] = cell[3] + 90 - 10 * row;
        cell[8] = 1 + (month * (row + 2) + row) % 4;
        cell[9] = (month + row) % 3;
        cell[10] = month;
        cell[11] = 20 + month + row;
    }
    add_up(&table);
    if (year == 2025 && month == 6)
        table.doubt = "?";
    snprintf(period, sizeof period, "%d-%02d", year, month);
    store(made, "F5", period, &table);
}

/* F1S: births by order, sex and policy; the third village's second children of
 * the first half-year were two outside of policy. */
static void store_births(struct made_archive *made, int year, int half)
{
    struct table table = {.n = BIRTHS, .doubt = ""};
    char period[32];

    for (int row = 0; row < VILLAGES; row++) {
        int *cell = table.cell[row];
        cell[1] = 1490 - 400 * row;
        cell[2] = 1500 - 400 * row;
        cell[3] = 285 - 40 * row;
        cell[4] = 20 + half + row;
        cell[5] = 9 - row;
        cell[6] = 8 - row;
        cell[7] = cell[5] + cell[6];
        cell[8] = 6;
        cell[9] = 5 + half;
        cell[10] = cell[8] + cell[9] - (row == 2 && half == 1 ? 2 : 0) -
                   (row == 0 ? 6 : 0);
        cell[11] = 1;
        cell[12] = 1;
        cell[13] = 2;
        cell[15] = 12 - row;
        cell[16] = 1;
        cell[17] = 5;
        cell[18] = 7 + half + row;
    }
    add_up(&table);
    snprintf(period, sizeof period, "%dH%d", year, half);
    store(made, "F1S", period, &table);
}

/* Names are invented, as all here. */
static const char *const register_rows[] = {
    "1 一组 吴秀兰 1? 男 2025-01-02 政策内",
    "2 二组 陈小芳 2 女 2025-02-03? 政策内",
    "3 三组 李桂英? 1 女 2025-02-07 政策内", NULL};

static const char own_figures[] =
    "figures:\n"
    "- {id: mothers, zh: 写明母亲, en: With a mother named, group: births,\n"
    "   from: [{form: R1, when: years, units: all, rows: count,\n"
    "           where: \"mother = *\"}]}\n"
    "- {id: mothers_dated, zh: 写明母亲和日期, en: With mother and date,\n"
    "   group: births,\n"
    "   from: [{form: R1, when: years, units: all, rows: count,\n"
    "           where: \"mother = *, date = *\"}]}\n";

static void store_register(struct made_archive *made)
{
    char path[128];
    FILE *file;

    made_sheet(made, "R1", "清水镇", "2025", register_rows);
    snprintf(path, sizeof path, "%s/report", made->folder);
    assert_int_equal(mkdir(path, 0777), 0);
    snprintf(path, sizeof path, "%s/report/own.yaml", made->folder);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(own_figures, file);
    assert_int_equal(fclose(file), 0);
}

int main(int argc, char **argv)
{
    struct made_archive made = {.inked = true};
    bool named = argc == 3 && strcmp(argv[2], "register") == 0;

    if ((argc != 2 && !named) ||
        !text_copy(made.folder, sizeof made.folder, argv[1])) {
        fputs("usage: make_inked_archive FOLDER [register]\n", stderr);
        return 2;
    }
    made_open_at(&made, named);
    for (int year = 2024; year <= 2025; year++) {
        for (int month = 1; month <= 12; month++)
            if (year != 2025 || month != 4)
                store_overview(&made, year, month);
        for (int half = 1; half <= 2; half++)
            store_births(&made, year, half);
    }
    if (named)
        store_register(&made);
    db_close(&made.db);
    form_catalogue_clear(&made.forms);
    return 0;
}
