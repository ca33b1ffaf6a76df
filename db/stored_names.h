/*
 * The words that stand in the database for our enums. They belong to the file
 * format: an export may one day say something else, these must not change.
 */
#ifndef TZ_DB_STORED_NAMES_H
#define TZ_DB_STORED_NAMES_H

#include "db/archive.h"

const char *db_page_state_name(enum db_page_state state);
const char *db_reading_state_name(enum reading_state state);
const char *db_verdict_status_name(enum verdict_status status);
const char *db_severity_name(enum finding_severity severity);
const char *db_row_kind_name(enum sheet_row_kind kind);
const char *db_sheet_part_name(enum sheet_part part);
const char *db_hand_name(enum ocr_hand hand);

/* The way back. A word that no program of ours writes gives the value that
 * asks for a look: failed, illegible, review, error, body, whole. */
enum db_page_state db_page_state_of(const char *name);
enum reading_state db_reading_state_of(const char *name);
enum verdict_status db_verdict_status_of(const char *name);
enum finding_severity db_severity_of(const char *name);
enum sheet_row_kind db_row_kind_of(const char *name);
enum sheet_part db_sheet_part_of(const char *name);

#endif
