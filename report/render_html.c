/*
 * The summary as one HTML file without anything from outside, made to be
 * printed on A4 too. Under each figure its ways and cells unfold.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/text_parts.h"
#include "report/wording.h"

static const char style[] =
    "<style>\n"
    ":root{--ink:#1d2321;--soft:#69726e;--line:#d9ddd6;--paper:#fdfcf8;"
    "--seal:#b3361e}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;max-width:62rem;padding:3rem 2rem 5rem;"
    "color:var(--ink);background:var(--paper);font:16px/1.7 \"Noto Serif CJK "
    "SC\",\"Source Han Serif SC\",\"Songti SC\",SimSun,Georgia,serif}\n"
    "header{border-bottom:3px double var(--ink);padding-bottom:1.2rem;"
    "margin-bottom:2rem}\n"
    "header p{margin:0;color:var(--soft)}\n"
    "h1{font-size:1.9rem;font-weight:600;margin:0 0 .4rem;line-height:1.3}\n"
    "h2{font-size:1.1rem;font-weight:600;margin:2.6rem 0 .7rem}\n"
    ".words{font-size:1.12rem;line-height:2;text-align:justify}\n"
    "table{border-collapse:collapse;width:100%;"
    "font-variant-numeric:tabular-nums}\n"
    "th,td{padding:.34rem .7rem;border-bottom:1px solid var(--line);"
    "text-align:right;vertical-align:baseline}\n"
    "th{font-weight:500;color:var(--soft);border-bottom-color:var(--soft)}\n"
    "th:first-child,td:first-child,td.l,th.l{text-align:left}\n"
    ".group td:nth-child(1){width:17rem}.group td:nth-child(2){width:7rem}"
    ".group td:nth-child(3){width:3.5rem}\n"
    "tr.sum td{border-top:1px solid var(--soft);font-weight:600}\n"
    ".doubtful{color:var(--seal)}\n"
    ".doubtful::after{content:\" ?\";font-size:.8em;vertical-align:super}\n"
    ".missing,.suppressed,.soft{color:var(--soft)}\n"
    "small,.soft{font-size:.86rem}\n"
    "details{border-bottom:1px solid var(--line);padding:.35rem 0}\n"
    "summary{cursor:pointer}\n"
    "summary b{display:inline-block;min-width:5rem;text-align:right;"
    "margin:0 .8rem;font-variant-numeric:tabular-nums}\n"
    "details table{font-size:.84rem;margin:.3rem 0 1rem}\n"
    "ul{padding-left:1.2rem;margin:.3rem 0}\n"
    "@media print{body{padding:0;background:#fff;font-size:11pt}"
    "details{break-inside:avoid}h2{break-after:avoid}}\n"
    "</style>\n";

static void escape(FILE *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++)
        switch (*p) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            fputc(*p, out);
        }
}

static void element(FILE *out, const char *tag, const char *class_name,
                    const char *text)
{
    if (class_name[0] != '\0')
        fprintf(out, "<%s class=\"%s\">", tag, class_name);
    else
        fprintf(out, "<%s>", tag);
    escape(out, text);
    fprintf(out, "</%s>", tag);
}

static const char *shown_value(const struct report_figure *figure)
{
    switch (figure->state) {
    case REPORT_SURE:
    case REPORT_DOUBTFUL:
        return figure->text;
    case REPORT_MISSING:
        return "—";
    case REPORT_HIDDEN:
        return _("[s]");
    }
    return "";
}

static void value_element(FILE *out, const char *tag,
                          const struct report_figure *figure)
{
    element(out, tag,
            figure->state == REPORT_SURE ? ""
                                         : wording_state_code(figure->state),
            shown_value(figure));
}

static void write_head(const struct text_part *part)
{
    const struct report *report = part->report;
    char period[64];

    wording_period(report->period, part->language, period, sizeof period);
    fprintf(part->out,
            "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
            "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
            "content=\"width=device-width, initial-scale=1\">\n<title>",
            part->language == REPORT_CHINESE ? "zh-CN" : "en");
    escape(part->out, report->unit);
    fprintf(part->out, " %s</title>\n%s</head>\n<body>\n<header>", period,
            style);
    element(part->out, "h1", "", report->unit);
    fputs("<p>", part->out);
    fprintf(part->out, _("Population and family planning, %s"), period);
    fputs("</p><p>", part->out);
    fprintf(part->out,
            _("%zu figures: %zu sure, %zu to be checked, %zu missing; from "
              "%lld sheets with %lld cells"),
            report->n_figures, report->n_sure, report->n_doubtful,
            report->n_lacking, (long long)report->counts.sheets,
            (long long)report->counts.cells);
    if (report->n_hidden > 0) {
        fputs("</p><p>", part->out);
        fputs(_("[s] not told below the township: too few, or it would tell "
                "such"),
              part->out);
    }
    fputs("</p></header>\n", part->out);
}

static enum status write_paragraph(const struct text_part *part,
                                   struct fault *fault)
{
    char *text = NULL;
    enum status rc =
        wording_paragraph(part->report, part->language, &text, fault);

    if (rc == ST_OK)
        element(part->out, "p", "words", text);
    free(text);
    return rc;
}

/* ---- tables ---- */

/* The way it was taken from, and what the other ways say. */
static void write_origin(const struct text_part *part,
                         const struct report_figure *figure)
{
    char text[WORDING_MAX];

    fputs("<td class=\"l soft\">", part->out);
    if (figure->chosen >= 0 && figure->state != REPORT_HIDDEN) {
        wording_rule(part->report->catalogue,
                     &figure->sources[figure->chosen], part->language, text,
                     sizeof text);
        escape(part->out, text);
        wording_agreement(figure, text, sizeof text);
        escape(part->out, text);
    }
    fputs("</td>", part->out);
}

static void write_group(const struct text_part *part, enum report_group group)
{
    for (size_t i = 0; i < part->report->n_figures; i++) {
        const struct report_figure *figure = &part->report->figures[i];
        if (figure->indicator->group != group)
            continue;
        fputs("<tr>", part->out);
        element(part->out, "td", "",
                wording_name(figure->indicator, part->language));
        value_element(part->out, "td", figure);
        element(part->out, "td", "l soft",
                wording_unit(figure->indicator, part->language));
        write_origin(part, figure);
        fputs("</tr>\n", part->out);
    }
}

static void write_groups(const struct text_part *part, const char *title,
                         enum report_group first, enum report_group second)
{
    element(part->out, "h2", "", title);
    fputs("\n<table class=\"group\">\n", part->out);
    write_group(part, first);
    if (second != first)
        write_group(part, second);
    fputs("</table>\n", part->out);
}

enum { BIRTH_COLUMNS = 5, BIRTH_ROWS = 4 };

static void write_births(const struct text_part *part)
{
    static const char *const ids[BIRTH_ROWS][BIRTH_COLUMNS] = {
        {"births_1_male", "births_1_female", "births_1", "births_1_in_policy", "births_1_out_policy"},
        {"births_2_male", "births_2_female", "births_2", "births_2_in_policy", "births_2_out_policy"},
        {"births_3_male", "births_3_female", "births_3", "births_3_in_policy", "births_3_out_policy"},
        {"births_male", "births_female", "births", "births_in_policy", "births_out_policy"},
    };
    const char *labels[BIRTH_ROWS] = {_("First"), _("Second"),
                                      _("Third and later"), _("All")};
    const char *heads[BIRTH_COLUMNS] = {_("boys"), _("girls"), _("together"),
                                        _("within"), _("outside")};

    if (report_lookup(part->report, "births") == NULL)
        return;
    element(part->out, "h2", "", _("Births by order, sex and policy"));
    fputs("\n<table>\n<tr><th></th>", part->out);
    for (int i = 0; i < BIRTH_COLUMNS; i++)
        element(part->out, "th", "", heads[i]);
    for (int row = 0; row < BIRTH_ROWS; row++) {
        fputs(row == BIRTH_ROWS - 1 ? "</tr>\n<tr class=\"sum\">"
                                    : "</tr>\n<tr>",
              part->out);
        element(part->out, "td", "", labels[row]);
        for (int i = 0; i < BIRTH_COLUMNS; i++) {
            const struct report_figure *figure =
                report_lookup(part->report, ids[row][i]);
            if (figure != NULL)
                value_element(part->out, "td", figure);
            else
                fputs("<td></td>", part->out);
        }
    }
    fputs("</tr>\n</table>\n", part->out);
}

static void write_villages(const struct text_part *part)
{
    const struct report *report = part->report;

    if (report->n_villages == 0)
        return;
    element(part->out, "h2", "", _("By village"));
    fputs("\n<table>\n<tr><th></th>", part->out);
    for (size_t i = 0; i < report->n_breakdown; i++)
        element(part->out, "th", "",
                wording_name(report->villages[0].figures[i].indicator,
                             part->language));
    fputs("</tr>\n", part->out);
    for (size_t i = 0; i < report->n_villages; i++) {
        fputs("<tr>", part->out);
        element(part->out, "td", "", report->villages[i].name);
        for (size_t j = 0; j < report->n_breakdown; j++)
            value_element(part->out, "td", &report->villages[i].figures[j]);
        fputs("</tr>\n", part->out);
    }
    fputs("</table>\n", part->out);
}

/* ---- the way back to the ink ---- */

static void write_cell(const struct text_part *part,
                       const struct report_use *use)
{
    const struct db_cell *cell = use->cell;

    fputs("<tr>", part->out);
    element(part->out, "td", "", cell->source);
    fprintf(part->out, "<td>%d</td><td>%d</td>", cell->page, cell->row);
    element(part->out, "td", "l", cell->personal ? "" : cell->row_label);
    element(part->out, "td", "l", cell->column);
    element(part->out, "td",
            cell->status == VERDICT_REVIEW ? "doubtful" : "",
            cell->state == READ_WITHHELD ? _("[s]")
            : cell->personal             ? ""
                                         : cell->value);
    fprintf(part->out,
            "<td>%.2f</td><td class=\"l\">%d,%d %d×%d</td></tr>\n",
            cell->confidence, cell->box.x, cell->box.y, cell->box.w,
            cell->box.h);
}

static void write_way(const struct text_part *part,
                      const struct report_figure *figure, uint32_t at)
{
    const struct report_source *source = &figure->sources[at];
    char text[WORDING_MAX];

    wording_rule(part->report->catalogue, source, part->language, text,
                 sizeof text);
    fputs("<li>", part->out);
    element(part->out, figure->chosen == (int)at ? "b" : "span", "", text);
    fputs(": ", part->out);
    element(part->out, "span",
            source->complete && !source->sure ? "doubtful" : "",
            source->complete ? source->text : _("missing"));
    for (size_t i = 0; i < source->n_lacks && i < REPORT_LACKS_MAX; i++) {
        wording_lack(&source->lacks[i], text, sizeof text);
        fputs("; ", part->out);
        element(part->out, "span", "soft", text);
    }
    fputs("</li>\n", part->out);
}

static void write_trace(const struct text_part *part,
                        const struct report_figure *figure)
{
    const struct report_source *chosen = &figure->sources[figure->chosen];

    fputs("<details><summary>", part->out);
    escape(part->out, wording_name(figure->indicator, part->language));
    value_element(part->out, "b", figure);
    element(part->out, "span", "soft", wording_state(figure->state));
    fputs("</summary>\n<ul>\n", part->out);
    for (uint32_t i = 0; i < figure->indicator->n_rules; i++)
        write_way(part, figure, i);
    fputs("</ul>\n", part->out);
    if (chosen->rule->form != NULL) {
        fputs("<table>\n", part->out);
        for (size_t i = 0; i < chosen->n_uses; i++)
            write_cell(part, &chosen->uses[i]);
        fputs("</table>\n", part->out);
    }
    fputs("</details>\n", part->out);
}

static void write_traces(const struct text_part *part)
{
    element(part->out, "h2", "", _("Where each figure comes from"));
    fputc('\n', part->out);
    for (size_t i = 0; i < part->report->n_figures; i++)
        if (part->report->figures[i].chosen >= 0 &&
            part->report->figures[i].state != REPORT_HIDDEN)
            write_trace(part, &part->report->figures[i]);
}

/* The notes of the text report, as it prints them. */
static enum status write_notes(const struct text_part *part,
                               void (*notes)(const struct text_part *),
                               struct fault *fault)
{
    char *text = NULL, *line, *rest;
    size_t size;
    struct text_part inner = *part;
    bool heading = true;

    inner.out = open_memstream(&text, &size);
    if (inner.out == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    notes(&inner);
    if (fclose(inner.out) != 0) {
        free(text);
        return fault_set(fault, ST_NOMEM, "out of memory");
    }
    for (line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        const char *words = line + strspn(line, " ");
        if (heading && strncmp(words, "■ ", strlen("■ ")) == 0)
            words += strlen("■ ");
        element(part->out, heading ? "h2" : "div",
                heading ? "" : "soft", words);
        fputc('\n', part->out);
        heading = false;
    }
    free(text);
    return ST_OK;
}

enum status report_render_html(const struct report *report,
                               enum report_language language, FILE *out,
                               struct fault *fault)
{
    const struct text_part part = {report, language, out};
    enum status rc;

    write_head(&part);
    rc = write_paragraph(&part, fault);
    if (rc != ST_OK)
        return rc;
    write_groups(&part, _("Stocks at the end of the period"), REPORT_STOCK,
                 REPORT_STOCK);
    write_groups(&part, _("Changes in the period"), REPORT_CHANGE,
                 REPORT_CHANGE);
    write_births(&part);
    write_groups(&part, _("Rates"), REPORT_RATE, REPORT_FEE);
    write_villages(&part);
    rc = write_notes(&part, text_doubts, fault);
    if (rc == ST_OK)
        rc = write_notes(&part, text_missing, fault);
    if (rc == ST_OK)
        rc = write_notes(&part, text_findings, fault);
    write_traces(&part);
    fputs("</body>\n</html>\n", out);
    if (rc == ST_OK && (fflush(out) != 0 || ferror(out)))
        rc = fault_set(fault, ST_IO, "the report: %s", strerror(errno));
    return rc;
}
