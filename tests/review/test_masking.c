/*
 * Persons' names stay where they are: two papers that differ in nothing but the
 * ink of the names look the same on every screen, but in the question of the
 * name itself.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <leptonica/allheaders.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "made_queue.h"

enum { ROWS = 2, COLUMNS = 2, CELLS = 1 + ROWS * COLUMNS };

static const char REGISTER[] =
    "form: P1\nversion: 1\nname: {zh: 登记册, en: Register}\n"
    "titles: [登记册]\nperiod: year\n"
    "rows: {kind: person, least: 1, ruled: yes}\n"
    "header: {levels: 1, number_row: no}\n"
    "fields:\n  - {name: year, type: year}\n"
    "columns:\n"
    "  - {code: name, header: [姓名], type: text, personal: yes}\n"
    "  - {code: age, header: [年龄], type: count}\n";

static struct fault fault;

static void must(enum status rc)
{
    if (rc != ST_OK)
        fail_msg("%s: %s", status_text(rc), fault.text);
}

static struct scan_box box_of(int row, int column)
{
    return (struct scan_box){row == 0 ? 60 : 60 + 200 * column,
                             row == 0 ? 20 : 120 + 64 * (row - 1), 200, 64};
}

/* Ages as upright strokes; a name as so many strokes. */
static void draw_page(const char *path, int strokes)
{
    struct Pix *pix = pixCreate(520, 320, 8);

    pixSetAllArbitrary(pix, 250);
    for (int row = 1; row <= ROWS; row++)
        for (int i = 0; i < strokes + 1; i++) {
            struct scan_box cell = box_of(row, i == strokes);
            struct Box *stroke = boxCreate(
                cell.x + 20 + (i == strokes ? 60 : i * 26), cell.y + 12, 9, 40);
            pixSetInRectArbitrary(pix, stroke, 20);
            boxDestroy(&stroke);
        }
    assert_int_equal(pixWriteImpliedFormat(path, pix, 0, 0), 0);
    pixDestroy(&pix);
}

/* ---- an archive of one such page ---- */

struct made_register {
    char folder[TEMP_PATH];
    struct db_archive *archive;
    struct form_catalogue catalogue;
};

static void fill(struct sheet *sheet, struct verdict *verdicts, bool kept)
{
    for (int i = 0; i < CELLS; i++) {
        struct sheet_cell *cell = &sheet->cells[i];
        bool name = i > 0 && (i - 1) % COLUMNS == 0;
        const char *text = i == 0 ? "2025" : name ? "王二" : "31";
        bool withheld = name && !kept;

        cell->row = i == 0 ? 0 : (i - 1) / COLUMNS + 1;
        cell->column = i == 0 ? 0 : (i - 1) % COLUMNS;
        cell->box = box_of(cell->row, cell->column);
        cell->reading.state = withheld ? READ_WITHHELD : READ_VALUE;
        verdicts[i] = (struct verdict){
            .state = cell->reading.state,
            .confidence = withheld ? 1 : 0.6,
            .status = withheld || i == 0 ? VERDICT_ACCEPTED : VERDICT_REVIEW};
        if (withheld)
            continue;
        snprintf(cell->reading.engine, sizeof cell->reading.engine, "drawn");
        snprintf(cell->reading.candidates[0].text, OCR_TEXT_MAX, "%s", text);
        snprintf(cell->reading.candidates[0].value, OCR_TEXT_MAX, "%s", text);
        cell->reading.candidates[0].score = 0.6;
        cell->reading.n_candidates = 1;
        snprintf(verdicts[i].value, OCR_TEXT_MAX, "%s", text);
    }
}

static void store(struct made_register *made, bool kept, const char *path)
{
    static struct sheet_cell cells[CELLS];
    static struct sheet_row rows[ROWS];
    static struct verdict verdicts[CELLS];
    struct sheet sheet = {.form = "P1",
                          .form_version = 1,
                          .unit = "清水镇",
                          .period = "2025",
                          .rows = rows,
                          .n_rows = ROWS,
                          .cells = cells,
                          .n_cells = CELLS};
    struct check_result result = {.verdicts = verdicts, .n_verdicts = CELLS};
    struct db_table table = {.sheet = &sheet,
                             .form =
                                 form_catalogue_lookup(&made->catalogue, "P1"),
                             .result = &result};
    enum db_taken taken;
    struct db_page page;

    memset(cells, 0, sizeof cells);
    fill(&sheet, verdicts, kept);
    must(db_take_original(made->archive, path, 1, &taken, NULL, 0, &fault));
    must(db_find_taken_page(made->archive, path, 1, &page, &fault));
    must(db_store_outcome(made->archive, page.id,
                          &(struct db_outcome){.state = DB_PAGE_READ,
                                               .tables = &table,
                                               .n_tables = 1},
                          &fault));
}

static void make(struct made_register *made, bool kept, int strokes)
{
    char path[TEMP_PATH], forms[TEMP_PATH];

    *made = (struct made_register){.folder = ""};
    temp_folder_make(made->folder);
    temp_path(path, made->folder, "archive");
    must(db_create(path, (struct db_init_options){.keep_personal = kept},
                   &fault));
    must(db_open(path, &made->archive, &fault));
    temp_path(forms, path, "forms");
    temp_path(path, forms, "P1-1.yaml");
    temp_write(path, REGISTER, strlen(REGISTER));
    must(form_catalogue_load(forms, &made->catalogue, &fault));
    temp_path(path, made->folder, "page.png");
    draw_page(path, strokes);
    store(made, kept, path);
}

static void remove_register(struct made_register *made)
{
    form_catalogue_clear(&made->catalogue);
    db_close(&made->archive);
    temp_folder_remove(made->folder);
}

/* The screen after these keys; new. */
static char *screen(bool kept, int strokes, const char *keys,
                    enum ink_symbols symbols)
{
    struct made_register made;
    struct review_session session;
    struct review_options options = made_options("li");
    char *text;

    options.symbols = symbols;
    make(&made, kept, strokes);
    must(session_begin(&session, made.archive, &made.catalogue, &options,
                       &fault));
    made_press(&session, keys);
    text = made_screen(&session, 40, 120);
    session_end(&session);
    remove_register(&made);
    return text;
}

static const enum ink_symbols SYMBOLS[] = {INK_BLOCKS, INK_BRAILLE, INK_ASCII};

static void expect_same(bool kept, const char *keys, bool same)
{
    for (size_t i = 0; i < sizeof SYMBOLS / sizeof *SYMBOLS; i++) {
        char *one = screen(kept, 2, keys, SYMBOLS[i]);
        char *other = screen(kept, 5, keys, SYMBOLS[i]);

        if ((strcmp(one, other) == 0) != same)
            fail_msg("keys \"%s\":\n%s---\n%s", keys, one, other);
        assert_null(same ? strstr(one, "王二") : NULL);
        free(one);
        free(other);
    }
}

/* Every view of an archive that keeps no persons, begun at the age. */
static void names_are_not_seen(void **state)
{
    (void)state;
    expect_same(false, "", true);
    expect_same(false, "v", true);
    expect_same(false, "v+++", true);
    expect_same(false, "t", true);
    expect_same(false, "tv", true);
    expect_same(false, "c", true);
    expect_same(false, "\n", true);
}

/* Where they are kept, the name's own question shows it and nothing else. */
static void a_kept_name_is_seen_in_its_question(void **state)
{
    (void)state;
    expect_same(true, "", false);
    expect_same(true, "*", true);
    expect_same(true, "*v", true);
    expect_same(true, "*c", true);
}

/* What a terminal draws by itself is masked as well. */
static void pictures_are_masked(void **state)
{
    struct made_register made;
    struct review_session session;
    struct review_options options = made_options("li");
    struct canvas canvas[2] = {{0}, {0}};

    (void)state;
    options.symbols = INK_PIXELS;
    for (int i = 0; i < 2; i++) {
        make(&made, false, i == 0 ? 2 : 5);
        must(session_begin(&session, made.archive, &made.catalogue, &options,
                           &fault));
        must(canvas_size(&canvas[i], 40, 120, &fault));
        session_draw(&session, &canvas[i]);
        session_end(&session);
        remove_register(&made);
    }
    assert_int_equal(canvas[0].n_pictures, 3);
    assert_int_equal(canvas[1].n_pictures, 3);
    for (int i = 0; i < 3; i++) {
        l_int32 same = 0;
        assert_int_equal(pixEqual(canvas[0].pictures[i].pix,
                                  canvas[1].pictures[i].pix, &same),
                         0);
        assert_true(same);
    }
    canvas_free(&canvas[0]);
    canvas_free(&canvas[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_not_seen),
        cmocka_unit_test(a_kept_name_is_seen_in_its_question),
        cmocka_unit_test(pictures_are_masked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
