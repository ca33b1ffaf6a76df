#include "check/stray.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Below any sensible threshold of acceptance. */
static const double TOUCHED_MAX = 0.9;

static const char *column_of(const struct sheet *sheet, const struct form *form,
                             int cell)
{
    return form->columns[sheet->cells[cell].column].code;
}

static void doubt(struct verdict *verdict, const char *words)
{
    char before[VERDICT_WHY_MAX], whole[2 * VERDICT_WHY_MAX];

    if (verdict->confidence > TOUCHED_MAX)
        verdict->confidence = TOUCHED_MAX;
    verdict->status = VERDICT_REVIEW;
    (void)text_copy(before, sizeof before, verdict->why);
    (void)snprintf(whole, sizeof whole, "%s%s%s", words,
                   before[0] == '\0' ? "" : "; ", before);
    (void)text_copy(verdict->why, sizeof verdict->why, whole);
}

void stray_doubt_cells(const struct sheet *sheet, const struct form *form,
                       struct verdict *verdicts)
{
    for (size_t i = 0; i < sheet->n_strays; i++) {
        const struct sheet_stray *stray = &sheet->strays[i];
        const int cells[2] = {stray->cell, stray->other};
        for (int k = 0; k < 2; k++) {
            int own = cells[k], other = cells[1 - k];
            char words[96] = "ink on its edge";
            if (own < 0)
                continue;
            if (other >= 0)
                (void)snprintf(words, sizeof words, "%s row %d %s",
                               !stray->touches ? "ink between it and"
                               : k == 0        ? "its ink reaches into"
                                               : "ink reaches in from",
                               sheet->cells[other].row,
                               column_of(sheet, form, other));
            doubt(&verdicts[own], words);
        }
    }
}

static void name_cell(const struct sheet *sheet, const struct form *form,
                      int cell, char *zh, char *en, size_t size)
{
    if (cell < 0) {
        (void)snprintf(zh, size, "表体之外");
        (void)snprintf(en, size, "the outside of the body");
        return;
    }
    (void)snprintf(zh, size, "第%d行 %s", sheet->cells[cell].row,
                   column_of(sheet, form, cell));
    (void)snprintf(en, size, "row %d %s", sheet->cells[cell].row,
                   column_of(sheet, form, cell));
}

static struct finding explain(const struct sheet *sheet,
                              const struct form *form,
                              const struct sheet_stray *stray)
{
    char zh[2][64], en[2][64];
    struct finding out = {.severity = FINDING_WARNING};
    const int cells[2] = {stray->cell, stray->other};

    (void)text_copy(out.check, sizeof out.check, stray->touches ? "P2" : "P1");
    (void)snprintf(out.law, sizeof out.law, "ink at %d,%d %dx%d", stray->box.x,
                   stray->box.y, stray->box.w, stray->box.h);
    for (int k = 0; k < 2; k++) {
        name_cell(sheet, form, cells[k], zh[k], en[k], sizeof zh[k]);
        if (cells[k] < 0)
            continue;
        if (out.n_cells == 0)
            out.row = sheet->cells[cells[k]].row;
        out.cells[out.n_cells++] = (size_t)cells[k];
    }
    if (stray->touches) {
        (void)snprintf(out.explanation_zh, sizeof out.explanation_zh,
                       "%s的字迹伸入%s，两格都请核对", zh[0], zh[1]);
        (void)snprintf(out.explanation_en, sizeof out.explanation_en,
                       "The writing of %s reaches into %s; look at both", en[0],
                       en[1]);
    } else {
        (void)snprintf(out.explanation_zh, sizeof out.explanation_zh,
                       "%s与%s之间有字迹，看不出属于哪一格", zh[0], zh[1]);
        (void)snprintf(out.explanation_en, sizeof out.explanation_en,
                       "Ink between %s and %s belongs to no cell", en[0],
                       en[1]);
    }
    return out;
}

static struct finding explain_unread(struct scan_box box)
{
    struct finding out = {.severity = FINDING_WARNING};

    (void)text_copy(out.check, sizeof out.check, "P3");
    (void)snprintf(out.law, sizeof out.law, "table at %d,%d %dx%d", box.x,
                   box.y, box.w, box.h);
    (void)text_copy(out.explanation_zh, sizeof out.explanation_zh,
                    "本页还有一张表不合任何已知表式，没有读");
    (void)text_copy(out.explanation_en, sizeof out.explanation_en,
                    "Another table on this page fits no form and was not "
                    "read");
    return out;
}

enum status stray_add_findings(const struct sheet *sheet,
                               const struct form *form,
                               struct check_result *out, struct fault *fault)
{
    struct finding *more;
    size_t n = sheet->n_strays + (size_t)sheet->n_unread;

    if (n == 0)
        return ST_OK;
    more = realloc(out->findings, (out->n_findings + n) * sizeof *more);
    if (more == NULL)
        return fault_set(fault, ST_NOMEM, "check: out of memory");
    out->findings = more;
    for (size_t i = 0; i < sheet->n_strays; i++)
        more[out->n_findings++] = explain(sheet, form, &sheet->strays[i]);
    for (int i = 0; i < sheet->n_unread; i++)
        more[out->n_findings++] = explain_unread(sheet->unread[i]);
    return ST_OK;
}
