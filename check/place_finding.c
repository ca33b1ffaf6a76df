#include "check/place_finding.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static bool says_when(const char *field)
{
    static const char *const NAMES[] = {"year", "month", "quarter", "half"};

    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (strcmp(field, NAMES[i]) == 0)
            return true;
    return false;
}

static void explain(const struct board_sheet *on, size_t sheet,
                    const char *period, struct finding *out)
{
    *out = (struct finding){.severity = FINDING_WARNING};
    (void)text_copy(out->check, sizeof out->check, "D4");
    (void)snprintf(out->law, sizeof out->law, "period %s", period);
    for (size_t i = 0; i < on->sheet->n_cells; i++) {
        const struct sheet_cell *cell = &on->sheet->cells[i];

        if (cell->row == 0 && says_when(on->form->fields[cell->column].name) &&
            out->n_cells < FINDING_CELLS_MAX) {
            out->sheets[out->n_cells] = sheet;
            out->cells[out->n_cells++] = i;
        }
    }
    (void)snprintf(out->explanation_zh, sizeof out->explanation_zh,
                   "表头读作 %s，但各数与其他表 %s 的数相符，按 %s 计",
                   on->sheet->period, period, period);
    (void)snprintf(out->explanation_en, sizeof out->explanation_en,
                   "The header reads %s, but the figures are those that other "
                   "sheets give for %s; it is taken for %s",
                   on->sheet->period, period, period);
}

static enum status add_finding(const struct board *board, size_t sheet,
                               struct check_result *result,
                               struct fault *fault)
{
    struct finding *more = realloc(result->findings, (result->n_findings + 1) *
                                                         sizeof *more);

    if (more == NULL)
        return fault_set(fault, ST_NOMEM, "check: out of memory");
    result->findings = more;
    explain(&board->sheets[sheet], sheet, result->period,
            &result->findings[result->n_findings++]);
    return ST_OK;
}

/* What the lists call the unit that a sheet belongs to, where it is listed. */
static void tell_unit(const struct place_map *map, size_t i,
                      const struct sheet *sheet, struct check_result *result)
{
    int unit = map->sheets[i].unit;

    if (unit == PLACE_NOWHERE || map->units[unit].office == PLACE_NOWHERE ||
        map->units[unit].name[0] == '\0' ||
        strcmp(map->units[unit].name, sheet->unit) == 0)
        return;
    (void)text_copy(result->unit, sizeof result->unit, map->units[unit].name);
}

enum status place_tell(const struct board *board, const struct place_map *map,
                       struct check_result *results, struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0; i < map->n_sheets && rc == ST_OK; i++) {
        const struct sheet *sheet = board->sheets[i].sheet;
        struct check_result *result = &results[i];

        tell_unit(map, i, sheet, result);
        if (!map->sheets[i].by_figures)
            continue;
        place_time_text(map->sheets[i].time, result->period);
        if (strcmp(sheet->period, result->period) == 0)
            result->period[0] = '\0';
        else if (sheet->period[0] != '\0')
            rc = add_finding(board, i, result, fault);
    }
    return rc;
}
