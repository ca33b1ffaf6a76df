/*
 * draw_queue ARCHIVE: an archive for tests of the screens, made without any
 * reading: two drawn sheets of form Q1 (villages, c1 = c2 + c3 + c4, c5) and
 * one of register Q2 with a personal column. What was "read" is written down
 * here, so that neither a font nor a model changes what a screen shows.
 *
 * Doubtful on each sheet of Q1: 41 for 47 in row 2 c3, the 7s of c5 (that of
 * row 5 is a 1), an illegible c1 in row 4, a struck c4 in row 3, and the
 * label of row 6.
 */
#include <leptonica/allheaders.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "db/archive.h"

enum {
    ROWS = 7,
    COLUMNS = 6,
    FIELDS = 2,
    LEFT = 60,
    TOP = 140,
    LABEL = 190,
    WIDE = 130,
    HIGH = 64,
    CELLS = FIELDS + ROWS * COLUMNS
};

static const char Q1[] =
    "form: Q1\nversion: 1\nname: {zh: 试表, en: Test form}\ntitles: [试表]\n"
    "period: month\nrows: {kind: unit, least: 2, ruled: yes,"
    " total_labels: [合计]}\nheader: {levels: 2, number_row: no}\n"
    "fields:\n  - {name: unit, label: 填报单位}\n"
    "  - {name: year, type: year}\n"
    "columns:\n"
    "  - {code: unit, header: [村名], type: text, label: yes}\n"
    "  - {code: c1, header: [已婚妇女, 合计], type: count, total: sum}\n"
    "  - {code: c2, header: [已婚妇女, 一孩], type: count, total: sum}\n"
    "  - {code: c3, header: [已婚妇女, 二孩], type: count, total: sum}\n"
    "  - {code: c4, header: [已婚妇女, 多孩], type: count, total: sum}\n"
    "  - {code: c5, header: [本月出生], type: count, total: sum}\n"
    "laws:\n  - law: c1 = c2 + c3 + c4\n";

static const char Q2[] =
    "form: Q2\nversion: 1\nname: {zh: 登记册, en: Register}\n"
    "titles: [登记册]\nperiod: year\n"
    "rows: {kind: person, least: 1, ruled: yes}\n"
    "header: {levels: 1, number_row: no}\n"
    "fields:\n  - {name: unit, label: 填报单位}\n"
    "  - {name: year, type: year}\n"
    "columns:\n"
    "  - {code: name, header: [姓名], type: text, personal: yes}\n"
    "  - {code: age, header: [年龄], type: count}\n";

/* What stands on the paper; what was read differs where it is doubtful. */
static const char *const PAPER[ROWS][COLUMNS] = {
    {"东村", "120", "60", "50", "10", "7"},
    {"西村", "96", "40", "47", "9", "7"},
    {"南村", "83", "30", "45", "8", "7"},
    {"北村", "104", "50", "44", "10", "3"},
    {"河村", "77", "27", "43", "7", "1"},
    {"山村", "65", "20", "40", "5", "7"},
    {"合计", "545", "227", "269", "49", "32"}};

static const struct {
    int row, column;
    const char *read, *rival;
    enum reading_state state;
    double confidence;
} DOUBTS[] = {
    {2, 3, "41", "47", READ_VALUE, 0.55},
    {1, 5, "7", "1", READ_VALUE, 0.90},
    {2, 5, "7", "1", READ_VALUE, 0.91},
    {3, 5, "7", "1", READ_VALUE, 0.92},
    {5, 5, "7", "1", READ_VALUE, 0.88},
    {6, 5, "7", "1", READ_VALUE, 0.93},
    {4, 1, "", NULL, READ_ILLEGIBLE, 0.05},
    {3, 4, "8", "18", READ_STRUCK, 0.80},
    {6, 0, "山村", "出村", READ_VALUE, 0.70},
};

static void must(enum status rc, const struct fault *fault)
{
    if (rc == ST_OK)
        return;
    fprintf(stderr, "draw_queue: %s: %s\n", status_text(rc), fault->text);
    exit(1);
}

/* ---- ink ---- */

static void draw_figure(struct Pix *pix, char figure, int x, int y, int size)
{
    static const char *const strokes[] = {
        "1030414536160501 10", "1120 26",   "011030414206 46",
        "0040224436160 5",     "3630 0444", "400003324436 06",
        "4012041636453304",    "0040 16",   "1030410405163645440110",
        "42301001134236 16"};
    const char *at = figure == '-' ? "0343" : strokes[figure - '0'];
    int last_x = -1, last_y = -1;
    char plain[64];
    size_t n = 0;

    for (; *at != '\0'; at++)
        if (*at != ' ')
            plain[n++] = *at;
    for (size_t i = 0; i + 1 < n; i += 2) {
        int to_x = x + (plain[i] - '0') * size / 6;
        int to_y = y + (plain[i + 1] - '0') * size / 6;
        if (last_x >= 0)
            (void)pixRenderLine(pix, last_x, last_y, to_x, to_y, 4,
                                L_SET_PIXELS);
        last_x = to_x;
        last_y = to_y;
    }
}

/* A word is drawn as the crossed boxes of its length: fonts differ. */
static void draw_word(struct Pix *pix, const char *word, int x, int y)
{
    for (size_t i = 0; i < text_length(word); i++, x += 38) {
        struct Box *box = boxCreate(x, y, 30, 30);
        (void)pixRenderBox(pix, box, 3, L_SET_PIXELS);
        boxDestroy(&box);
        (void)pixRenderLine(pix, x, y + 15, x + 30, y + 15, 3, L_SET_PIXELS);
        (void)pixRenderLine(pix, x + 15, y, x + 15, y + 40, 3, L_SET_PIXELS);
    }
}

static void draw_text(struct Pix *pix, const char *text, struct scan_box box)
{
    int x = box.x + box.w - 24 - 26 * (int)strlen(text), y = box.y + 14;

    if ((unsigned char)text[0] >= 0x80) {
        draw_word(pix, text, box.x + 24, y);
        return;
    }
    for (; *text != '\0'; text++, x += 26)
        draw_figure(pix, *text, x, y, 36);
}

static struct scan_box box_of(int row, int column)
{
    if (row == 0)
        return (struct scan_box){LEFT + column * 400, 30, 300, 60};
    return (struct scan_box){
        column == 0 ? LEFT : LEFT + LABEL + (column - 1) * WIDE,
        TOP + (row - 1) * HIGH, column == 0 ? LABEL : WIDE, HIGH};
}

static void draw_rules(struct Pix *pix, int rows, int columns)
{
    int right = LEFT + LABEL + (columns - 1) * WIDE, bottom = TOP + rows * HIGH;

    for (int row = 0; row <= rows; row++)
        (void)pixRenderLine(pix, LEFT, TOP + row * HIGH, right,
                            TOP + row * HIGH, 2, L_SET_PIXELS);
    for (int i = 0; i <= columns; i++) {
        int x = i == 0 ? LEFT : LEFT + LABEL + (i - 1) * WIDE;
        (void)pixRenderLine(pix, x, TOP, x, bottom, 2, L_SET_PIXELS);
    }
}

static void write_page(struct Pix *ink, const char *path)
{
    struct Pix *grey = pixConvert1To8(NULL, ink, 245, 30);

    if (pixWriteImpliedFormat(path, grey, 0, 0) != 0)
        exit(1);
    pixDestroy(&grey);
}

static void draw_sheet(const char *path, int shift)
{
    struct Pix *pix = pixCreate(1000, 660, 1);

    draw_rules(pix, ROWS, COLUMNS);
    draw_text(pix, "2025", box_of(0, 1));
    for (int row = 1; row <= ROWS; row++)
        for (int i = 0; i < COLUMNS; i++) {
            struct scan_box box = box_of(row, i);
            box.x -= shift;
            draw_text(pix, PAPER[row - 1][i], box);
        }
    /* The struck 18 before the 8, and ink over what cannot be read. */
    (void)pixRenderLine(pix, 580, 294, 640, 304, 4, L_SET_PIXELS);
    draw_text(pix, "18", (struct scan_box){500, 268, WIDE, HIGH});
    for (int i = 0; i < 12; i++)
        (void)pixRenderLine(pix, 290, 345 + i * 3, 370, 335 + i * 4, 3,
                            L_SET_PIXELS);
    write_page(pix, path);
    pixDestroy(&pix);
}

static void draw_register(const char *path)
{
    struct Pix *pix = pixCreate(600, 400, 1);

    draw_rules(pix, 2, 2);
    draw_text(pix, "王二", box_of(1, 0));
    draw_text(pix, "31", box_of(1, 1));
    draw_text(pix, "李三", box_of(2, 0));
    draw_text(pix, "28", box_of(2, 1));
    write_page(pix, path);
    pixDestroy(&pix);
}

/* ---- what was read ---- */

struct made {
    struct sheet sheet;
    struct sheet_row rows[ROWS];
    struct sheet_cell cells[CELLS];
    struct verdict verdicts[CELLS];
    struct check_result result;
};

static void add_cell(struct made *made, int row, int column, const char *value,
                     const char *rival, enum reading_state state,
                     double confidence)
{
    struct sheet_cell *cell = &made->cells[made->sheet.n_cells];
    struct verdict *verdict = &made->verdicts[made->sheet.n_cells++];

    *cell = (struct sheet_cell){
        .row = row, .column = column, .box = box_of(row, column)};
    cell->reading = (struct reading){.state = state, .ink = 0.1};
    snprintf(cell->reading.engine, sizeof cell->reading.engine, "drawn");
    for (int i = 0; i < (rival == NULL ? value[0] != '\0' : 2); i++) {
        struct ocr_candidate *c = &cell->reading.candidates[i];
        snprintf(c->text, sizeof c->text, "%s", i == 0 ? value : rival);
        snprintf(c->value, sizeof c->value, "%s", i == 0 ? value : rival);
        c->score = i == 0 ? 0.7 : 0.3;
        cell->reading.n_candidates++;
    }
    *verdict = (struct verdict){.state = state,
                                .confidence = confidence,
                                .status = confidence < 0.98 ? VERDICT_REVIEW
                                                            : VERDICT_ACCEPTED,
                                .why = "reading only"};
    snprintf(verdict->value, sizeof verdict->value, "%s", value);
}

static void add_sheet_cells(struct made *made)
{
    for (int row = 1; row <= ROWS; row++)
        for (int column = 0; column < COLUMNS; column++) {
            const char *value = PAPER[row - 1][column], *rival = NULL;
            enum reading_state state = READ_VALUE;
            double confidence = 0.995;
            for (size_t i = 0; i < sizeof DOUBTS / sizeof *DOUBTS; i++)
                if (DOUBTS[i].row == row && DOUBTS[i].column == column) {
                    value = DOUBTS[i].read;
                    rival = DOUBTS[i].rival;
                    state = DOUBTS[i].state;
                    confidence = DOUBTS[i].confidence;
                }
            add_cell(made, row, column, value, rival, state, confidence);
        }
}

static void begin_sheet(struct made *made, const char *form, const char *unit,
                        const char *period, int rows)
{
    *made = (struct made){
        .sheet = {.form_version = 1, .match_score = 1, .n_rows = rows}};
    made->sheet.rows = made->rows;
    made->sheet.cells = made->cells;
    snprintf(made->sheet.form, sizeof made->sheet.form, "%s", form);
    snprintf(made->sheet.unit, sizeof made->sheet.unit, "%s", unit);
    snprintf(made->sheet.period, sizeof made->sheet.period, "%s", period);
    add_cell(made, 0, 0, unit, NULL, READ_VALUE, 0.999);
    add_cell(made, 0, 1, "2025", NULL, READ_VALUE, 0.999);
}

static void store(struct db_archive *archive, const char *path,
                  struct made *made, const struct form *form)
{
    struct fault fault = {""};
    enum db_taken taken;
    struct db_page page;
    struct db_table table;

    made->result = (struct check_result){.verdicts = made->verdicts,
                                         .n_verdicts = made->sheet.n_cells};
    must(db_take_original(archive, path, 1, &taken, NULL, 0, &fault), &fault);
    must(db_find_taken_page(archive, path, 1, &page, &fault), &fault);
    table = (struct db_table){
        .sheet = &made->sheet, .form = form, .result = &made->result};
    must(db_store_outcome(archive, page.id,
                          &(struct db_outcome){.state = DB_PAGE_READ,
                                               .tables = &table,
                                               .n_tables = 1},
                          &fault),
         &fault);
}

static void store_sheets(struct db_archive *archive, const char *folder,
                         const struct form_catalogue *forms)
{
    static struct made made;
    char path[4096], period[24];

    for (int month = 1; month <= 2; month++) {
        snprintf(path, sizeof path, "%s/sheet-%d.png", folder, month);
        snprintf(period, sizeof period, "2025-%02d", month);
        draw_sheet(path, 3 * month);
        begin_sheet(&made, "Q1", "清水镇", period, ROWS);
        for (int row = 0; row < ROWS; row++)
            snprintf(made.rows[row].label, sizeof made.rows[row].label, "%s",
                     PAPER[row][0]);
        made.rows[ROWS - 1].kind = SHEET_ROW_TOTAL;
        add_sheet_cells(&made);
        store(archive, path, &made, form_catalogue_lookup(forms, "Q1"));
        (void)remove(path);
    }
    snprintf(path, sizeof path, "%s/register.png", folder);
    draw_register(path);
    begin_sheet(&made, "Q2", "清水镇", "2025", 2);
    add_cell(&made, 1, 0, "王二", "王三", READ_VALUE, 0.6);
    add_cell(&made, 1, 1, "31", "37", READ_VALUE, 0.6);
    add_cell(&made, 2, 0, "李三", NULL, READ_VALUE, 0.99);
    add_cell(&made, 2, 1, "28", NULL, READ_VALUE, 0.99);
    store(archive, path, &made, form_catalogue_lookup(forms, "Q2"));
    (void)remove(path);
}

static void write_text(const char *folder, const char *name, const char *text)
{
    char path[4096];
    FILE *out;

    snprintf(path, sizeof path, "%s/forms/%s", folder, name);
    out = fopen(path, "w");
    if (out == NULL || fputs(text, out) < 0 || fclose(out) != 0)
        exit(1);
}

int main(int argc, char **argv)
{
    struct db_archive *archive = NULL;
    struct form_catalogue forms = {0};
    struct fault fault = {""};
    char path[4096];

    if (argc != 2) {
        fputs("usage: draw_queue ARCHIVE\n", stderr);
        return 2;
    }
    must(db_create(argv[1], (struct db_init_options){.keep_personal = true},
                   &fault),
         &fault);
    write_text(argv[1], "Q1-1.yaml", Q1);
    write_text(argv[1], "Q2-1.yaml", Q2);
    must(db_open(argv[1], &archive, &fault), &fault);
    snprintf(path, sizeof path, "%s/forms", argv[1]);
    must(form_catalogue_load(path, &forms, &fault), &fault);
    store_sheets(archive, argv[1], &forms);
    form_catalogue_clear(&forms);
    db_close(&archive);
    return 0;
}
