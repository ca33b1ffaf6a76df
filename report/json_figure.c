/* A figure as JSON: what it is, how sure, and every way to it with its cells.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/json_cells.h"
#include "report/json_parts.h"
#include "report/sections.h"
#include "report/wording.h"

/* A probability is written with four decimals, as a confidence in the export.
 */
static json_t *four_decimals(double n)
{
    return json_real((double)(long)(n * 10000 + 0.5) / 10000);
}

json_t *json_names(const char *zh, const char *en)
{
    return json_pack("{s:s?, s:s?}", "zh", zh, "en", en);
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

json_t *json_lacks(const struct report_lack *lacks, size_t n)
{
    json_t *all = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(all, lack_json(&lacks[i]));
    return all;
}

/* Without its cells. */
static json_t *source_json(const struct report *report,
                           const struct report_figure *figure, uint32_t at)
{
    const struct report_source *source = &figure->sources[at];
    const struct report_rule *rule = source->rule;
    char way[WORDING_MAX], label[WORDING_MAX];
    json_t *value = source->complete ? json_string(source->text) : json_null();

    wording_source_codes(source, way, sizeof way);
    wording_source(report, source, label, sizeof label);
    return json_pack(
        "{s:s, s:s, s:s?, s:s, s:s, s:b, s:o, s:b, s:b, s:b, s:b, s:b, s:b, "
        "s:o, s:o, s:b}",
        "way", way, "label", label, "form", rule->form, "base", source->base, "periods",
        source->periods, "chosen", figure->chosen == (int)at, "value", value,
        "complete", source->complete, "sure", source->sure, "agrees",
        source->complete && figure->chosen >= 0 &&
            source->value.parts == figure->value.parts,
        "early", source->early, "sheets_disagree", source->twice,
        "unit_uncertain", source->other_unit, "probability",
        four_decimals(source->certainty), "lacks",
        json_lacks(source->lacks, source->n_noted), "period_uncertain",
        source->period_doubt);
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
    add_part(object, "denominator", "denominator_value", &figure->denominator);
    for (uint32_t i = 0; i < indicator->n_rules; i++)
        if (indicator->rules[i].of != NULL)
            json_object_set_new(object, "times",
                                json_integer(indicator->rules[i].times));
}

static json_t *compared_json(const struct report_compared *other)
{
    return other->known
               ? json_pack("{s:s, s:s, s:s}", "period", other->period, "value",
                           other->text, "change", other->change_text)
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

/* Without the ways that lead to it. */
static json_t *figure_json(const struct report_figure *figure)
{
    const struct report_indicator *indicator = figure->indicator;
    bool shown =
        figure->state == REPORT_SURE || figure->state == REPORT_DOUBTFUL;
    json_t *object = json_pack(
        "{s:s, s:o, s:o, s:s, s:o, s:o, s:i, s:i, s:b}", "id", indicator->id,
        "name", json_names(indicator->zh, indicator->en), "unit",
        json_names(indicator->unit_zh, indicator->unit_en), "certainty",
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
    return object;
}

static enum status complain(struct fault *fault)
{
    return fault_set(fault, ST_IO, "the report: %s", strerror(errno));
}

enum status json_dump_names(json_t *object, FILE *out, struct fault *fault)
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

static enum status write_way(const struct report *report,
                             const struct report_figure *figure, uint32_t at,
                             FILE *out, struct fault *fault)
{
    json_t *way = source_json(report, figure, at);
    enum status rc;

    fputs(at > 0 ? ",\n  {" : "\n  {", out);
    rc = json_dump_names(way, out, fault);
    json_decref(way);
    fputs(",\n   \"cells\": ", out);
    json_cells_write(&figure->sources[at], out);
    fputs("}", out);
    return rc;
}

/* The ways to a hidden figure would tell it. */
enum status json_figure_write(const struct report *report,
                              const struct report_figure *figure, FILE *out,
                              struct fault *fault)
{
    uint32_t n =
        figure->state == REPORT_HIDDEN ? 0 : figure->indicator->n_rules;
    json_t *object = figure_json(figure);
    enum status rc;

    fputs("{", out);
    rc = json_dump_names(object, out, fault);
    json_decref(object);
    fputs(",\n \"ways\": [", out);
    for (uint32_t i = 0; i < n && rc == ST_OK; i++)
        rc = write_way(report, figure, i, out, fault);
    fputs("]}", out);
    return rc == ST_OK && ferror(out) ? complain(fault) : rc;
}
