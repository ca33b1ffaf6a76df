/* The summary as JSON: the same figures as the text, with every cell. */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "report/evidence.h"
#include "report/months.h"
#include "report/sections.h"
#include "report/wording.h"

/* A probability is written with four decimals, as a confidence in the export. */
static json_t *four_decimals(double n)
{
    return json_real((double)(long)(n * 10000 + 0.5) / 10000);
}

static json_t *names(const char *zh, const char *en)
{
    return json_pack("{s:s?, s:s?}", "zh", zh, "en", en);
}

/* A side that came to no number is null. */
static json_t *number_or_null(double n)
{
    return n == n ? json_real(n) : json_null();
}

static json_t *cell_json(const struct report_use *use)
{
    const struct report_cell *cell = use->cell;

    return json_pack(
        "{s:s, s:i, s:s, s:s, s:s, s:i, s:s, s:s, s:s, s:i, s:o, s:s, s:s, "
        "s:[i,i,i,i], s:b}",
        "source", cell->source, "page", cell->page, "form", cell->form,
        "unit", cell->unit, "period", cell->period, "row", cell->row,
        "row_label", cell->personal ? "" : cell->row_label, "column",
        cell->column, "value", cell->personal ? "" : cell->value, "sign",
        use->sign, "confidence", four_decimals(cell->confidence), "status",
        verdict_status_text(cell->status), "why", cell->why, "box",
        cell->box.x, cell->box.y, cell->box.w, cell->box.h, "withheld",
        cell->state == READ_WITHHELD);
}

static json_t *cells_json(const struct report_source *source)
{
    json_t *cells = json_array();

    for (size_t i = 0; i < source->n_uses; i++)
        json_array_append_new(cells, cell_json(&source->uses[i]));
    return cells;
}

static json_t *lack_json(const struct report_lack *lack)
{
    json_t *one = json_pack("{s:s}", "lacks", wording_lack_code(lack->kind));

    if (lack->form[0] != '\0')
        json_object_set_new(one, "form", json_string(lack->form));
    if (lack->period[0] != '\0')
        json_object_set_new(one, "period", json_string(lack->period));
    if (lack->name[0] != '\0')
        json_object_set_new(one, "name", json_string(lack->name));
    if (lack->row > 0)
        json_object_set_new(one, "row", json_integer(lack->row));
    if (lack->have > 0 || lack->want > 0)
        json_object_set_new(one, "have", json_integer(lack->have));
    if (lack->want > 0)
        json_object_set_new(one, "want", json_integer(lack->want));
    return one;
}

static json_t *lacks_json(const struct report_lack *lacks, size_t n)
{
    json_t *all = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(all, lack_json(&lacks[i]));
    return all;
}

static json_t *source_json(const struct report_figure *figure, uint32_t at)
{
    const struct report_source *source = &figure->sources[at];
    const struct report_rule *rule = source->rule;
    char text[WORDING_MAX];
    json_t *value = source->complete ? json_string(source->text) : json_null();

    wording_source(source, text, sizeof text);
    return json_pack(
        "{s:s, s:s?, s:s, s:s, s:b, s:o, s:b, s:b, s:b, s:b, s:b, s:b, s:o, "
        "s:o, "
        "s:o, s:b}",
        "way", text, "form", rule->form, "base", source->base, "periods",
        source->periods, "chosen", figure->chosen == (int)at, "value", value,
        "complete", source->complete, "sure", source->sure, "agrees",
        source->complete && figure->chosen >= 0 &&
            source->value.parts == figure->value.parts,
        "early", source->early, "sheets_disagree", source->twice,
        "unit_uncertain", source->other_unit, "probability",
        four_decimals(source->certainty), "lacks",
        lacks_json(source->lacks, source->n_noted), "cells", cells_json(source),
        "period_uncertain", source->period_doubt);
}

static void add_part(json_t *object, const char *id, const char *value,
                     const struct report_part *part)
{
    json_object_set_new(object, id, json_string(part->indicator->id));
    json_object_set_new(object, value,
                        part->known ? json_string(part->text) : json_null());
}

static void add_ratio(json_t *object, const struct report_figure *figure)
{
    const struct report_indicator *indicator = figure->indicator;

    if (figure->numerator.indicator == NULL ||
        figure->denominator.indicator == NULL)
        return;
    add_part(object, "numerator", "numerator_value", &figure->numerator);
    add_part(object, "denominator", "denominator_value",
             &figure->denominator);
    for (uint32_t i = 0; i < indicator->n_rules; i++)
        if (indicator->rules[i].of != NULL)
            json_object_set_new(object, "times",
                                json_integer(indicator->rules[i].times));
}

static json_t *compared_json(const struct report_compared *other)
{
    return other->known ? json_pack("{s:s, s:s, s:s}", "period",
                                    other->period, "value", other->text,
                                    "change", other->change_text)
                        : json_null();
}

/* What stands beside a figure that is told. */
static void add_beside(json_t *object, const struct report_figure *figure)
{
    json_object_set_new(object, "standing",
                        json_string(beside_standing_code(figure->standing)));
    json_object_set_new(object, "cells",
                        json_integer((json_int_t)figure->n_cells));
    json_object_set_new(object, "cells_waiting",
                        json_integer((json_int_t)figure->n_unreviewed));
    json_object_set_new(object, "low",
                        figure->has_interval ? json_string(figure->low_text)
                                             : json_null());
    json_object_set_new(object, "high",
                        figure->has_interval ? json_string(figure->high_text)
                                             : json_null());
    json_object_set_new(object, "before", compared_json(&figure->before));
    json_object_set_new(object, "year_ago", compared_json(&figure->year_ago));
}

static json_t *figure_json(const struct report_figure *figure)
{
    const struct report_indicator *indicator = figure->indicator;
    bool shown =
        figure->state == REPORT_SURE || figure->state == REPORT_DOUBTFUL;
    json_t *ways = json_array();
    json_t *object = json_pack(
        "{s:s, s:o, s:o, s:s, s:o, s:o, s:i, s:i, s:b}", "id", indicator->id,
        "name", names(indicator->zh, indicator->en), "unit",
        names(indicator->unit_zh, indicator->unit_en), "certainty",
        wording_state_code(figure->state), "value",
        shown ? json_string(figure->text) : json_null(), "probability",
        shown ? four_decimals(figure->sources[figure->chosen].certainty)
              : json_null(),
        "agree", shown ? figure->agree : 0, "disagree",
        shown ? figure->disagree : 0, "law_broken", figure->law_broken);

    if (indicator->counts != NULL)
        json_object_set_new(object, "base", json_string(indicator->counts));
    json_object_set_new(object, "group",
                        json_string(section_group_code(indicator->group)));
    add_ratio(object, figure);
    if (shown || figure->state == REPORT_COUNTED)
        add_beside(object, figure);
    /* the ways to a hidden figure would tell it */
    for (uint32_t i = 0;
         i < indicator->n_rules && figure->state != REPORT_HIDDEN; i++)
        json_array_append_new(ways, source_json(figure, i));
    json_object_set_new(object, "ways", ways);
    return object;
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
                      "right", number_or_null(one->right), "cells", one->cells, "explanation",
                      names(one->explanation_zh, one->explanation_en)));
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
    *out = rc == ST_OK ? names(zh, en) : NULL;
    free(zh);
    free(en);
    return rc;
}

static enum status complain(struct fault *fault)
{
    return fault_set(fault, ST_IO, "the report: %s", strerror(errno));
}

static enum status dump(json_t *object, FILE *out, struct fault *fault)
{
    if (object == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    return json_dumpf(object, out, JSON_INDENT(1) | JSON_REAL_PRECISION(6)) == 0
               ? ST_OK
               : complain(fault);
}

/* ---- all of it ---- */

/* A part of the outermost object: its names without the braces. */
static enum status dump_names(json_t *object, FILE *out, struct fault *fault)
{
    char *text = NULL;
    enum status rc = ST_OK;

    if (object != NULL)
        text = json_dumps(object, JSON_INDENT(1) | JSON_REAL_PRECISION(6));
    if (text == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    /* "{\n ...\n}" */
    if (fwrite(text + 1, 1, strlen(text) - 3, out) != strlen(text) - 3)
        rc = complain(fault);
    free(text);
    return rc;
}

/* One by one: under the figures of two thousand villages stand a million
 * cells. */
static enum status dump_figures(const struct report *report, FILE *out,
                                struct fault *fault)
{
    enum status rc = ST_OK;

    fputs(",\n \"figures\": [\n", out);
    for (size_t i = 0; i < report->n_figures && rc == ST_OK; i++) {
        json_t *figure = figure_json(&report->figures[i]);
        rc = dump(figure, out, fault);
        json_decref(figure);
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
        "missing", lacks_json(report->missing, report->n_missing),
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
    rc = dump_names(head, out, fault);
    if (rc == ST_OK)
        rc = dump_figures(report, out, fault);
    if (rc == ST_OK)
        rc = dump_names(rest, out, fault);
    json_decref(head);
    json_decref(rest);
    if (rc == ST_OK && fputs("\n}\n", out) == EOF)
        rc = complain(fault);
    return rc;
}

enum status report_render_why_json(const struct report_figure *figure,
                                   FILE *out, struct fault *fault)
{
    json_t *object = figure_json(figure);
    enum status rc = dump(object, out, fault);

    json_decref(object);
    if (rc == ST_OK && fputc('\n', out) == EOF)
        rc = complain(fault);
    return rc;
}
