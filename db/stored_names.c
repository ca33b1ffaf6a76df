#include "db/stored_names.h"

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const char *const page_states[] = {
    [DB_PAGE_WAITING] = "waiting", [DB_PAGE_READ] = "read",
    [DB_PAGE_REFUSED] = "refused", [DB_PAGE_FAILED] = "failed",
    [DB_PAGE_BLANK] = "blank",     [DB_PAGE_REPLACED] = "replaced",
};
static const char *const reading_states[] = {
    [READ_VALUE] = "value",         [READ_BLANK] = "blank",
    [READ_ZERO] = "zero",           [READ_DASH] = "dash",
    [READ_DITTO] = "ditto",         [READ_STRUCK] = "struck",
    [READ_ILLEGIBLE] = "illegible", [READ_WITHHELD] = "withheld",
};
static const char *const verdict_statuses[] = {
    [VERDICT_ACCEPTED] = "accepted",
    [VERDICT_REVIEW] = "review",
    [VERDICT_CONFIRMED] = "confirmed",
    [VERDICT_CORRECTED] = "corrected",
};
static const char *const severities[] = {
    [FINDING_ERROR] = "error",
    [FINDING_WARNING] = "warning",
    [FINDING_INFO] = "info",
};
static const char *const row_kinds[] = {
    [SHEET_ROW_BODY] = "body",
    [SHEET_ROW_TOTAL] = "total",
};
static const char *const sheet_parts[] = {"whole", "below", "unnamed"};
static const char *const hands[] = {
    [OCR_HAND_UNKNOWN] = "",
    [OCR_HAND_PRINT] = "print",
    [OCR_HAND_PEN] = "pen",
};

/* NULL for a number outside of the enum: the table's NOT NULL refuses it. */
static const char *name_at(const char *const *names, size_t n, size_t at)
{
    return at < n ? names[at] : NULL;
}

static size_t find_name(const char *const *names, size_t n, const char *name,
                        size_t otherwise)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return otherwise;
}

const char *db_page_state_name(enum db_page_state state)
{
    return name_at(page_states, COUNT(page_states), (size_t)state);
}

const char *db_reading_state_name(enum reading_state state)
{
    return name_at(reading_states, COUNT(reading_states), (size_t)state);
}

const char *db_hand_name(enum ocr_hand hand)
{
    return name_at(hands, COUNT(hands), (size_t)hand);
}

const char *db_verdict_status_name(enum verdict_status status)
{
    return name_at(verdict_statuses, COUNT(verdict_statuses), (size_t)status);
}

const char *db_severity_name(enum finding_severity severity)
{
    return name_at(severities, COUNT(severities), (size_t)severity);
}

const char *db_row_kind_name(enum sheet_row_kind kind)
{
    return name_at(row_kinds, COUNT(row_kinds), (size_t)kind);
}

const char *db_sheet_part_name(enum sheet_part part)
{
    return name_at(sheet_parts, COUNT(sheet_parts), (size_t)part);
}

enum db_page_state db_page_state_of(const char *name)
{
    return (enum db_page_state)find_name(page_states, COUNT(page_states), name,
                                         DB_PAGE_FAILED);
}

enum reading_state db_reading_state_of(const char *name)
{
    return (enum reading_state)find_name(reading_states, COUNT(reading_states),
                                         name, READ_ILLEGIBLE);
}

enum verdict_status db_verdict_status_of(const char *name)
{
    return (enum verdict_status)find_name(
        verdict_statuses, COUNT(verdict_statuses), name, VERDICT_REVIEW);
}

enum finding_severity db_severity_of(const char *name)
{
    return (enum finding_severity)find_name(severities, COUNT(severities), name,
                                            FINDING_ERROR);
}

enum sheet_row_kind db_row_kind_of(const char *name)
{
    return (enum sheet_row_kind)find_name(row_kinds, COUNT(row_kinds), name,
                                          SHEET_ROW_BODY);
}

enum sheet_part db_sheet_part_of(const char *name)
{
    return (enum sheet_part)find_name(sheet_parts, COUNT(sheet_parts), name,
                                      SHEET_WHOLE);
}
