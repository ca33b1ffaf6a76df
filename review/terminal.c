/*
 * curses paints characters; pictures of a terminal that can show some are
 * written behind its back, and the whole screen is painted anew before others
 * take their place, for curses does not know of them.
 */
#include "review/terminal.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include <leptonica/allheaders.h>

#include <curses.h>

#include "review/keys.h"
#include "review/terminal_kind.h"
#include "review/terminal_picture.h"

enum { PAIRS_MAX = 4096 };

/* How long the rest of a key may be on its way behind its Escape. */
enum { ESCAPE_MS = 40 };

struct terminal {
    SCREEN *screen;
    FILE *out;
    struct ink_style style;
    bool colours;
    struct pair_colours {
        short fg, bg;
    } pairs[PAIRS_MAX];
    int n_pairs, pairs_room;
    struct terminal_pictures pictures;
    struct shown_picture {
        struct canvas_area area;
        unsigned long sum; /* of its pixels */
    } shown[CANVAS_PICTURES_MAX];
    int n_shown;
    bool resized; /* what was shown is gone */
};

/* Signal handlers have no other way to tell. */
static volatile sig_atomic_t asked_to_end;

static void note_end(int number)
{
    (void)number;
    asked_to_end = 1;
}

static void on_ends(void (*handler)(int))
{
    static const int ends[] = {SIGHUP, SIGTERM};
    struct sigaction action = {.sa_handler = handler};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        (void)sigaction(ends[i], &action, NULL);
}

static void set_up_colours(struct terminal *terminal)
{
    const char *none = getenv("NO_COLOR");

    if (none != NULL && none[0] != '\0')
        terminal->style.colours = false;
    terminal->colours = terminal->style.colours && has_colors() &&
                        start_color() == OK && use_default_colors() == OK;
    /* Below 256 colours a picture is better off with two. */
    terminal->style.colours = terminal->colours && COLORS >= 256;
    terminal->pairs_room =
        terminal->colours && COLOR_PAIRS < PAIRS_MAX ? COLOR_PAIRS : PAIRS_MAX;
    terminal->n_pairs = 1; /* 0 is the terminal's own */
}

static void set_up_keys(void)
{
    cbreak();
    noecho();
    nonl(); /* Enter comes as it is */
    keypad(stdscr, TRUE);
    set_escdelay(ESCAPE_MS);
    leaveok(stdscr, FALSE);
}

enum status terminal_open(FILE *in, FILE *out, bool chosen,
                          struct ink_style *style, struct terminal **result,
                          struct fault *fault)
{
    struct terminal *terminal;
    enum status rc;

    *result = NULL;
    if (!isatty(fileno(in)) || !isatty(fileno(out)))
        return fault_set(fault, ST_INPUT,
                         "the review queue needs a terminal; --batch FILE "
                         "takes decisions without one");
    rc = terminal_kind_check(out, fault);
    if (rc != ST_OK)
        return rc;
    terminal = calloc(1, sizeof *terminal);
    if (terminal == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    terminal->out = out;
    terminal->style = *style;
    if (!chosen || style->symbols == INK_PIXELS)
        terminal->pictures = terminal_pictures_ask(in, out);
    terminal->screen = newterm(NULL, out, in);
    if (terminal->screen == NULL) {
        free(terminal);
        return fault_set(fault, ST_INPUT,
                         "this terminal is not known (TERM=%s)",
                         getenv("TERM") == NULL ? "" : getenv("TERM"));
    }
    asked_to_end = 0;
    on_ends(note_end);
    set_up_colours(terminal);
    set_up_keys();
    if (!chosen && terminal->pictures.kind != PICTURE_NONE)
        terminal->style.symbols = INK_PIXELS;
    /* Who asks for what the terminal does not claim may know better. */
    if (terminal->pictures.kind == PICTURE_NONE)
        terminal->pictures.kind = PICTURE_SIXEL;
    *style = terminal->style;
    *result = terminal;
    return ST_OK;
}

void terminal_close(struct terminal **terminal)
{
    if (*terminal == NULL)
        return;
    if ((*terminal)->n_shown > 0)
        terminal_picture_wipe((*terminal)->out, &(*terminal)->pictures);
    endwin();
    on_ends(SIG_DFL);
    delscreen((*terminal)->screen);
    free(*terminal);
    *terminal = NULL;
}

enum status terminal_measure(struct terminal *terminal, struct canvas *canvas,
                             struct fault *fault)
{
    if (canvas->rows == LINES && canvas->columns == COLS)
        return ST_OK;
    terminal->resized = true;
    return canvas_size(canvas, LINES, COLS, fault);
}

/* ---- painting ---- */

/* A pair for the two colours; when there are no more, the nearest use is the
 * terminal's own. */
static int pair_of(struct terminal *terminal, short fg, short bg)
{
    if (fg < 0 && bg < 0)
        return 0;
    for (int i = 1; i < terminal->n_pairs; i++)
        if (terminal->pairs[i].fg == fg && terminal->pairs[i].bg == bg)
            return i;
    if (terminal->n_pairs >= terminal->pairs_room ||
        init_extended_pair(terminal->n_pairs, fg, bg) != OK)
        return 0;
    terminal->pairs[terminal->n_pairs] = (struct pair_colours){fg, bg};
    return terminal->n_pairs++;
}

static attr_t attributes_of(unsigned look)
{
    attr_t attributes = A_NORMAL;

    if (look & LOOK_BOLD)
        attributes |= A_BOLD;
    if (look & LOOK_DIM)
        attributes |= A_DIM;
    if (look & LOOK_REVERSE)
        attributes |= A_REVERSE;
    if (look & LOOK_UNDERLINE)
        attributes |= A_UNDERLINE;
    return attributes;
}

/* What a text is gets a colour where there are colours, and is told by its
 * weight where there are none. */
static void colour_of(const struct terminal *terminal, unsigned look, short *fg,
                      attr_t *attributes)
{
    if (!terminal->colours) {
        if (look & LOOK_WARN)
            *attributes |= A_BOLD;
        return;
    }
    if (look & LOOK_WARN)
        *fg = COLOR_RED;
    else if (look & LOOK_GOOD)
        *fg = COLOR_GREEN;
    else if (look & LOOK_KEY)
        *fg = COLOR_CYAN;
}

static void paint_cell(struct terminal *terminal, int row, int column,
                       const struct canvas_cell *cell)
{
    wchar_t text[CCHARW_MAX + 1] = L" ";
    mbstate_t state = {0};
    const char *at = cell->text;
    attr_t attributes = attributes_of(cell->look);
    short fg = cell->fg;
    int pair;
    cchar_t c;

    if (mbsrtowcs(text, &at, CCHARW_MAX, &state) == (size_t)-1)
        wcscpy(text, L"?");
    colour_of(terminal, cell->look, &fg, &attributes);
    pair = terminal->colours ? pair_of(terminal, fg, cell->bg) : 0;
    if (setcchar(&c, text, attributes, (short)pair, &pair) == OK)
        (void)mvadd_wch(row, column, &c);
}

static struct shown_picture to_be_shown(const struct canvas_picture *picture)
{
    struct shown_picture shown = {picture->area, 5381};
    const l_uint32 *data = pixGetData(picture->pix);
    size_t n =
        (size_t)pixGetWpl(picture->pix) * (size_t)pixGetHeight(picture->pix);

    for (size_t i = 0; i < n; i++)
        shown.sum = shown.sum * 33 + data[i];
    return shown;
}

static bool is_shown(const struct terminal *terminal,
                     const struct canvas *canvas)
{
    if (terminal->n_shown != canvas->n_pictures || terminal->resized)
        return false;
    for (int i = 0; i < canvas->n_pictures; i++) {
        struct shown_picture wanted = to_be_shown(&canvas->pictures[i]);
        const struct shown_picture *there = &terminal->shown[i];
        if (wanted.sum != there->sum || wanted.area.row != there->area.row ||
            wanted.area.column != there->area.column ||
            wanted.area.rows != there->area.rows ||
            wanted.area.columns != there->area.columns)
            return false;
    }
    return true;
}

static void paint_pictures(struct terminal *terminal,
                           const struct canvas *canvas)
{
    for (int i = 0; i < canvas->n_pictures; i++) {
        terminal_picture_show(terminal->out, &terminal->pictures,
                              &canvas->pictures[i]);
        terminal->shown[i] = to_be_shown(&canvas->pictures[i]);
    }
    terminal->n_shown = canvas->n_pictures;
    terminal->resized = false;
    (void)fflush(terminal->out);
}

/* The old ones are painted over, for curses does not know that they are there.
 */
static void wipe_pictures(struct terminal *terminal)
{
    if (terminal->n_shown == 0)
        return;
    terminal_picture_wipe(terminal->out, &terminal->pictures);
    clearok(stdscr, TRUE);
    terminal->n_shown = 0;
}

void terminal_paint(struct terminal *terminal, const struct canvas *canvas)
{
    bool cursor = canvas->cursor_row >= 0;
    bool shown = is_shown(terminal, canvas);

    if (!shown)
        wipe_pictures(terminal);
    erase();
    for (int row = 0; row < canvas->rows; row++)
        for (int column = 0; column < canvas->columns; column++) {
            const struct canvas_cell *cell =
                &canvas->cells[row * canvas->columns + column];
            if (cell->text[0] != '\0')
                paint_cell(terminal, row, column, cell);
        }
    (void)curs_set(cursor ? 1 : 0);
    if (cursor)
        (void)move(canvas->cursor_row, canvas->cursor_column);
    refresh();
    if (!shown)
        paint_pictures(terminal, canvas);
}

/* ---- keys ---- */

static uint32_t key_of(wint_t code)
{
    switch (code) {
    case KEY_ENTER:
        return KEY_CODE_ENTER;
    case KEY_BACKSPACE:
    case KEY_DC:
        return KEY_CODE_BACKSPACE;
    case KEY_UP:
        return KEY_CODE_UP;
    case KEY_DOWN:
        return KEY_CODE_DOWN;
    case KEY_LEFT:
        return KEY_CODE_LEFT;
    case KEY_RIGHT:
        return KEY_CODE_RIGHT;
    case KEY_PPAGE:
        return KEY_CODE_PAGE_UP;
    case KEY_NPAGE:
        return KEY_CODE_PAGE_DOWN;
    case KEY_HOME:
        return KEY_CODE_HOME;
    case KEY_END:
        return KEY_CODE_END;
    case KEY_RESIZE:
        return KEY_CODE_RESIZE;
    default:
        return KEY_CODE_IDLE;
    }
}

static uint32_t character_of(wint_t code)
{
    switch (code) {
    case '\r':
    case '\n':
        return KEY_CODE_ENTER;
    case '\t':
        return KEY_CODE_TAB;
    case 8:
    case 127:
        return KEY_CODE_BACKSPACE;
    default:
        return (uint32_t)code;
    }
}

/* Up to the letter that ends it, or for a string up to its terminator. */
static void skip_sequence(wint_t kind)
{
    bool string = kind != '[' && kind != 'O';
    wint_t code = 0, before = 0;

    timeout(ESCAPE_MS);
    while (get_wch(&code) == OK) {
        if (string ? code == '\a' || (before == 27 && code == '\\')
                   : code >= '@' && code <= '~')
            return;
        before = code;
    }
}

/* What a terminal answers late, and keys that curses does not know (Ctrl with
 * an arrow), begin with Escape and go on with figures and letters. None of
 * them may be taken for a key, for each would be a decision. */
static uint32_t after_escape(void)
{
    wint_t code = 0;
    int kind;

    timeout(0);
    kind = get_wch(&code);
    if (kind == OK && wcschr(L"[OP_]^X", (wchar_t)code) != NULL) {
        skip_sequence(code);
        return KEY_CODE_IDLE;
    }
    if (kind == OK)
        (void)unget_wch((wchar_t)code);
    else if (kind == KEY_CODE_YES)
        (void)ungetch((int)code);
    return KEY_CODE_ESCAPE;
}

uint32_t terminal_key(struct terminal *terminal, int seconds)
{
    wint_t code = 0;
    int kind;

    (void)terminal;
    timeout(seconds * 1000);
    errno = 0;
    kind = get_wch(&code);
    if (kind == ERR)
        return KEY_CODE_IDLE;
    if (kind == KEY_CODE_YES)
        return key_of(code);
    return code == 27 ? after_escape() : character_of(code);
}

void terminal_forget_keys(struct terminal *terminal)
{
    (void)terminal;
    flushinp();
}

bool terminal_is_gone(const struct terminal *terminal)
{
    (void)terminal;
    return asked_to_end != 0;
}
