/*
 * A name tells too little: xterm may show sixels or not. So the terminal is
 * asked: kitty's question for a picture first, then the size of a character,
 * and last the attributes that every terminal answers with, so that there is
 * nothing to wait for behind them.
 */
#include "review/terminal_picture.h"

#include <chafa.h>
#include <leptonica/allheaders.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum { CELL_WIDTH = 10, CELL_HEIGHT = 20, CELL_MOST = 200 };
/* Every terminal answers, so that only a slow line or a busy machine makes one
 * wait; what comes after that is no key either (terminal.c). */
enum { PATIENCE_MS = 2000, ANSWER_MAX = 512 };

static const char QUESTION[] = "\033_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\033\\"
                               "\033[16t"
                               "\033[c";

/* ---- asking ---- */

static const char *lookup(const char *text, size_t n, const char *part)
{
    return memmem(text, n, part, strlen(part));
}

/* "\033[?62;4;9c": 4 among them means sixels. */
static bool has_attribute(const char *from, const char *end, int wanted)
{
    int number = 0;

    for (const char *c = from; c < end; c++) {
        if (*c >= '0' && *c <= '9') {
            number = number < 1000 ? number * 10 + (*c - '0') : number;
            continue;
        }
        if (number == wanted && (*c == ';' || *c == 'c'))
            return true;
        if (*c != ';')
            return false;
        number = 0;
    }
    return false;
}

static bool ends_answer(const char *text, size_t n)
{
    const char *at = lookup(text, n, "\033[?");

    return at != NULL && memchr(at, 'c', (size_t)(text + n - at)) != NULL;
}

void terminal_pictures_read_answer(const char *text, size_t n,
                                   struct terminal_pictures *found)
{
    const char *attributes = lookup(text, n, "\033[?");
    const char *size = lookup(text, n, "\033[6;");
    char copy[32] = "";
    int height = 0, width = 0;

    if (attributes != NULL && has_attribute(attributes + 3, text + n, 4))
        found->kind = PICTURE_SIXEL;
    if (lookup(text, n, "\033_Gi=31;OK") != NULL)
        found->kind = PICTURE_KITTY;
    if (size == NULL)
        return;
    snprintf(copy, sizeof copy, "%.*s", (int)(text + n - size - 4), size + 4);
    if (sscanf(copy, "%d;%dt", &height, &width) == 2 && height > 0 &&
        width > 0 && height <= CELL_MOST && width <= CELL_MOST) {
        found->cell_height = height;
        found->cell_width = width;
    }
}

static size_t listen(int in, char *answer)
{
    struct pollfd ready = {.fd = in, .events = POLLIN};
    size_t n = 0;

    while (n < ANSWER_MAX && !ends_answer(answer, n) &&
           poll(&ready, 1, PATIENCE_MS) == 1) {
        ssize_t more = read(in, answer + n, ANSWER_MAX - n);
        if (more <= 0)
            break;
        n += (size_t)more;
    }
    return n;
}

static void ask(FILE *in, FILE *out, struct terminal_pictures *found)
{
    char answer[ANSWER_MAX];
    struct termios before, raw;

    if (tcgetattr(fileno(in), &before) != 0)
        return;
    raw = before;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    if (tcsetattr(fileno(in), TCSANOW, &raw) != 0)
        return;
    fputs(QUESTION, out);
    (void)fflush(out);
    terminal_pictures_read_answer(answer, listen(fileno(in), answer), found);
    (void)tcsetattr(fileno(in), TCSANOW, &before);
}

static ChafaTermInfo *new_info(void)
{
    gchar **environment = g_get_environ();
    ChafaTermInfo *info =
        chafa_term_db_detect(chafa_term_db_get_default(), environment);

    g_strfreev(environment);
    return info;
}

static enum picture_kind kind_of_name(void)
{
    ChafaTermInfo *info = new_info();
    enum picture_kind kind = PICTURE_NONE;

    if (chafa_term_info_have_seq(info,
                                 CHAFA_TERM_SEQ_BEGIN_KITTY_IMMEDIATE_IMAGE_V1))
        kind = PICTURE_KITTY;
    else if (chafa_term_info_have_seq(info, CHAFA_TERM_SEQ_BEGIN_SIXELS))
        kind = PICTURE_SIXEL;
    chafa_term_info_unref(info);
    return kind;
}

static void measure_cell(FILE *out, struct terminal_pictures *found)
{
    struct winsize size;

    found->cell_width = CELL_WIDTH;
    found->cell_height = CELL_HEIGHT;
    if (ioctl(fileno(out), TIOCGWINSZ, &size) != 0 || size.ws_col == 0 ||
        size.ws_row == 0 || size.ws_xpixel < size.ws_col ||
        size.ws_ypixel < size.ws_row)
        return;
    found->cell_width = size.ws_xpixel / size.ws_col;
    found->cell_height = size.ws_ypixel / size.ws_row;
}

struct terminal_pictures terminal_pictures_ask(FILE *in, FILE *out)
{
    struct terminal_pictures found = {PICTURE_NONE, CELL_WIDTH, CELL_HEIGHT};

    if (getenv("TMUX") != NULL || getenv("STY") != NULL)
        return found;
    found.kind = kind_of_name();
    measure_cell(out, &found);
    ask(in, out, &found);
    return found;
}

/* ---- drawing ---- */

static ChafaCanvas *new_canvas(const struct canvas_area *area,
                               const struct terminal_pictures *how)
{
    ChafaCanvasConfig *config = chafa_canvas_config_new();
    ChafaCanvas *canvas;

    chafa_canvas_config_set_geometry(config, area->columns, area->rows);
    chafa_canvas_config_set_cell_geometry(config, how->cell_width,
                                          how->cell_height);
    chafa_canvas_config_set_canvas_mode(config, CHAFA_CANVAS_MODE_TRUECOLOR);
    chafa_canvas_config_set_pixel_mode(config, how->kind == PICTURE_KITTY
                                                   ? CHAFA_PIXEL_MODE_KITTY
                                                   : CHAFA_PIXEL_MODE_SIXELS);
    canvas = chafa_canvas_new(config);
    chafa_canvas_config_unref(config);
    return canvas;
}

static guint8 *new_rgba(struct Pix *pix)
{
    int width = pixGetWidth(pix), height = pixGetHeight(pix);
    guint8 *rgba = g_malloc((size_t)width * (size_t)height * 4), *at = rgba;

    for (int y = 0; y < height; y++) {
        const l_uint32 *line = pixGetData(pix) + y * pixGetWpl(pix);
        for (int x = 0; x < width; x++, at += 4) {
            at[0] = (guint8)(line[x] >> 24);
            at[1] = (guint8)(line[x] >> 16);
            at[2] = (guint8)(line[x] >> 8);
            at[3] = 255;
        }
    }
    return rgba;
}

/* Whatever its name says of it, it has answered that it can. */
static ChafaTermInfo *new_able_info(void)
{
    ChafaTermInfo *info = new_info();
    ChafaTermInfo *able =
        chafa_term_db_get_fallback_info(chafa_term_db_get_default());

    chafa_term_info_supplement(info, able);
    chafa_term_info_unref(able);
    return info;
}

void terminal_picture_show(FILE *out, const struct terminal_pictures *how,
                           const struct canvas_picture *picture)
{
    ChafaCanvas *canvas = new_canvas(&picture->area, how);
    ChafaTermInfo *info = new_able_info();
    guint8 *rgba = new_rgba(picture->pix);
    GString *text;

    chafa_canvas_draw_all_pixels(
        canvas, CHAFA_PIXEL_RGBA8_UNASSOCIATED, rgba, pixGetWidth(picture->pix),
        pixGetHeight(picture->pix), pixGetWidth(picture->pix) * 4);
    text = chafa_canvas_print(canvas, info);
    /* Save the cursor, go there, draw, come back. */
    fprintf(out, "\0337\033[%d;%dH", picture->area.row + 1,
            picture->area.column + 1);
    (void)fwrite(text->str, 1, text->len, out);
    fputs("\0338", out);
    g_string_free(text, TRUE);
    g_free(rgba);
    chafa_term_info_unref(info);
    chafa_canvas_unref(canvas);
}

void terminal_picture_wipe(FILE *out, const struct terminal_pictures *how)
{
    /* Sixels go when characters are painted over them. */
    if (how->kind == PICTURE_KITTY)
        fputs("\033_Ga=d,d=A\033\\", out);
}
