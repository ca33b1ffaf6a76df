/*
 * An archive with one drawn page of form Q1 (unit, c1, c2 <= c1, a total row),
 * of which five cells wait for a person: year, row 1 c1 (12), row 2 unit (西村)
 * and c2 (blank), the total of c1 (42).
 */
#ifndef TZ_TESTS_REVIEW_MADE_QUEUE_H
#define TZ_TESTS_REVIEW_MADE_QUEUE_H

#include "review/session.h"
#include "sample_sheet.h"
#include "temp_folder.h"

struct made_queue {
    char folder[TEMP_PATH], path[TEMP_PATH];
    struct db_archive *archive;
    struct sample sample;
    int64_t page;
    struct form_catalogue catalogue;
    struct fault fault;
};

void made_queue_make(struct made_queue *made);
void made_queue_remove(struct made_queue *made);

/** Store the page's outcome again, as reading it again would. */
void made_queue_read_again(struct made_queue *made);

/** A further page with the same content; its id. */
int64_t made_queue_add_page(struct made_queue *made, const char *name);

/** Options of @who without anything mixed in, page by page. */
struct review_options made_options(const char *who);

/** A session that must begin. */
void made_session(struct made_queue *made, struct review_session *session,
                  const struct review_options *options);

/** Press plain characters; '\n' is Enter, '\033' Escape, '\b' backspace. */
void made_press(struct review_session *session, const char *keys);

/** Everything on the screen of that size, a line each; new, free(). */
char *made_screen(struct review_session *session, int rows, int columns);

/** The cell as it stands. */
struct db_cell made_cell(struct made_queue *made, int row, const char *column);

#endif
