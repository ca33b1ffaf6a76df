/* What a way lacks, and the cells it rests on. A report has some ten thousand
 * ways, most of which lack nothing. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/evaluate_steps.h"

struct report_lack *lack_add(struct report_source *source,
                             enum report_lack_kind kind, const char *form,
                             const char *period)
{
    static struct report_lack beyond;
    struct report_lack *lack = &beyond, *grown = NULL;

    source->n_lacks++;
    if (source->n_noted < REPORT_LACKS_MAX)
        grown = realloc(source->lacks, (source->n_noted + 1) * sizeof *grown);
    if (grown != NULL) {
        source->lacks = grown;
        lack = &grown[source->n_noted++];
    }
    *lack = (struct report_lack){.kind = kind};
    text_copy(lack->form, sizeof lack->form, form);
    text_copy(lack->period, sizeof lack->period, period);
    return lack;
}

void lack_cell(struct report_source *source, enum report_lack_kind kind,
               const struct db_sheet *sheet, int row, const char *column)
{
    struct report_lack *lack =
        lack_add(source, kind, sheet->form, sheet->period);

    lack->row = row;
    text_copy(lack->name, sizeof lack->name, column);
}

enum status use_add(struct report_source *source,
                    const struct report_cell *cell, int sign,
                    struct fault *fault)
{
    /* grows at 0, 1, 2, 4, 8 ... */
    if ((source->n_uses & (source->n_uses - 1)) == 0) {
        size_t room = source->n_uses == 0 ? 1 : source->n_uses * 2;
        struct report_use *grown = realloc(source->uses, room * sizeof *grown);
        if (grown == NULL)
            return fault_set(fault, ST_NOMEM, "out of memory");
        source->uses = grown;
    }
    source->uses[source->n_uses++] = (struct report_use){cell, sign};
    return ST_OK;
}
