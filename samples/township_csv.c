#include "township_csv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "forms/print_random.h"

enum { COLUMNS_MAX = 24 };

/* How zeros are written on this page. */
enum zeros { ZEROS_AS_THEY_ARE, ZEROS_AS_DASHES, ZEROS_SOME_BLANK };

static const char AUTHORITY[] = "县人口和计划生育局";

static FILE *open_fill(const char *dir, const char *name, struct fault *fault)
{
    char path[512];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s.csv", dir, name);
    file = fopen(path, "w");
    if (file == NULL)
        fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    return file;
}

static enum status close_fill(FILE *file, struct fault *fault)
{
    int failed = ferror(file);

    if (fclose(file) != 0 || failed)
        return fault_set(fault, ST_IO, "samples: a fill could not be written");
    return ST_OK;
}

static void put_people(FILE *file, const char *date)
{
    fprintf(file, "measure,人\nleader,祁文山\nstat_leader,段秋云\n"
                  "filler,柴小梅\nreport_date,%s\n",
            date);
}

static void put_codes(FILE *file, const char *label, int n)
{
    fprintf(file, "\n%s", label);
    for (int i = 1; i <= n; i++)
        fprintf(file, ",c%d", i);
    fputc('\n', file);
}

static void put_figure(FILE *file, int figure, enum zeros zeros,
                       struct print_random *random)
{
    if (figure != 0)
        fprintf(file, ",%d", figure);
    else if (zeros == ZEROS_AS_DASHES)
        fputs(",—", file);
    else if (zeros == ZEROS_SOME_BLANK && print_random_below(random, 3) == 0)
        fputc(',', file);
    else
        fputs(",0", file);
}

/* figures[1] to figures[n]. */
static void put_figures(FILE *file, const int *figures, int n,
                        enum zeros zeros, struct print_random *random)
{
    for (int i = 1; i <= n; i++)
        put_figure(file, figures[i], zeros, random);
    fputc('\n', file);
}

/* ---- forms with a row for each village ---- */

typedef void row_of(const struct township_village *village, int which,
                    int *figures);

static void f5_row(const struct township_village *village, int month, int *c)
{
    const struct township_month *at = &village->months[month - 1];

    c[1] = at->people;
    c[2] = at->women;
    c[3] = at->married;
    for (int i = 0; i < 4; i++)
        c[4 + i] = at->children[i];
    c[8] = at->boys + at->girls;
    c[9] = at->deaths;
    c[10] = 0;
    for (int m = 0; m < month; m++)
        c[10] += village->months[m].certificates;
    c[11] = at->certificates_held;
}

static void f3_row(const struct township_village *village, int which, int *c)
{
    (void)which;
    memcpy(c, village->methods, sizeof village->methods);
}

static void f1s_row(const struct township_village *village, int half, int *c)
{
    int first = half == 1 ? 1 : 7, last = first + 5;
    const struct township_month *end = &village->months[last - 1];

    c[1] = half == 1 ? village->people_before : village->months[5].people;
    c[2] = end->people;
    c[3] = end->married;
    c[4] = end->certificates_held;
    for (int order = 1; order <= TOWNSHIP_ORDERS; order++) {
        int at = 2 + 3 * order;
        c[at] = township_count_births(village, first, last, order, 0, -1);
        c[at + 1] = township_count_births(village, first, last, order, 1, -1);
        c[at + 2] = township_count_births(village, first, last, order, -1, 1);
    }
    c[14] = c[15] = c[16] = c[17] = c[18] = 0;
    for (int m = first; m <= last; m++) {
        const struct township_month *month = &village->months[m - 1];
        c[14] += month->found_late;
        c[15] += month->weddings;
        c[16] += month->early_weddings;
        c[17] += month->late_weddings;
        c[18] += month->deaths;
    }
}

struct village_table {
    row_of *row;
    int which, n;
    enum zeros zeros;
    const char *total_label;
    int struck_village, struck_column, struck_by; /* column 0: none */
    int wrong_column, wrong_by;   /* the total's error; column 0: none */
};

static void put_table(FILE *file, const struct township *township,
                      const struct village_table *table)
{
    struct print_random random = print_random_new(7, (uint64_t)table->which);
    int sums[COLUMNS_MAX] = {0};

    put_codes(file, "unit", table->n);
    for (int v = 0; v < TOWNSHIP_VILLAGES; v++) {
        int c[COLUMNS_MAX] = {0};
        table->row(&township->villages[v], table->which, c);
        for (int i = 1; i <= table->n; i++)
            sums[i] += c[i];
        fputs(township->villages[v].name, file);
        for (int i = 1; i <= table->n; i++) {
            if (v == table->struck_village && i == table->struck_column)
                fprintf(file, ",%d>%d", c[i] + table->struck_by, c[i]);
            else
                put_figure(file, c[i], table->zeros, &random);
        }
        fputc('\n', file);
    }
    sums[table->wrong_column] += table->wrong_by;
    fputs(table->total_label, file);
    put_figures(file, sums, table->n, ZEROS_AS_THEY_ARE, &random);
}

static enum status write_f5(const struct township *township, const char *dir,
                            int month, struct fault *fault)
{
    struct village_table table = {.row = f5_row, .which = month, .n = 11,
                                  .total_label = "全镇合计"};
    char name[32], date[32];
    FILE *file;

    if (month % 6 == 3)
        table.zeros = ZEROS_AS_DASHES;
    if (month == 9) {
        table.wrong_column = 6;
        table.wrong_by = 10;
    }
    if (month == 6) {
        table.struck_village = 3;
        table.struck_column = 2;
        table.struck_by = 9;
    }
    snprintf(name, sizeof name, "f5-%d-%02d", TOWNSHIP_YEAR, month);
    snprintf(date, sizeof date, "%d年%d月3日",
             TOWNSHIP_YEAR + month / 12, month % 12 + 1);
    file = open_fill(dir, name, fault);
    if (file == NULL)
        return ST_IO;
    fprintf(file, "unit,%s\nyear,%d\nmonth,%d\nform_no,计生月1表\n"
                  "authority,%s\n",
            TOWNSHIP_NAME, TOWNSHIP_YEAR, month, AUTHORITY);
    put_people(file, date);
    put_table(file, township, &table);
    return close_fill(file, fault);
}

static void put_approvals(FILE *file, const char *form_no)
{
    fprintf(file, "form_no,%s\nauthority,省人口和计划生育委员会\n"
                  "approver,省统计局\napproval_no,统制[2024]31号\n"
                  "valid_until,2026年12月\n",
            form_no);
}

static enum status write_f3(const struct township *township, const char *dir,
                            struct fault *fault)
{
    const struct village_table table = {
        .row = f3_row, .n = 21, .total_label = "合计",
        .struck_village = 4, .struck_column = 14, .struck_by = -10};
    FILE *file = open_fill(dir, "f3-2025", fault);

    if (file == NULL)
        return ST_IO;
    fprintf(file, "unit,%s\nyear,%d\n", TOWNSHIP_NAME, TOWNSHIP_YEAR);
    put_approvals(file, "人口统5表");
    put_people(file, "2026年1月4日");
    put_table(file, township, &table);
    return close_fill(file, fault);
}

static enum status write_f1s(const struct township *township, const char *dir,
                             int half, struct fault *fault)
{
    struct village_table table = {.row = f1s_row, .which = half, .n = 18,
                                  .total_label = "合计"};
    char name[32];
    FILE *file;

    if (half == 2)
        table.zeros = ZEROS_SOME_BLANK;
    snprintf(name, sizeof name, "f1s-%dh%d", TOWNSHIP_YEAR, half);
    file = open_fill(dir, name, fault);
    if (file == NULL)
        return ST_IO;
    fprintf(file, "unit,%s\nyear,%d\nhalf,%s\n", TOWNSHIP_NAME, TOWNSHIP_YEAR,
            half == 1 ? "上半年" : "下半年");
    put_approvals(file, "人口统1表");
    put_people(file, half == 1 ? "2025年7月4日" : "2026年1月4日");
    put_table(file, township, &table);
    return close_fill(file, fault);
}

/* ---- a village's ledger ---- */

static const char *const MONTHS[] = {"一月", "二月", "三月", "四月", "五月",
                                     "六月", "七月", "八月", "九月", "十月",
                                     "十一月", "十二月"};

static void f8_row(const struct township_village *village, int m, int *c)
{
    const struct township_month *at = &village->months[m];

    c[1] = m == 0 ? village->people_before : village->months[m - 1].people;
    c[2] = at->boys;
    c[3] = at->girls;
    c[4] = at->deaths;
    c[5] = at->moved_in;
    c[6] = at->moved_out;
    c[7] = at->people;
    c[8] = at->women;
    c[9] = at->married;
    for (int i = 0; i < 4; i++)
        c[10 + i] = at->children[i];
    c[14] = at->weddings;
    c[15] = at->certificates;
}

static enum status write_f8(const struct township_village *village, int number,
                            const char *dir, struct fault *fault)
{
    struct print_random random = print_random_new(8, (uint64_t)number);
    enum zeros zeros = (enum zeros)(number % 3);
    int total[COLUMNS_MAX] = {0};
    char name[32];
    FILE *file;

    snprintf(name, sizeof name, "f8-%d", number);
    file = open_fill(dir, name, fault);
    if (file == NULL)
        return ST_IO;
    fprintf(file, "title,%s计划生育统计台账\nunit,%s%s\nyear,%d\n"
                  "form_no,计生台2表\nauthority,镇计划生育办公室\n",
            village->name, TOWNSHIP_NAME, village->name, TOWNSHIP_YEAR);
    put_people(file, "2026年1月2日");
    put_codes(file, "month", 15);
    for (int m = 0; m < TOWNSHIP_MONTHS; m++) {
        int c[COLUMNS_MAX] = {0};
        f8_row(village, m, c);
        for (int i = 1; i <= 15; i++)
            total[i] = (i >= 2 && i <= 6) || i >= 14 ? total[i] + c[i] : c[i];
        fputs(MONTHS[m], file);
        put_figures(file, c, 15, zeros, &random);
    }
    total[1] = village->people_before;
    fputs("全年合计", file);
    put_figures(file, total, 15, zeros, &random);
    return close_fill(file, fault);
}

/* ---- the register of births ---- */

int township_register_pages(const struct township *township)
{
    int n = 0;

    for (int v = 0; v < TOWNSHIP_VILLAGES; v++)
        n += township->villages[v].n_births;
    return (n + R1_ROWS - 1) / R1_ROWS;
}

static void put_birth(FILE *file, int seq,
                      const struct township_village *village,
                      const struct township_birth *birth, int ditto)
{
    static const char *const orders[] = {"", "一", "二", "三"};

    fprintf(file, "%d,%s%d组,%s,%s,%s,%d.%d.%d,%s,%s\n", seq, village->name,
            birth->group, birth->mother, orders[birth->order],
            birth->girl ? "女" : "男", TOWNSHIP_YEAR, birth->month, birth->day,
            ditto ? "〃" : birth->within ? "政策内" : "政策外",
            birth->remark);
}

static FILE *start_register(const char *dir, int page, struct fault *fault)
{
    char name[32];
    FILE *file;

    snprintf(name, sizeof name, "r1-%d", page);
    file = open_fill(dir, name, fault);
    if (file == NULL)
        return NULL;
    fprintf(file, "unit,%s\nyear,%d\nsheet,%d\nform_no,计生册1\n"
                  "authority,镇计划生育办公室\nmeasure,人\nleader,祁文山\n"
                  "filler,柴小梅\nreport_date,2026年1月5日\n\n"
                  "seq,group,mother,order,sex,date,policy,remark\n",
            TOWNSHIP_NAME, TOWNSHIP_YEAR, page);
    return file;
}

static enum status write_register(const struct township *township,
                                  const char *dir, struct fault *fault)
{
    enum status rc = ST_OK;
    FILE *file = NULL;
    int seq = 0, above = -1; /* the policy of the entry above, if any */

    for (int v = 0; v < TOWNSHIP_VILLAGES && rc == ST_OK; v++) {
        const struct township_village *village = &township->villages[v];
        for (int i = 0; i < village->n_births && rc == ST_OK; i++, seq++) {
            const struct township_birth *birth = &village->births[i];
            if (seq % R1_ROWS == 0) {
                rc = file == NULL ? ST_OK : close_fill(file, fault);
                file = start_register(dir, seq / R1_ROWS + 1, fault);
                above = -1;
                if (file == NULL)
                    return ST_IO;
            }
            put_birth(file, seq + 1, village, birth,
                      above == birth->within && seq % 3 == 1);
            above = birth->within;
        }
    }
    if (file != NULL) {
        enum status closed = close_fill(file, fault);
        rc = rc == ST_OK ? closed : rc;
    }
    return rc;
}

enum status township_write_csv(const struct township *township,
                               const char *dir, struct fault *fault)
{
    enum status rc = ST_OK;

    for (int month = 3; month <= 12 && rc == ST_OK; month += 3)
        rc = write_f5(township, dir, month, fault);
    if (rc == ST_OK)
        rc = write_f3(township, dir, fault);
    for (int half = 1; half <= 2 && rc == ST_OK; half++)
        rc = write_f1s(township, dir, half, fault);
    for (int v = 0; v < TOWNSHIP_VILLAGES && rc == ST_OK; v++)
        rc = write_f8(&township->villages[v], v + 1, dir, fault);
    return rc == ST_OK ? write_register(township, dir, fault) : rc;
}
