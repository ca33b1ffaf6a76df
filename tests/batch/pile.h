/* A pile of drawn pages in an archive of its own, for tests that read it. */
#ifndef TZ_TESTS_BATCH_PILE_H
#define TZ_TESTS_BATCH_PILE_H

#include "batch/batch.h"
#include "db/archive.h"
#include "drawn_tables.h"
#include "temp_folder.h"

enum { WIDE = 3508, TALL = 2000, LEFT = 200, TOP = 120, PARTS_MAX = 8 };

/** Of the test that runs. */
struct pile {
    char folder[TEMP_PATH];
    struct db_archive *archive;
    struct form_catalogue catalogue;
    struct batch_totals totals; /* of the last reading */
    struct fault fault;
};
extern struct pile pile;

/** For cmocka, before and after each test. */
int pile_set_up(void **state);
int pile_tear_down(void **state);

/** Ends the test with the fault's words. */
void pile_must(enum status rc);

/** Take a drawn page in as the file @name; returns its page's number. */
int64_t pile_take(const struct drawn *drawn, const char *name);

/** One printed table of F5 on a page of its own. */
int64_t pile_take_cut(const char *name, const char *csv, struct drawn_cut cut);
int64_t pile_take_page(const char *name, const char *csv, enum drawn_part part);

void pile_read(bool again);

struct pile_sheets {
    struct db_sheet all[PARTS_MAX];
    size_t n;
};
struct pile_sheets pile_sheets(void);

/** Findings of one kind: how many, and what the last one says. */
struct pile_words {
    const char *check;
    int n;
    char text[512], cells[256], law[160];
    int page, row;
};
struct pile_words pile_findings(const char *check);

/** Sheets from @first to @last are one table of June. */
void pile_expect_joined(const struct pile_sheets *sheets, size_t first,
                        size_t last);

/** Nothing that `verify` would complain about. */
void pile_expect_sound(void);

/** The report of June gives this figure, from a cell on that file. */
void pile_expect_figure(const char *id, const char *text, const char *source);

#endif
