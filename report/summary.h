/*
 * The summary of a period: every figure with how sure it is, every way that
 * leads to it, and the cells each way rests on. The renderers only print it.
 */
#ifndef TZ_REPORT_SUMMARY_H
#define TZ_REPORT_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "db/archive.h"
#include "forms/definition.h"
#include "report/amount.h"
#include "report/catalogue.h"
#include "report/cell.h"
#include "report/period.h"

enum { REPORT_LACKS_MAX = 12, REPORT_VALUE_MAX = 32 };

/** Fewer persons than this can be recognised. */
enum { REPORT_SMALL = 5 };

enum report_state {
    REPORT_SURE,     /* every cell under it is accepted or seen by a person,
                        and nothing contradicts it */
    REPORT_DOUBTFUL,
    REPORT_MISSING,  /* no way leads to it */
    REPORT_HIDDEN,   /* below the township: too small to tell, or it would tell
                        such a one */
    REPORT_COUNTED   /* a rate on too few: its numerator and denominator are
                        told instead: "15/18" */
};

/** What a figure that is there rests on. */
enum report_standing {
    REPORT_CONFIRMED,  /* persons have looked at every cell */
    REPORT_ACCEPTED,   /* every cell is accepted or a person's */
    REPORT_UNREVIEWED, /* n_unreviewed cells wait for a person */
    REPORT_STATED,     /* on the office's own word, or the archive's count */
    REPORT_NO_STANDING /* there is no figure, or it is not told */
};

/** What a way to a figure lacks. */
enum report_lack_kind {
    LACK_SHEET,      /* no sheet of that form and period */
    LACK_UNITS,      /* fewer villages' sheets than villages: have, want */
    LACK_UNPLACED,   /* have sheets of that form are without a period */
    LACK_TOTAL_ROW,  /* the sheet has none */
    LACK_ROWS,       /* the sheet has no row besides its total */
    LACK_ROW,        /* the sheet has no row of that village */
    LACK_CELL,       /* blank, or not on the sheet */
    LACK_UNREADABLE, /* ink that is no number */
    LACK_PERIOD,     /* the period is too short for such sheets */
    LACK_FIGURE,     /* a figure that it rests on is missing */
    LACK_DIVISOR,    /* division by zero */
    LACK_PART,       /* what was found is less than half of what is reported */
    LACK_YEAR_KIND,  /* the form's year is the other kind of year */
    LACK_LATE,       /* the form counts late births the other way */
    LACK_MONTH,      /* a ledger has no row of the month `row` */
    LACK_NOTHING     /* the archive has nothing to count */
};

struct report_lack {
    enum report_lack_kind kind;
    char form[FORM_ID_MAX];
    char period[PERIOD_TEXT_MAX];
    char name[REPORT_NAME_MAX]; /* column or figure */
    int row;
    int have, want;
};

/** One cell under a figure; the cell belongs to the report. Its state is
 * READ_WITHHELD and its value empty where a report must not tell it. */
struct report_use {
    const struct report_cell *cell;
    int sign; /* +1 or -1; counted rows +1 */
};

/** One way to a figure, followed. */
struct report_source {
    const struct report_rule *rule;
    const char *village;         /* whose figure it is; NULL: the office's. Lent
                                    by the report */
    char periods[64];            /* "2025-12", "2025H1 2025H2", "" */
    bool complete;               /* it leads to a value */
    bool sure;                   /* all its cells are */
    bool early;                  /* from before the period's end */
    bool twice;                  /* sheets of one period that disagree */
    bool other_unit;             /* a sheet's unit is not quite the office's */
    bool period_doubt;           /* a sheet's year, month or half waits for a
                                    person */
    char base[24];               /* 常住, 户籍 ...; "" not stated */
    struct amount value;
    char text[REPORT_VALUE_MAX];
    double certainty;            /* that every cell is right: their product */
    struct report_use *uses;
    size_t n_uses;
    struct report_lack *lacks;   /* the first of what it lacks */
    size_t n_noted;              /* of lacks, up to REPORT_LACKS_MAX */
    size_t n_lacks;              /* all of them, also beyond lacks */
};

/** Numerator or denominator of a rate. */
struct report_part {
    const struct report_indicator *indicator; /* NULL: the figure is no rate */
    bool known;                  /* it is there, and told */
    char text[REPORT_VALUE_MAX]; /* rounded as its own definition says */
};

/** The same figure of another period. */
struct report_compared {
    char period[PERIOD_TEXT_MAX]; /* "" there is nothing to compare with */
    enum report_state state;
    char text[REPORT_VALUE_MAX];
    bool known;                  /* both are told: change holds */
    struct amount change;        /* of the figures as printed; of rates in
                                    percentage points (百分点, 千分点) */
    char change_text[REPORT_VALUE_MAX]; /* "+7", "-0.04", "0" */
};

struct report_figure {
    const struct report_indicator *indicator;
    enum report_state state;
    char text[REPORT_VALUE_MAX]; /* rounded; "" when missing or hidden */
    struct amount value;
    struct report_source *sources; /* indicator->n_rules */
    int chosen;                  /* index into sources; -1: missing */
    int agree, disagree;         /* other complete ways with the same value,
                                    and with another one */
    bool law_broken;
    bool unused;                 /* extra, missing, and the archive has no
                                    sheet of its forms: not worth a line */
    struct report_part numerator, denominator;
    enum report_standing standing;
    size_t n_cells, n_unreviewed; /* different cells under it */
    bool has_interval;           /* some unreviewed cell has other readings */
    struct amount low, high;     /* over all readings of unreviewed cells */
    char low_text[REPORT_VALUE_MAX], high_text[REPORT_VALUE_MAX];
    struct report_compared before, year_ago;
};

/** A sum over figures that could be looked at. */
struct report_law_result {
    const struct report_law *law;
    bool holds;
    char left[REPORT_VALUE_MAX], right[REPORT_VALUE_MAX];
};

/** A village's line of the breakdown. */
struct report_village {
    char name[SHEET_UNIT_MAX];
    struct report_figure *figures; /* report->n_breakdown */
};

/** A month of the period: the same figures, as far as sheets of that month
 * lead to them. */
struct report_month {
    char period[PERIOD_TEXT_MAX];  /* "2025-03" */
    struct report_figure *figures; /* report->n_figures */
};

/** A sheet that is due: of a form, a unit and a period. */
struct report_return {
    const struct report_form_name *form;
    char unit[SHEET_UNIT_MAX];
    char period[PERIOD_TEXT_MAX];
    enum report_return_state {
        RETURN_IN,      /* handed in by the deadline */
        RETURN_LATE,    /* handed in after it */
        RETURN_UNDATED, /* handed in; the sheet tells no day */
        RETURN_MISSING
    } state;
    char date[16];      /* 报出日期, "2025-02-03"; "" not read */
    char deadline[40];
    int copies;         /* sheets of it in the archive */
};

/** Problems of data on one form's sheets, by village. */
struct report_task {
    char form[FORM_ID_MAX];
    char unit[SHEET_UNIT_MAX];
    int review, errors, warnings, notes;
};

/** An item of 台帐资料验收表 of one village. */
struct report_acceptance {
    char unit[SHEET_UNIT_MAX];
    char item[SHEET_UNIT_MAX];
    char result[32];             /* 合格, 不合格; "" not filled in */
    char rework[16], date[16];
    enum report_signature {
        REPORT_UNSIGNED,
        REPORT_SIGNED,
        REPORT_NOT_TRANSCRIBED   /* the archive keeps no personal columns */
    } town, village;
    bool doubt;                  /* something of it waits for a person */
};

struct report {
    struct report_catalogue *catalogue;
    struct form_catalogue forms; /* as they are defined today: what is printed
                                    above the columns */
    char period[PERIOD_TEXT_MAX];
    char base[24];               /* 口径 of its figures; "" not stated */
    size_t n_other_base;         /* sheets of another population, left out */
    size_t n_no_base;            /* sheets that do not say whom they count, and
                                    are taken to count the same */
    char unit[SHEET_UNIT_MAX];
    bool below_township;         /* the unit is a village */
    bool keeps_personal;
    struct report_figure *figures; /* catalogue->n_indicators, its order */
    size_t n_figures;
    struct report_law_result *laws; /* those whose figures are all there */
    size_t n_laws;
    struct report_village *villages;
    size_t n_villages;
    size_t n_breakdown;          /* figures a village */
    struct report_month *months; /* of a year or a half-year, in order */
    size_t n_months;
    struct report_lack *missing; /* sheets that the usual ways lack, once each */
    size_t n_missing;
    struct db_finding *findings; /* of the period, errors first */
    size_t n_findings;
    size_t n_findings_withheld;  /* left out because they tell what is written
                                    in a withheld cell */
    struct report_return *returns; /* by form, unit and period */
    size_t n_returns;
    struct report_task *tasks;   /* by form and unit, those with problems */
    size_t n_tasks;
    struct report_acceptance *acceptance; /* by unit, as the sheets list them */
    size_t n_acceptance;
    struct db_counts counts;     /* pages: of the whole archive; sheets and cells:
                                    those of the period; findings: of it */
    /* figures that the summary lists, by their state ... */
    size_t n_sure, n_doubtful, n_lacking, n_hidden, n_counted;
    size_t n_unused;             /* missing, and of no form that is kept here;
                                    not among n_lacking */
    size_t n_unlisted;           /* one paper's word: for other tables */
    struct report_evidence *evidence; /* sheets and cells; private */
    struct report_crops *crops;  /* report/crop.h; NULL until gathered */
};

/**
 * Work the summary out.
 *
 * @period  "2025", "2025H1", "2025Q3", "2025-05", or "2025S" and "2025SH1" of
 *          the statistical year; NULL: the latest year in the archive that has
 *          more than a tenth of the busiest year's sheets
 * @unit    NULL: the unit on most of the office's own sheets; a village gives
 *          the village's own figures
 *
 * An archive without any sheet gives a summary in which all is missing.
 *
 * Returns ST_OK; ST_INPUT when @period is no period; ST_NONE when no sheet and
 * no row of a sheet is of @unit; ST_DB; ST_IO when the
 * catalogue is not found; ST_NOMEM. *out is NULL on failure; end it with
 * report_free().
 */
MUST_CHECK enum status report_summarise(struct db_archive *archive,
                                        const char *period, const char *unit,
                                        struct report **out,
                                        struct fault *fault);

/**
 * The same of a population (口径) by choice: 户籍 where most of the sheets
 * count 常住. Figures of two populations never stand in one report.
 *
 * @base  as the forms say it; NULL: the one on most of the office's sheets
 *
 * Returns as report_summarise(), also ST_NONE when no sheet counts @base.
 */
MUST_CHECK enum status report_summarise_base(struct db_archive *archive,
                                             const char *period,
                                             const char *unit, const char *base,
                                             struct report **out,
                                             struct fault *fault);
void report_free(struct report **report);

/** True for "2025", "2025H1", "2025Q3", "2025-05", "2025S" and "2025SH1". */
bool report_is_period(const char *text);

/** The figure of that id, or NULL. Lent. */
const struct report_figure *report_lookup(const struct report *report,
                                          const char *id);

#endif
