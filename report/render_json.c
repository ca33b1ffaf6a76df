/* The summary as JSON: the same figures as the text, with every cell. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "report/evidence.h"
#include "report/json_parts.h"
#include "report/months.h"
#include "report/wording.h"

/* A side that came to no number is null. */
static json_t *number_or_null(double n)
{
    return n == n ? json_real(n) : json_null();
}

/* A law over hidden figures would tell them too. */
static bool law_is_shown(const struct report *report,
                         const struct report_terms *terms)
{
    for (size_t i = 0; i < terms->n; i++)
        if (report_lookup(report, terms->term[i].name)->state ==
            REPORT_HIDDEN)
            return false;
    return true;
}

static json_t *laws_json(const struct report *report)
{
    json_t *all = json_array();

    for (size_t i = 0; i < report->n_laws; i++) {
        const struct report_law_result *law = &report->laws[i];
        if (law_is_shown(report, &law->law->left) &&
            law_is_shown(report, &law->law->right))
            json_array_append_new(
                all, json_pack("{s:s, s:b, s:s, s:s}", "law", law->law->text,
                               "holds", law->holds, "left", law->left,
                               "right", law->right));
    }
    return all;
}

static json_t *told_json(const struct report_figure *figure)
{
    bool shown =
        figure->state == REPORT_SURE || figure->state == REPORT_DOUBTFUL;

    return json_pack("{s:o, s:s}", "value",
                     shown ? json_string(figure->text) : json_null(),
                     "certainty", wording_state_code(figure->state));
}

static json_t *village_json(const struct report *report,
                            const struct report_village *village)
{
    json_t *figures = json_object();

    for (size_t i = 0; i < report->n_breakdown; i++)
        json_object_set_new(figures, village->figures[i].indicator->id,
                            told_json(&village->figures[i]));
    return json_pack("{s:s, s:o}", "name", village->name, "figures", figures);
}

static json_t *month_json(const struct report *report,
                          const struct report_month *month)
{
    json_t *figures = json_object();

    for (size_t i = 0; i < report->n_figures; i++)
        if (months_list(report, i))
            json_object_set_new(figures, month->figures[i].indicator->id,
                                told_json(&month->figures[i]));
    return json_pack("{s:s, s:o}", "period", month->period, "figures",
                     figures);
}

static json_t *months_json(const struct report *report)
{
    json_t *all = json_array();

    for (size_t i = 0; i < report->n_months; i++)
        json_array_append_new(all, month_json(report, &report->months[i]));
    return all;
}

static json_t *villages_json(const struct report *report)
{
    json_t *all = json_array();

    for (size_t i = 0; i < report->n_villages; i++)
        json_array_append_new(all,
                              village_json(report, &report->villages[i]));
    return all;
}

/* Sheets that could be the missing ones: their period was not read. */
static json_t *unplaced_json(const struct report *report)
{
    json_t *all = json_array();

    for (size_t i = 0; i < report->evidence->n_unplaced; i++) {
        const struct db_sheet *sheet = &report->evidence->unplaced[i];
        json_array_append_new(
            all, json_pack("{s:s, s:i, s:s, s:s}", "source", sheet->source,
                           "page", sheet->page, "form", sheet->form, "unit",
                           sheet->unit));
    }
    return all;
}

static json_t *findings_json(const struct report *report)
{
    json_t *all = json_array();

    for (size_t i = 0; i < report->n_findings; i++) {
        const struct db_finding *one = &report->findings[i];
        json_array_append_new(
            all,
            json_pack("{s:s, s:i, s:s, s:s, s:s, s:s, s:s, s:i, s:s, s:o, "
                      "s:o, s:s, s:o}",
                      "source", one->source, "page", one->page, "form",
                      one->form, "unit", one->unit, "period", one->period,
                      "check", one->check, "severity",
                      finding_severity_text(one->severity), "row", one->row,
                      "law", one->law, "left", number_or_null(one->left),
                      "right", number_or_null(one->right), "cells", one->cells,
                      "explanation",
                      json_names(one->explanation_zh, one->explanation_en)));
    }
    return all;
}

static json_t *counts_json(const struct report *report)
{
    const struct db_counts *counts = &report->counts;

    return json_pack(
        "{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "pages",
        (json_int_t)counts->pages, "waiting", (json_int_t)counts->waiting,
        "refused", (json_int_t)counts->refused, "failed",
        (json_int_t)counts->failed, "sheets", (json_int_t)counts->sheets,
        "cells", (json_int_t)counts->cells, "review",
        (json_int_t)counts->review, "findings",
        (json_int_t)counts->findings);
}

static enum status paragraphs_json(const struct report *report, json_t **out,
                                   struct fault *fault)
{
    char *zh = NULL, *en = NULL;
    enum status rc = wording_paragraph(report, REPORT_CHINESE, &zh, fault);

    if (rc == ST_OK)
        rc = wording_paragraph(report, REPORT_ENGLISH, &en, fault);
    *out = rc == ST_OK ? json_names(zh, en) : NULL;
    free(zh);
    free(en);
    return rc;
}

static enum status complain(struct fault *fault)
{
    return fault_set(fault, ST_IO, "the report: %s", strerror(errno));
}

/* ---- all of it ---- */

static enum status dump_figures(const struct report *report, FILE *out,
                                struct fault *fault)
{
    enum status rc = ST_OK;

    fputs(",\n \"figures\": [\n", out);
    for (size_t i = 0; i < report->n_figures && rc == ST_OK; i++) {
        rc = json_figure_write(report, &report->figures[i], out, fault);
        fputs(i + 1 < report->n_figures ? ",\n" : "", out);
    }
    fputs("],", out);
    return rc;
}

static json_t *rest_json(const struct report *report)
{
    return json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:o}", "laws", laws_json(report),
        "villages", villages_json(report), "months", months_json(report),
        "missing", json_lacks(report->missing, report->n_missing),
        "without_period", unplaced_json(report), "findings",
        findings_json(report), "findings_withheld",
        (json_int_t)report->n_findings_withheld, "counts", counts_json(report));
}

enum status report_render_json(const struct report *report,
                               enum report_language language, FILE *out,
                               struct fault *fault)
{
    json_t *paragraphs = NULL, *head, *rest;
    enum status rc = paragraphs_json(report, &paragraphs, fault);

    (void)language; /* both are in it */
    if (rc != ST_OK)
        return rc;
    head = json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:b, s:o}", "period",
                     report->period, "unit", report->unit, "base", report->base,
                     "year", wording_year_code(report), "late_births",
                     wording_late_code(report), "sheets_of_other_base",
                     (json_int_t)report->n_other_base, "sheets_without_base",
                     (json_int_t)report->n_no_base, "below_township",
                     report->below_township, "paragraph", paragraphs);
    rest = rest_json(report);
    fputc('{', out);
    rc = json_dump_names(head, out, fault);
    if (rc == ST_OK)
        rc = dump_figures(report, out, fault);
    if (rc == ST_OK)
        rc = json_dump_names(rest, out, fault);
    json_decref(head);
    json_decref(rest);
    if (rc == ST_OK && fputs("\n}\n", out) == EOF)
        rc = complain(fault);
    return rc;
}

enum status report_render_why_json(const struct report *report,
                                   const struct report_figure *figure,
                                   FILE *out, struct fault *fault)
{
    enum status rc = json_figure_write(report, figure, out, fault);

    if (rc == ST_OK && fputc('\n', out) == EOF)
        rc = complain(fault);
    return rc;
}
