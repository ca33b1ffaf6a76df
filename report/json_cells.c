#include "report/json_cells.h"

#include <stdbool.h>
#include <string.h>

#include "check/check.h"

static bool is_plain(char c)
{
    return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

static void put_text(FILE *out, const char *text)
{
    fputc('"', out);
    while (*text != '\0') {
        size_t n = 0;
        while (text[n] != '\0' && is_plain(text[n]))
            n++;
        fwrite(text, 1, n, out);
        text += n;
        if (*text != '\0')
            fprintf(out, "\\u%04x", (unsigned char)*text++);
    }
    fputc('"', out);
}

static void put(FILE *out, const char *name, const char *text)
{
    fprintf(out, ", \"%s\": ", name);
    put_text(out, text);
}

static void write_cell(const struct report_use *use, FILE *out)
{
    const struct report_cell *cell = use->cell;

    fputs("{\"source\": ", out);
    put_text(out, cell->source);
    fprintf(out, ", \"page\": %d", cell->page);
    put(out, "form", cell->form);
    put(out, "unit", cell->unit);
    put(out, "period", cell->period);
    fprintf(out, ", \"row\": %d", cell->row);
    put(out, "row_label", cell->personal ? "" : cell->row_label);
    put(out, "column", cell->column);
    put(out, "value", cell->personal ? "" : cell->value);
    fprintf(out, ", \"sign\": %d, \"confidence\": %.4f", use->sign,
            cell->confidence);
    put(out, "status", verdict_status_text(cell->status));
    put(out, "why", cell->why);
    fprintf(out, ", \"box\": [%d, %d, %d, %d], \"withheld\": %s}", cell->box.x,
            cell->box.y, cell->box.w, cell->box.h,
            cell->state == READ_WITHHELD ? "true" : "false");
}

void json_cells_write(const struct report_source *source, FILE *out)
{
    fputs("[", out);
    for (size_t i = 0; i < source->n_uses; i++) {
        fputs(i > 0 ? ",\n    " : "\n    ", out);
        write_cell(&source->uses[i], out);
    }
    fputs("]", out);
}
