#include "pile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/summary.h"

struct pile pile;

static char archive_path[TEMP_PATH];

void pile_must(enum status rc)
{
    if (rc != ST_OK)
        fail_msg("%s", pile.fault.text);
}

int pile_set_up(void **state)
{
    (void)state;
    temp_folder_make(pile.folder);
    temp_path(archive_path, pile.folder, "archive");
    pile_must(
        db_create(archive_path, (struct db_init_options){0}, &pile.fault));
    pile_must(db_open(archive_path, &pile.archive, &pile.fault));
    pile_must(form_catalogue_load(NULL, &pile.catalogue, &pile.fault));
    return 0;
}

int pile_tear_down(void **state)
{
    (void)state;
    db_close(&pile.archive);
    form_catalogue_clear(&pile.catalogue);
    temp_folder_remove(pile.folder);
    return 0;
}

int64_t pile_take(const struct drawn *drawn, const char *name)
{
    char path[TEMP_PATH];
    enum db_taken taken;
    struct db_page page;

    temp_path(path, pile.folder, name);
    drawn_write(drawn, path);
    pile_must(
        db_take_original(pile.archive, path, 1, &taken, NULL, 0, &pile.fault));
    pile_must(db_find_named_page(pile.archive, name, &page, &pile.fault));
    return page.id;
}

int64_t pile_take_cut(const char *name, const char *csv, struct drawn_cut cut)
{
    struct drawn drawn;
    int64_t id;

    drawn_start(&drawn, WIDE, TALL);
    (void)drawn_add(&drawn, form_catalogue_lookup(&pile.catalogue, "F5"), csv,
                    cut, LEFT, TOP);
    id = pile_take(&drawn, name);
    drawn_end(&drawn);
    return id;
}

int64_t pile_take_page(const char *name, const char *csv, enum drawn_part part)
{
    return pile_take_cut(name, csv, (struct drawn_cut){.part = part});
}

void pile_read(bool again)
{
    struct batch_options options = BATCH_OPTIONS_DEFAULT;

    options.again = again;
    pile_must(batch_read(pile.archive, options, (struct batch_listener){0},
                         &pile.totals, &pile.fault));
}

static void say(const char *line, void *context)
{
    (void)context;
    print_message("%s\n", line);
}

static enum status note_sheet(const struct db_sheet *sheet, void *context)
{
    struct pile_sheets *sheets = context;

    assert_true(sheets->n < PARTS_MAX);
    sheets->all[sheets->n++] = *sheet;
    return ST_OK;
}

struct pile_sheets pile_sheets(void)
{
    struct pile_sheets sheets = {.n = 0};

    pile_must(db_each_sheet(pile.archive, DB_FILTER_ALL, note_sheet, &sheets,
                            &pile.fault));
    return sheets;
}

static enum status note_finding(const struct db_finding *finding, void *context)
{
    struct pile_words *words = context;

    if (strcmp(finding->check, words->check) != 0)
        return ST_OK;
    words->n++;
    snprintf(words->text, sizeof words->text, "%s", finding->explanation_en);
    snprintf(words->cells, sizeof words->cells, "%.255s", finding->cells);
    snprintf(words->law, sizeof words->law, "%s", finding->law);
    words->row = finding->row;
    return ST_OK;
}

struct pile_words pile_findings(const char *check)
{
    struct pile_words words = {.check = check};

    pile_must(db_each_finding(pile.archive, DB_FILTER_ALL, note_finding, &words,
                              &pile.fault));
    return words;
}

void pile_expect_joined(const struct pile_sheets *sheets, size_t first,
                        size_t last)
{
    for (size_t i = first; i <= last; i++) {
        assert_string_equal(sheets->all[i].form, "F5");
        assert_string_equal(sheets->all[i].unit, "青石镇");
        assert_string_equal(sheets->all[i].period, "2025-06");
        assert_true(sheets->all[i].whole_id == sheets->all[first].id);
    }
}

void pile_expect_sound(void)
{
    pile_must(db_verify(pile.archive, say, NULL, &pile.fault));
}

void pile_expect_figure(const char *id, const char *text, const char *source)
{
    struct report *report = NULL;
    const struct report_figure *figure;

    pile_must(
        report_summarise(pile.archive, "2025-06", NULL, &report, &pile.fault));
    figure = report_lookup(report, id);
    assert_non_null(figure);
    assert_string_equal(figure->text, text);
    assert_true(figure->chosen >= 0);
    assert_true(figure->sources[figure->chosen].n_uses > 0);
    assert_string_equal(figure->sources[figure->chosen].uses[0].cell->source,
                        source);
    report_free(&report);
}
