/*
 * draw_ledgers CATALOGUE EXAMPLES OUT SEED [--clerk|--seals]
 *
 * Another township's year and a month of an observatory, drawn and aged
 * otherwise for each seed: pages in OUT, and what stands on them in
 * OUT/truth.csv. What check/ takes for likely was learned from such pages, and
 * what it makes of wrong sums is measured on them: with --clerk one computed
 * figure in eight is written wrongly, listed in OUT/clerk_errors.csv. With
 * --seals every page is a grey copy with a seal of any size, darkness and place
 * on its table.
 */
#include <leptonica/allheaders.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "forms/age.h"
#include "forms/definition.h"
#include "forms/print.h"
#include "sample_pages.h"
#include "township.h"
#include "township_csv.h"

enum { PATH_ROOM = 600, DAYS = 30, HOURS = 24, CLERK_EVERY = 8 };

struct desk {
    const char *catalogue, *examples, *out;
    bool clerk, seals;
    uint64_t dice;
    FILE *truth, *errors;
};

static unsigned roll(struct desk *desk, unsigned sides)
{
    desk->dice = desk->dice * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(desk->dice >> 33) % sides;
}

static double roll_share(struct desk *desk)
{
    return roll(desk, 10001) / 10000.0;
}

static void quote(FILE *file, const char *text)
{
    fprintf(file, "\"%s\"", text);
}

static void put_truth(const struct desk *desk, const char *file,
                      const struct form_truth *truth)
{
    for (size_t i = 0; i < truth->n_cells; i++) {
        const struct form_truth_cell *cell = &truth->cells[i];

        fprintf(desk->truth, "%s,1,%s,%d,%s,", file, truth->form, cell->row,
                cell->column);
        quote(desk->truth, cell->value);
        fputc(',', desk->truth);
        quote(desk->truth, cell->text);
        fprintf(desk->truth, ",%s\n", ocr_state_text(cell->state));
    }
}

/* ---- a clerk's slips ---- */

/* Computed: the total row, and what stands alone on the left of an equation. */
static bool is_computed(const struct form *form, const struct form_fill *fill,
                        size_t row, const char *code)
{
    int column = form_find_column(form, code);

    if (column < 0 || form->columns[column].type.kind > VALUE_MONEY ||
        form->columns[column].is_label)
        return false;
    if (row + 1 == fill->n_rows)
        return form->columns[column].total == FORM_TOTAL_SUM;
    for (size_t i = 0; i < form->n_laws; i++)
        if (form->laws[i].relation == FORM_EQUAL && form->laws[i].n_left == 1 &&
            form->laws[i].left[0].column == column && form->laws[i].n_right > 1)
            return true;
    return false;
}

/* Off by a few, by a ten, by a carry forgotten, or two digits swapped. */
static long slip_of(struct desk *desk, long value)
{
    static const long OFF[] = {1, -1, 2, -2, 9, 10, -10, 100, -100, 20};

    for (;;) {
        long now = value + OFF[roll(desk, 10)];

        if (roll(desk, 4) == 0 && value >= 10)
            now = value - value % 100 + value % 10 * 10 + value / 10 % 10;
        if (now > 0 && now != value && labs(now - value) < value + 20)
            return now;
    }
}

static void slip(struct desk *desk, const struct form *form,
                 struct form_fill *fill, const char *file)
{
    for (size_t row = 0; row < fill->n_rows; row++)
        for (size_t c = 0; c < fill->n_codes; c++) {
            struct form_fill_cell *cell = &fill->cells[row * fill->n_codes + c];
            long was = strtol(cell->text, NULL, 10), now;

            if (cell->state != READ_VALUE || was < 3 ||
                !is_computed(form, fill, row, fill->codes[c]) ||
                roll(desk, CLERK_EVERY) != 0)
                continue;
            now = slip_of(desk, was);
            snprintf(cell->text, sizeof cell->text, "%ld", now);
            fprintf(desk->errors, "%s,1,%zu,%s,%ld,%ld\n", file, row + 1,
                    fill->codes[c], was, now);
        }
}

/* ---- pages ---- */

static void vary(struct desk *desk, struct form_print_style *style,
                 struct age_options *age)
{
    static const enum form_font FILLS[] = {FORM_FONT_HAND, FORM_FONT_SONG,
                                           FORM_FONT_HAND, FORM_FONT_MONO,
                                           FORM_FONT_HAND, FORM_FONT_KAI};
    static const int DPI[] = {150, 200, 200, 300};

    style->seed = roll(desk, 1000000);
    style->fill_font = FILLS[roll(desk, 6)];
    style->dpi = DPI[roll(desk, 4)];
    age->seed = roll(desk, 1000000);
    age->mode = (enum age_mode)roll(desk, 3);
    age->turn_degrees = 0;
    age->skew_degrees = 2 * roll_share(desk) - 1;
    age->fade = 0.4 * roll_share(desk);
    age->blur = 0.3 + 1.0 * roll_share(desk);
    age->noise = 8 * roll_share(desk);
    age->stain = roll(desk, 3) == 0 ? roll_share(desk) : 0;
    age->bleed = roll(desk, 3) == 0 ? 0.2 * roll_share(desk) : 0;
    age->specks = (int)roll(desk, 80);
}

static void seal(struct desk *desk, struct age_options *age)
{
    age->mode = AGE_GREY;
    age->seal = "石桥镇人民政府统计站";
    age->seal_x = 0.1 + 0.8 * roll_share(desk);
    age->seal_y = 0.3 + 0.6 * roll_share(desk);
    age->seal_mm = 20 + 28 * roll_share(desk);
    age->seal_ink = 0.3 + 0.6 * roll_share(desk);
}

static enum status draw_fill(struct desk *desk, const char *form_path,
                             const char *fill_path, const char *file,
                             struct form_print_style style,
                             struct age_options age, bool slips,
                             struct fault *fault)
{
    char path[PATH_ROOM];
    struct form *form = NULL;
    struct form_fill *fill = NULL;
    struct form_truth *truth = NULL;
    struct age_transform moved;
    PIX *drawn = NULL, *aged = NULL;
    enum status rc = form_load(form_path, &form, fault);

    if (rc == ST_OK)
        rc = form_fill_load(fill_path, &fill, fault);
    if (rc == ST_OK && slips)
        slip(desk, form, fill, file);
    vary(desk, &style, &age);
    if (desk->seals)
        seal(desk, &age);
    if (rc == ST_OK)
        rc = form_print(form, fill, style, &drawn, &truth, fault);
    if (rc == ST_OK)
        rc = age_page(drawn, age, &aged, &moved, fault);
    if (rc == ST_OK) {
        put_truth(desk, file, truth);
        snprintf(path, sizeof path, "%s/%s", desk->out, file);
        if (pixWrite(path, aged, IFF_PNG) != 0)
            rc = fault_set(fault, ST_IO, "%s: cannot be written", path);
    }
    pixDestroy(&drawn);
    pixDestroy(&aged);
    form_truth_free(&truth);
    form_fill_free(&fill);
    form_free(&form);
    return rc;
}

static enum status draw_township(struct desk *desk, uint64_t seed,
                                 struct fault *fault)
{
    static struct township township;
    char form[PATH_ROOM], csv[PATH_ROOM], file[80];
    enum status rc;

    township_make(&township, seed);
    rc = township_write_csv(&township, desk->out, fault);
    for (size_t i = 0; i < SAMPLE_PAGES_N && rc == ST_OK; i++) {
        const struct sample_page *page = &SAMPLE_PAGES[i];

        snprintf(form, sizeof form, "%s/%s.yaml", desk->catalogue, page->form);
        snprintf(csv, sizeof csv, "%s/%s.csv", desk->out, page->csv);
        snprintf(file, sizeof file, "%llu-%02zu.png", (unsigned long long)seed,
                 i + 1);
        rc = draw_fill(desk, form, csv, file, page->style, page->age,
                       desk->clerk, fault);
    }
    return rc;
}

/* ---- an observatory's month: thousandths, the first figure left out ---- */

static void put_thousandths(FILE *csv, long value)
{
    long left = (value % 10000 + 10000) % 10000;

    fprintf(csv, ",%ld.%03ld", left / 1000, left % 1000);
}

/* The table's figures: parts, a column of row means, a row of column means. */
static void fill_month(struct desk *desk, long at[DAYS + 1][HOURS + 1])
{
    long now = 9300 + (long)roll(desk, 900);

    for (int day = 0; day < DAYS; day++)
        for (int hour = 0; hour < HOURS; hour++)
            at[day][hour] = now += (long)roll(desk, 25) - 12;
    for (int day = 0; day < DAYS; day++) {
        at[day][HOURS] = 0;
        for (int hour = 0; hour < HOURS; hour++)
            at[day][HOURS] += at[day][hour];
        at[day][HOURS] = lround((double)at[day][HOURS] / HOURS);
    }
    for (int hour = 0; hour <= HOURS; hour++) {
        at[DAYS][hour] = 0;
        for (int day = 0; day < DAYS; day++)
            at[DAYS][hour] += at[day][hour];
        at[DAYS][hour] = lround((double)at[DAYS][hour] / DAYS);
    }
}

static enum status write_month(struct desk *desk, const char *path,
                               struct fault *fault)
{
    long at[DAYS + 1][HOURS + 1];
    FILE *csv = fopen(path, "w");

    if (csv == NULL)
        return fault_set(fault, ST_IO, "%s: cannot be written", path);
    fill_month(desk, at);
    fputs("year,1898\nmonth,3\n\nday", csv);
    for (int hour = 1; hour <= HOURS; hour++)
        fprintf(csv, ",h%d", hour);
    fputs(",mean\n", csv);
    for (int row = 0; row <= DAYS; row++) {
        if (row < DAYS)
            fprintf(csv, "%d", row + 1);
        else
            fputs("Mean", csv);
        for (int hour = 0; hour <= HOURS; hour++)
            put_thousandths(csv, at[row][hour]);
        fputc('\n', csv);
    }
    return fclose(csv) == 0 ? ST_OK
                            : fault_set(fault, ST_IO, "%s: not written", path);
}

static enum status draw_month(struct desk *desk, uint64_t seed,
                              struct fault *fault)
{
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    struct age_options age = {.mode = AGE_GREY};
    char form[PATH_ROOM], csv[PATH_ROOM], file[80];
    enum status rc;

    snprintf(form, sizeof form, "%s/fort-william.yaml", desk->examples);
    snprintf(csv, sizeof csv, "%s/month.csv", desk->out);
    snprintf(file, sizeof file, "%llu-month.png", (unsigned long long)seed);
    style.font = FORM_FONT_SONG;
    style.rule_points = 0.6;
    rc = write_month(desk, csv, fault);
    if (rc == ST_OK)
        rc = draw_fill(desk, form, csv, file, style, age, false, fault);
    return rc;
}

static FILE *open_list(const struct desk *desk, const char *name,
                       const char *header)
{
    char path[PATH_ROOM];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", desk->out, name);
    file = fopen(path, "w");
    if (file == NULL) {
        fprintf(stderr, "draw_ledgers: %s cannot be written\n", path);
        exit(1);
    }
    fprintf(file, "%s\n", header);
    return file;
}

int main(int argc, char **argv)
{
    struct fault fault = {""};
    struct desk desk = {0};
    uint64_t seed;
    enum status rc;

    if (argc < 5) {
        fputs("usage: draw_ledgers CATALOGUE EXAMPLES OUT SEED "
              "[--clerk|--seals]\n",
              stderr);
        return 2;
    }
    seed = strtoull(argv[4], NULL, 10);
    desk = (struct desk){.catalogue = argv[1],
                         .examples = argv[2],
                         .out = argv[3],
                         .clerk = argc > 5 && strcmp(argv[5], "--clerk") == 0,
                         .seals = argc > 5 && strcmp(argv[5], "--seals") == 0,
                         .dice = seed * 7919 + 1};
    desk.truth = open_list(&desk, "truth.csv",
                           "file,page,form,row,column,value,written,state");
    desk.errors =
        open_list(&desk, "clerk_errors.csv", "file,page,row,column,was,now");
    rc = draw_township(&desk, seed, &fault);
    if (rc == ST_OK && !desk.clerk)
        rc = draw_month(&desk, seed, &fault);
    fclose(desk.truth);
    fclose(desk.errors);
    if (rc != ST_OK)
        fprintf(stderr, "draw_ledgers: %s\n", fault.text);
    return rc == ST_OK ? 0 : 1;
}
