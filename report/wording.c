#include "report/wording.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "forms/column_head.h"

const char *wording_name(const struct report_indicator *indicator,
                         enum report_language language)
{
    return language == REPORT_CHINESE ? indicator->zh : indicator->en;
}

const char *wording_unit(const struct report_indicator *indicator,
                         enum report_language language)
{
    const char *unit = language == REPORT_CHINESE ? indicator->unit_zh
                                                  : indicator->unit_en;
    return unit != NULL ? unit : "";
}

const char *wording_change_unit(const struct report_indicator *indicator,
                                enum report_language language)
{
    const char *unit = wording_unit(indicator, language);
    bool chinese = language == REPORT_CHINESE;

    if (strcmp(unit, "%") == 0)
        return chinese ? "个百分点" : " percentage points";
    if (strcmp(unit, "‰") == 0)
        return chinese ? "个千分点" : " points per thousand";
    return chinese ? unit : "";
}

const char *wording_state(enum report_state state)
{
    switch (state) {
    case REPORT_SURE:
        return _("sure");
    case REPORT_DOUBTFUL:
        return _("to be checked");
    case REPORT_MISSING:
        return _("missing");
    case REPORT_HIDDEN:
        return _("suppressed");
    case REPORT_COUNTED:
        return _("too few for a rate");
    }
    return "";
}

const char *wording_state_code(enum report_state state)
{
    switch (state) {
    case REPORT_SURE:
        return "sure";
    case REPORT_DOUBTFUL:
        return "doubtful";
    case REPORT_MISSING:
        return "missing";
    case REPORT_HIDDEN:
        return "suppressed";
    case REPORT_COUNTED:
        return "counted";
    }
    return "";
}

/* A village has its row on the office's sheets, and of its own the total. */
static const char *rows_text(const struct report_rule *rule,
                             const char *village)
{
    switch (rule->rows) {
    case REPORT_TOTAL_ROW:
        return rule->units == REPORT_ALL_UNITS && village == NULL
                   ? _("total rows of all villages")
                   : _("total row");
    case REPORT_BODY_ROWS:
        return _("sum of the rows");
    case REPORT_COUNT_ROWS:
        return _("rows counted");
    case REPORT_MONTH_ROWS:
        return _("rows of the months");
    case REPORT_FIRST_MONTH_ROW:
        return _("row of the first month");
    case REPORT_LAST_MONTH_ROW:
        return _("row of the last month");
    }
    return "";
}

static bool is_village_row(const struct report_source *source)
{
    const struct report_rule *rule = source->rule;

    return source->village != NULL && rule->units == REPORT_OFFICE &&
           (rule->rows == REPORT_TOTAL_ROW || rule->rows == REPORT_BODY_ROWS ||
            rule->rows == REPORT_COUNT_ROWS);
}

/* Ways that do not lead to paper. */
static void wording_word(const struct report_rule *rule, char *text,
                         size_t size)
{
    if (rule->given != NULL)
        snprintf(text, size, _("stated by the office: %s"), rule->stated);
    else
        snprintf(text, size, "%s", _("counted in the archive"));
}

/* @form NULL: columns by code. */
static void word_source(const struct form *form,
                        const struct report_source *source, char *text,
                        size_t size)
{
    const struct report_rule *rule = source->rule;
    char columns[WORDING_MAX / 2], row[SHEET_UNIT_MAX + 32];

    if (rule->form != NULL) {
        columns_named(columns_of(form),
                      rule->cells != NULL ? rule->cells : rule->where,
                      columns, sizeof columns);
        if (is_village_row(source))
            snprintf(row, sizeof row, _("row of %s"), source->village);
        else
            snprintf(row, sizeof row, "%s", rows_text(rule, source->village));
        snprintf(text, size, _("%s %s, %s, %s"), rule->form, source->periods,
                 row, columns);
    } else if (rule->of != NULL) {
        snprintf(text, size, "%s / %s × %d", rule->of, rule->to,
                 rule->times);
    } else if (rule->figures != NULL) {
        snprintf(text, size, "%s", rule->figures);
    } else {
        wording_word(rule, text, size);
    }
}

void wording_source(const struct report *report,
                    const struct report_source *source, char *text,
                    size_t size)
{
    const char *form = source->rule->form;

    word_source(form == NULL ? NULL
                             : form_catalogue_lookup(&report->forms, form),
                source, text, size);
}

void wording_source_codes(const struct report_source *source, char *text,
                          size_t size)
{
    word_source(NULL, source, text, size);
}

static const char *figure_name(const struct report_catalogue *catalogue,
                               const char *id, enum report_language language)
{
    int at = report_find_indicator(catalogue, id);
    return at < 0 ? id : wording_name(&catalogue->indicators[at], language);
}

void wording_rule(const struct report *report,
                  const struct report_source *source,
                  enum report_language language, char *text, size_t size)
{
    const struct report_catalogue *catalogue = report->catalogue;
    const struct report_rule *rule = source->rule;
    bool in_parts = rule->over > 1 && rule->terms.n > 1;
    size_t used = 0;

    if (rule->of == NULL && rule->figures == NULL) {
        wording_source(report, source, text, size);
        return;
    }
    if (rule->of != NULL) {
        snprintf(text, size, "%s / %s × %d",
                 figure_name(catalogue, rule->of, language),
                 figure_name(catalogue, rule->to, language), rule->times);
        return;
    }
    for (size_t i = 0; i < rule->terms.n && used < size; i++) {
        const struct report_term *term = &rule->terms.term[i];
        const char *sign = term->sign < 0 ? " − "
                           : i > 0        ? " + "
                           : in_parts     ? "("
                                          : "";
        used += (size_t)snprintf(text + used, size - used, "%s%s", sign,
                                 figure_name(catalogue, term->name,
                                             language));
    }
    if (rule->over > 1 && used < size)
        snprintf(text + used, size - used, "%s ÷ %d", in_parts ? ")" : "",
                 rule->over);
}

void wording_agreement(const struct report_figure *figure, char *text,
                       size_t size)
{
    int used = 0;

    text[0] = '\0';
    if (figure->agree > 0)
        used = snprintf(text, size,
                        ngettext(", %d other agrees", ", %d others agree",
                                 (unsigned long)figure->agree),
                        figure->agree);
    if (figure->disagree > 0 && used >= 0 && (size_t)used < size)
        snprintf(text + used, size - (size_t)used,
                 ngettext(", %d other DIFFERS", ", %d others DIFFER",
                          (unsigned long)figure->disagree),
                 figure->disagree);
}

void wording_lack(const struct report_catalogue *catalogue,
                  const struct report_lack *lack, enum report_language language,
                  char *text, size_t size)
{
    switch (lack->kind) {
    case LACK_SHEET:
        snprintf(text, size, _("no sheet %s of %s"), lack->form,
                 lack->period);
        return;
    case LACK_UNITS:
        snprintf(text, size, _("%s of %s: %d of %d villages"), lack->form,
                 lack->period, lack->have, lack->want);
        return;
    case LACK_UNPLACED:
        snprintf(text, size, _("the period of %d sheets %s was not read"),
                 lack->have, lack->form);
        return;
    case LACK_TOTAL_ROW:
        snprintf(text, size, _("%s of %s has no total row"), lack->form,
                 lack->period);
        return;
    case LACK_ROWS:
        snprintf(text, size, _("%s of %s has no row besides its total"),
                 lack->form, lack->period);
        return;
    case LACK_ROW:
        snprintf(text, size, _("%s of %s has no row of this village"),
                 lack->form, lack->period);
        return;
    case LACK_CELL:
        snprintf(text, size, _("%s of %s, row %d, %s: nothing written"),
                 lack->form, lack->period, lack->row, lack->name);
        return;
    case LACK_UNREADABLE:
        snprintf(text, size, _("%s of %s, row %d, %s: not readable"),
                 lack->form, lack->period, lack->row, lack->name);
        return;
    case LACK_PERIOD:
        snprintf(text, size, _("%s is not made for so short a period"),
                 lack->form);
        return;
    case LACK_FIGURE:
        snprintf(text, size, _("'%s' is missing"),
                 figure_name(catalogue, lack->name, language));
        return;
    case LACK_DIVISOR:
        snprintf(text, size, _("'%s' is 0"),
                 figure_name(catalogue, lack->name, language));
        return;
    case LACK_PART:
        snprintf(text, size,
                 _("'%s' is less than half of what was reported: it seems to "
                   "be taken in only in part"),
                 figure_name(catalogue, lack->name, language));
        return;
    case LACK_YEAR_KIND:
        snprintf(text, size, _("the year on %s is the other kind of year"),
                 lack->form);
        return;
    case LACK_MONTH:
        snprintf(text, size, _("%s of %s has no row of month %d"), lack->form,
                 lack->period, lack->row);
        return;
    case LACK_NOTHING:
        snprintf(text, size, "%s", _("there is nothing to count"));
        return;
    case LACK_LATE:
        snprintf(text, size,
                 _("%s counts births of earlier years the other way"),
                 lack->form);
        return;
    }
}

const char *wording_lack_code(enum report_lack_kind kind)
{
    switch (kind) {
    case LACK_SHEET:
        return "sheet";
    case LACK_UNITS:
        return "units";
    case LACK_UNPLACED:
        return "unplaced";
    case LACK_TOTAL_ROW:
        return "total_row";
    case LACK_ROWS:
        return "rows";
    case LACK_ROW:
        return "row";
    case LACK_CELL:
        return "cell";
    case LACK_UNREADABLE:
        return "unreadable";
    case LACK_PERIOD:
        return "period";
    case LACK_FIGURE:
        return "figure";
    case LACK_DIVISOR:
        return "divisor";
    case LACK_PART:
        return "part";
    case LACK_YEAR_KIND:
        return "year_kind";
    case LACK_LATE:
        return "late";
    case LACK_MONTH:
        return "month";
    case LACK_NOTHING:
        return "nothing";
    }
    return "";
}

static void chinese_period(struct period period, char *text, size_t size)
{
    static const char *const quarters[] = {"一", "二", "三", "四"};
    static const char *const halves[] = {"上", "下"};
    const char *kind = period.statistical ? "统计年度" : "年";

    if (period.month != 0)
        snprintf(text, size, "%d年%d月", period.year, period.month);
    else if (period.quarter != 0)
        snprintf(text, size, "%d年%s季度", period.year,
                 quarters[period.quarter - 1]);
    else if (period.half != 0)
        snprintf(text, size, "%d%s%s半年", period.year, kind,
                 halves[period.half - 1]);
    else
        snprintf(text, size, "%d%s", period.year, kind);
}

static void english_period(struct period period, char *text, size_t size)
{
    const char *kind = period.statistical ? "the statistical year " : "";

    if (period.month != 0)
        period_format(period, text, size);
    else if (period.quarter != 0)
        snprintf(text, size, "quarter %d of %d", period.quarter, period.year);
    else if (period.half != 0)
        snprintf(text, size, "the %s half of %s%d",
                 period.half == 1 ? "first" : "second", kind, period.year);
    else
        snprintf(text, size, "%s%d", kind, period.year);
}

void wording_period(const char *period, enum report_language language,
                    char *text, size_t size)
{
    struct period parsed;

    if (!period_parse(period, &parsed))
        text_copy(text, size, period);
    else if (language == REPORT_CHINESE)
        chinese_period(parsed, text, size);
    else
        english_period(parsed, text, size);
}

const char *wording_place(const char *unit)
{
    static const struct {
        const char *end, *place;
    } places[] = {
        {"街道", "全街道"}, {"社区", "全社区"}, {"委会", "全村"},
        {"镇", "全镇"},     {"乡", "全乡"},     {"村", "全村"},
        {"县", "全县"},     {"区", "全区"},     {"市", "全市"},
    };
    size_t length = strlen(unit);

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t n = strlen(places[i].end);
        if (length >= n && strcmp(unit + length - n, places[i].end) == 0)
            return places[i].place;
    }
    return "全镇";
}
