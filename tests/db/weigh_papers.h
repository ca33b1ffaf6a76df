/* Three months' lists of three villages, to be read and weighed in turn. */
#ifndef TZ_TESTS_WEIGH_PAPERS_H
#define TZ_TESTS_WEIGH_PAPERS_H

#include "db/archive.h"
#include "temp_folder.h"

enum { MONTHS = 3, UNITS = 3, COLUMNS = 3, FIELDS = 1 };

struct weigh_paper {
    struct sheet sheet;
    struct sheet_row rows[UNITS + 1];
    struct sheet_cell cells[FIELDS + (UNITS + 1) * COLUMNS];
};

struct weigh_papers {
    char folder[TEMP_PATH];
    struct db_archive *archive;
    struct form *form;
    struct form_catalogue catalogue;
    struct weigh_paper papers[MONTHS];
    int64_t pages[MONTHS]; /* 0: not taken in yet */
};

extern struct fault weigh_fault;

/** Fails the test with what was said. */
void weigh_must(enum status rc);

/** Of a village at the end of a month, both from 0. */
int weigh_people(int unit, int month);

struct sheet_cell *weigh_paper_cell(struct weigh_paper *paper, int row,
                                    int column);

/** Row and total are misread alike, so that the sheet alone agrees with it. */
void weigh_misread(struct weigh_paper *paper, int row, int column, int more);

/** All papers filled, an archive that has none of them. */
void weigh_papers_make(struct weigh_papers *f);
void weigh_papers_end(struct weigh_papers *f);

/** Read a month as `taizhang read` does. */
void weigh_papers_read(struct weigh_papers *f, int month);

struct db_weighed weigh_papers_weigh(struct weigh_papers *f);

/** The archive agrees with its history. */
void weigh_papers_verify(struct weigh_papers *f);

/** @column  NULL: any */
struct db_cell weigh_papers_find(struct weigh_papers *f, const char *source,
                                 int row, const char *column);

#endif
