#include "made_queue.h"

#include <leptonica/allheaders.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static const char DEFINITION[] =
    "form: Q1\nversion: 1\nname: {zh: 试表, en: Test form}\ntitles: [试表]\n"
    "period: month\nrows: {kind: unit, least: 2, ruled: yes,"
    " total_labels: [合计]}\nheader: {levels: 1, number_row: no}\n"
    "fields:\n  - {name: unit, label: 填报单位}\n"
    "  - {name: year, type: year}\n"
    "columns:\n  - {code: unit, header: [单位], type: text, label: yes}\n"
    "  - {code: c1, header: [妇女], type: count, total: sum}\n"
    "  - {code: c2, header: [已婚], type: count, total: sum}\n"
    "laws:\n  - law: c2 <= c1\n";

static void must(enum status rc, const struct fault *fault)
{
    if (rc == ST_OK)
        return;
    fprintf(stderr, "%s: %s\n", status_text(rc), fault->text);
    abort();
}

/* A page whose cells hold strokes, so that there is ink to cut. */
static void draw_page(const char *path, const struct sample *sample, int shade)
{
    struct Pix *pix = pixCreate(800, 600, 8);

    pixSetAllArbitrary(pix, 255);
    for (size_t i = 0; i < SAMPLE_CELLS; i++) {
        struct scan_box box = sample->cells[i].box;
        struct Box *stroke =
            boxCreate(box.x + 20, box.y + 8, 6 + (int)i * 3, 24);
        pixSetInRectArbitrary(pix, stroke, (l_uint32)shade);
        boxDestroy(&stroke);
    }
    (void)pixWriteImpliedFormat(path, pix, 0, 0);
    pixDestroy(&pix);
}

int64_t made_queue_add_page(struct made_queue *made, const char *name)
{
    static int shade;
    char path[TEMP_PATH];
    enum db_taken taken;
    struct db_page page;

    temp_path(path, made->folder, name);
    draw_page(path, &made->sample, ++shade);
    must(
        db_take_original(made->archive, path, 1, &taken, NULL, 0, &made->fault),
        &made->fault);
    must(db_find_taken_page(made->archive, path, 1, &page, &made->fault),
         &made->fault);
    must(db_store_outcome(made->archive, page.id, &made->sample.outcome,
                          &made->fault),
         &made->fault);
    return page.id;
}

void made_queue_make(struct made_queue *made)
{
    char forms[TEMP_PATH], path[TEMP_PATH];

    *made = (struct made_queue){.folder = ""};
    temp_folder_make(made->folder);
    temp_path(made->path, made->folder, "archive");
    must(db_create(made->path, (struct db_init_options){.keep_personal = true},
                   &made->fault),
         &made->fault);
    must(db_open(made->path, &made->archive, &made->fault), &made->fault);
    temp_path(forms, made->path, "forms");
    temp_path(path, forms, "Q1-1.yaml");
    temp_write(path, DEFINITION, strlen(DEFINITION));
    must(form_catalogue_load(forms, &made->catalogue, &made->fault),
         &made->fault);
    sample_make(&made->sample);
    snprintf(made->sample.form.id, sizeof made->sample.form.id, "Q1");
    snprintf(made->sample.sheet.form, sizeof made->sample.sheet.form, "Q1");
    made->page = made_queue_add_page(made, "a.png");
}

void made_queue_remove(struct made_queue *made)
{
    form_catalogue_clear(&made->catalogue);
    db_close(&made->archive);
    temp_folder_remove(made->folder);
}

void made_queue_read_again(struct made_queue *made)
{
    must(db_store_outcome(made->archive, made->page, &made->sample.outcome,
                          &made->fault),
         &made->fault);
}

struct review_options made_options(const char *who)
{
    return (struct review_options){
        .who = who,
        .order = WORK_BY_PAGE,
        .rules = {.second_doubt = 2},
        .no_colours = true,
    };
}

void made_session(struct made_queue *made, struct review_session *session,
                  const struct review_options *options)
{
    must(session_begin(session, made->archive, &made->catalogue, options,
                       &made->fault),
         &made->fault);
}

void made_press(struct review_session *session, const char *keys)
{
    struct fault fault = {""};

    while (*keys != '\0') {
        utf8proc_int32_t c;
        uint32_t key;
        utf8proc_ssize_t used =
            utf8proc_iterate((const utf8proc_uint8_t *)keys, -1, &c);

        key = c == '\n'     ? KEY_CODE_ENTER
              : c == '\033' ? KEY_CODE_ESCAPE
              : c == '\b'   ? KEY_CODE_BACKSPACE
                            : (uint32_t)c;
        must(session_press(session, key, &fault), &fault);
        keys += used;
    }
}

char *made_screen(struct review_session *session, int rows, int columns)
{
    struct canvas canvas = {0};
    struct fault fault;
    char *text = calloc((size_t)rows, 2048), line[2048];

    must(canvas_size(&canvas, rows, columns, &fault), &fault);
    session_draw(session, &canvas);
    for (int row = 0; row < rows; row++) {
        canvas_row_text(&canvas, row, line, sizeof line);
        strcat(text, line);
        strcat(text, "\n");
    }
    canvas_free(&canvas);
    return text;
}

struct db_cell made_cell(struct made_queue *made, int row, const char *column)
{
    struct db_cell cell = {0};

    (void)sample_cell_id(made->archive, row, column, &cell);
    return cell;
}
