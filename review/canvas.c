#include "review/canvas.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum status canvas_size(struct canvas *canvas, int rows, int columns,
                        struct fault *fault)
{
    struct canvas_cell *cells;

    rows = rows < 1 ? 1 : rows;
    columns = columns < 2 ? 2 : columns;
    cells = calloc((size_t)rows * (size_t)columns, sizeof *cells);
    if (cells == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    free(canvas->cells);
    canvas->cells = cells;
    canvas->rows = rows;
    canvas->columns = columns;
    canvas_blank(canvas);
    return ST_OK;
}

static void drop_pictures(struct canvas *canvas)
{
    for (int i = 0; i < canvas->n_pictures; i++)
        pixDestroy(&canvas->pictures[i].pix);
    canvas->n_pictures = 0;
}

void canvas_blank(struct canvas *canvas)
{
    for (int i = 0; i < canvas->rows * canvas->columns; i++)
        canvas->cells[i] =
            (struct canvas_cell){.text = " ", .fg = -1, .bg = -1};
    canvas->cursor_row = canvas->cursor_column = -1;
    drop_pictures(canvas);
}

void canvas_free(struct canvas *canvas)
{
    drop_pictures(canvas);
    free(canvas->cells);
    *canvas = (struct canvas){0};
}

struct canvas_cell *canvas_at(struct canvas *canvas, int row, int column)
{
    if (row < 0 || row >= canvas->rows || column < 0 ||
        column >= canvas->columns)
        return NULL;
    return &canvas->cells[row * canvas->columns + column];
}

/* One character with the marks that belong to it; its bytes and columns. A
 * byte that is no UTF-8 counts as '?'. */
static size_t next_character(const char *text, int *columns)
{
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;
    utf8proc_int32_t c;
    utf8proc_ssize_t used = utf8proc_iterate(at, -1, &c), more;
    size_t length;

    if (used <= 0) {
        *columns = 1;
        return 1;
    }
    *columns = c < 32 || c == 127 ? 1 : utf8proc_charwidth(c);
    length = (size_t)used;
    while (text[length] != '\0' &&
           (more = utf8proc_iterate(at + length, -1, &c)) > 0 && c >= 0x300 &&
           utf8proc_charwidth(c) == 0)
        length += (size_t)more;
    return length;
}

int canvas_width(const char *text)
{
    int width = 0, columns;

    while (*text != '\0') {
        text += next_character(text, &columns);
        width += columns;
    }
    return width;
}

/* Half of a wide character that is written over becomes a space. */
static void free_place(struct canvas *canvas, int row, int column, int columns)
{
    struct canvas_cell *first = canvas_at(canvas, row, column);
    struct canvas_cell *before = canvas_at(canvas, row, column - 1);
    struct canvas_cell *after = canvas_at(canvas, row, column + columns);

    if (first->text[0] == '\0' && before != NULL)
        strcpy(before->text, " ");
    if (after != NULL && after->text[0] == '\0')
        strcpy(after->text, " ");
}

static void put_character(struct canvas *canvas, int row, int column,
                          int columns, unsigned look, const char *text,
                          size_t length)
{
    struct canvas_cell *cell = canvas_at(canvas, row, column);

    if (cell == NULL || (columns == 2 && column + 1 >= canvas->columns))
        return;
    free_place(canvas, row, column, columns);
    *cell =
        (struct canvas_cell){.fg = -1, .bg = -1, .look = (unsigned short)look};
    if (length >= sizeof cell->text || (unsigned char)text[0] < 32 ||
        text[0] == 127)
        strcpy(cell->text, length >= sizeof cell->text ? "?" : " ");
    else
        memcpy(cell->text, text, length);
    if (columns == 2)
        cell[1] = (struct canvas_cell){
            .fg = -1, .bg = -1, .look = (unsigned short)look};
}

int canvas_write(struct canvas *canvas, int row, int column, int width,
                 unsigned look, const char *text)
{
    bool cut = canvas_width(text) > width;
    int used = 0, columns;

    if (row < 0 || row >= canvas->rows || width <= 0)
        return 0;
    while (*text != '\0') {
        size_t length = next_character(text, &columns);
        if (used + columns > width - (cut ? 1 : 0))
            break;
        if (columns > 0)
            put_character(canvas, row, column + used, columns, look, text,
                          length);
        used += columns;
        text += length;
    }
    if (cut) {
        put_character(canvas, row, column + used, 1, look, "…", strlen("…"));
        used++;
    }
    return used;
}

void canvas_write_right(struct canvas *canvas, int row, int column, int width,
                        unsigned look, const char *text)
{
    int used = canvas_width(text);

    if (used < width) {
        column += width - used;
        width = used;
    }
    (void)canvas_write(canvas, row, column, width, look, text);
}

static bool may_not_begin(const char *text)
{
    static const char *const closing[] = {"，", "。", "；", "：", "、",
                                          "）", "”",  "》", "！", "？"};

    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
        if (strncmp(text, closing[i], strlen(closing[i])) == 0)
            return true;
    return false;
}

/* Bytes of the longest beginning that fits and may end a line. */
static size_t fitting_part(const char *text, int width)
{
    size_t at = 0, last_break = 0;
    int used = 0, columns;

    while (text[at] != '\0') {
        size_t length = next_character(text + at, &columns);
        if (used + columns > width)
            return last_break > 0 ? last_break : at;
        used += columns;
        if (text[at] == ' ' ||
            (columns == 2 && !may_not_begin(text + at + length)))
            last_break = at + length;
        at += length;
    }
    return at;
}

int canvas_wrap(struct canvas *canvas, struct canvas_area area, unsigned look,
                const char *text)
{
    char line[1024];
    int rows = 0;

    while (*text != '\0' && rows < area.rows) {
        size_t length = fitting_part(text, area.columns);
        if (length == 0)
            break;
        if (rows + 1 == area.rows || length >= sizeof line) {
            (void)canvas_write(canvas, area.row + rows++, area.column,
                               area.columns, look, text);
            break;
        }
        memcpy(line, text, length);
        line[length] = '\0';
        (void)canvas_write(canvas, area.row + rows++, area.column, area.columns,
                           look, line);
        text += length;
        text += strspn(text, " ");
    }
    return rows;
}

void canvas_bar(struct canvas *canvas, int row, int column, int width,
                unsigned look)
{
    for (int i = 0; i < width; i++) {
        struct canvas_cell *cell = canvas_at(canvas, row, column + i);
        if (cell != NULL)
            cell->look = (unsigned short)look;
    }
}

void canvas_row_text(const struct canvas *canvas, int row, char *out,
                     size_t size)
{
    size_t used = 0, end = 0;

    for (int i = 0; i < canvas->columns; i++) {
        const char *text = canvas->cells[row * canvas->columns + i].text;
        size_t length = strlen(text);
        if (used + length + 1 > size)
            break;
        memcpy(out + used, text, length);
        used += length;
        if (strcmp(text, " ") != 0 && length > 0)
            end = used;
    }
    out[end] = '\0';
}
